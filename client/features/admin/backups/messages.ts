import { deskWords } from '../../../ui/desk/desk-words';

const vi = {
  ...deskWords.vi,
  admin: 'Quản trị',
  backups: 'Sao lưu',
  backupsLead:
    'Mỗi bản sao lưu là một tệp chứa toàn bộ dữ liệu tại một thời điểm: hội đồng, hồ sơ, mọi phiếu và sổ của từng phiên họp.',
  backUpNow: 'Sao lưu ngay',
  backingUp: 'Đang sao lưu…',
  backedUp: 'Đã sao lưu xong.',
  running: 'Đang có một bản sao lưu được tạo. Hội đồng vẫn làm việc bình thường.',
  old: {
    NONE_YET: 'Chưa có bản sao lưu nào',
    TOO_OLD: 'Bản sao lưu gần nhất đã cũ',
    CONCLUSION_SINCE: 'Có kết luận chưa được sao lưu',
  },
  oldText: {
    NONE_YET: 'Nếu máy chủ hỏng lúc này thì dữ liệu mất. Xin sao lưu ngay.',
    TOO_OLD: 'Bản gần nhất tạo lúc {at}, đã quá 26 giờ. Xin sao lưu ngay.',
    CONCLUSION_SINCE: 'Sau bản gần nhất, tạo lúc {at}, đã có hồ sơ được kết luận. Xin sao lưu ngay.',
  },
  good: 'Bản sao lưu gần nhất còn mới',
  goodText: 'Tạo lúc {at}; từ đó chưa có kết luận nào nữa.',
  failed: 'Lần sao lưu lúc {at} không thành công',
  lastGood: 'Bản tốt gần nhất',
  why: 'Lý do',
  whyMade: { NIGHTLY: 'Hằng đêm', CONCLUSION: 'Sau khi kết luận', BY_HAND: 'Làm bằng tay' },
  size: 'Kích thước',
  folder: 'Thư mục trên máy chủ',
  when: 'Tự động sao lưu',
  automatic: 'Sau mỗi kết luận, và mỗi đêm từ {hour} giờ',
  byHandOnly: 'Đang tắt (BACKUP_AUTO=off)',
  retention: 'Giữ lại',
  retentionText: 'Mọi bản của 24 giờ qua, và bản cuối của {days} ngày gần nhất có sao lưu',
  kept: 'Các bản đang giữ',
  at: 'Thời điểm',
  file: 'Tệp',
  noKept: 'Thư mục chưa có bản nào',
  noKeptText: 'Bấm “Sao lưu ngay” để tạo bản đầu tiên.',
  whatToDo: 'Giữ các tệp này thế nào',
  copyAway:
    'Chép tệp mới nhất sang máy khác hoặc ổ đĩa rời, tốt nhất là sau mỗi phiên họp: máy chủ hỏng thì tệp nằm cạnh dữ liệu cũng mất theo.',
  keepSecret:
    'Cất như cất biên bản: tệp chứa mọi điểm và ý kiến, kể cả điều chưa công bố. Tệp không được mã hóa.',
  howToRestore: 'Khôi phục thế nào',
  restorePlace:
    'Chọn nơi còn trống: đặt DATA_DIR sang một thư mục mới, hoặc DATABASE_URL sang một cơ sở dữ liệu trống. Dữ liệu đang có không bao giờ bị ghi đè.',
  restoreRun: 'Chạy lệnh này trên máy chủ. Tệp hỏng hoặc không đúng bị từ chối và không để lại gì.',
  restoreStart: 'Khởi động bằng npm start với cùng cài đặt.',
  restoreAfter:
    'Mọi người đăng nhập lại; thẻ ghế phát trước lúc sao lưu vẫn dùng được. Tài khoản, khóa hay thẻ nào đã thu hồi sau lúc đó thì thu hồi lại.',
};

const en: typeof vi = {
  ...deskWords.en,
  admin: 'Administration',
  backups: 'Backups',
  backupsLead:
    'A backup is one file with all data as of one moment: councils, dossiers, every sheet and the record of each session.',
  backUpNow: 'Back up now',
  backingUp: 'Backing up…',
  backedUp: 'The backup is made.',
  running: 'A backup is being made. The council goes on as usual.',
  old: {
    NONE_YET: 'There is no backup yet',
    TOO_OLD: 'The last backup is old',
    CONCLUSION_SINCE: 'A conclusion is not backed up',
  },
  oldText: {
    NONE_YET: 'If the server broke now, the data would be lost. Please back up now.',
    TOO_OLD: 'The last one is of {at}, more than 26 hours ago. Please back up now.',
    CONCLUSION_SINCE: 'After the last one, of {at}, a dossier was concluded. Please back up now.',
  },
  good: 'The last backup is recent',
  goodText: 'It is of {at}; nothing was concluded since.',
  failed: 'The backup of {at} failed',
  lastGood: 'Last good one',
  why: 'Why',
  whyMade: { NIGHTLY: 'Nightly', CONCLUSION: 'After a conclusion', BY_HAND: 'By hand' },
  size: 'Size',
  folder: 'Folder on the server',
  when: 'Made by itself',
  automatic: 'After each conclusion, and nightly from {hour}:00',
  byHandOnly: 'Switched off (BACKUP_AUTO=off)',
  retention: 'Kept',
  retentionText: 'All of the last 24 hours, and the last one of the {days} latest days that have any',
  kept: 'Backups kept',
  at: 'Moment',
  file: 'File',
  noKept: 'The folder holds none yet',
  noKeptText: 'Press “Back up now” to make the first.',
  whatToDo: 'How to keep these files',
  copyAway:
    'Copy the newest file to another machine or a removable disk, best after each session: if the server breaks, a file beside the data is lost with it.',
  keepSecret:
    'Keep them as you keep minutes: the files hold every mark and opinion, released or not. They are not encrypted.',
  howToRestore: 'How to restore',
  restorePlace:
    'Choose an empty place: set DATA_DIR to a new folder, or DATABASE_URL to an empty database. Data that are there are never overwritten.',
  restoreRun: 'Run this on the server. A damaged or wrong file is refused and leaves nothing behind.',
  restoreStart: 'Start with npm start and the same settings.',
  restoreAfter:
    'Everybody signs in again; seat cards issued before the backup still work. Revoke again the accounts, tokens and cards that were revoked after it.',
};

export const messages = { vi, en };
