import type { BackupFailureCause } from './backup-fault.js';

const WORDS: Record<BackupFailureCause, { vi: string; en: string }> = {
  FULL: {
    vi: 'Ổ đĩa chứa thư mục sao lưu đã đầy: hãy giải phóng chỗ trống rồi sao lưu lại.',
    en: 'The disk with the backup folder is full: make room, then back up again.',
  },
  FORBIDDEN: {
    vi: 'Máy chủ không ghi được vào thư mục sao lưu: hãy kiểm tra thư mục và quyền ghi, hoặc đặt BACKUP_DIR sang nơi khác.',
    en: 'The server cannot write to the backup folder: check the folder and its permissions, or set BACKUP_DIR to another place.',
  },
  DAMAGED: {
    vi: 'Bản sao lưu vừa ghi đọc lại không khớp nên đã bỏ đi: hãy kiểm tra ổ đĩa rồi sao lưu lại.',
    en: 'The backup just written did not read back as it was, and was thrown away: check the disk, then back up again.',
  },
  UNEXPECTED: {
    vi: 'Sao lưu không xong vì lỗi ngoài dự kiến: xem nhật ký của máy chủ.',
    en: 'The backup failed for an unexpected reason: see the log of the server.',
  },
};

/** What went wrong with a backup, and what a person can do about it. */
export const wordFailure = (cause: BackupFailureCause): { vi: string; en: string } => WORDS[cause];
