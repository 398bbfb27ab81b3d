import { StartFault } from '../platform/database/start-fault.js';

/** What of a backup file cannot be used, as one sentence in each language. */
export class BackupFault extends StartFault {
  override readonly name = 'BackupFault';
}

export const notABackup = (file: string, cause?: unknown): BackupFault =>
  new BackupFault(`${file} không phải là bản sao lưu của Chấm Sao.`, `${file} is not a backup of Chấm Sao.`, {
    cause,
  });

export const damaged = (file: string, cause?: unknown): BackupFault =>
  new BackupFault(
    `Bản sao lưu ${file} bị hỏng hoặc không còn nguyên vẹn: không khôi phục gì; hãy dùng một bản khác.`,
    `The backup ${file} is damaged or not whole: nothing was restored; use another one.`,
    { cause },
  );

export const madeByNewer = (file: string): BackupFault =>
  new BackupFault(
    `Bản sao lưu ${file} do một bản Chấm Sao mới hơn tạo ra: hãy khôi phục bằng bản mới hơn đó.`,
    `The backup ${file} was made by a newer version of Chấm Sao: restore it with that newer version.`,
  );

/** Why a backup could not be made, as far as a person can mend it. */
export type BackupFailureCause = 'FULL' | 'FORBIDDEN' | 'DAMAGED' | 'UNEXPECTED';

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', '53100']);
const FORBIDDEN = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EEXIST',
  'ENOENT',
  'ELOOP',
  'EIO',
  '42501',
]);

export function causeOf(error: unknown): BackupFailureCause {
  if (error instanceof BackupFault) return 'DAMAGED';
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string') return 'UNEXPECTED';
  return FULL.has(code) ? 'FULL' : FORBIDDEN.has(code) ? 'FORBIDDEN' : 'UNEXPECTED';
}
