import { access, constants, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { dataFolderAt } from '../platform/database/data-folder.js';
import { findProjectRoot } from '../platform/database/project-root.js';
import { StartFault } from '../platform/database/start-fault.js';
import { makeFolder } from './backup-folder.js';
import type { BackupSettings } from './backups.js';

/** What of the settings of the process concerns backups. */
interface Given {
  readonly dataDir: string | undefined;
  readonly backupDir: string | undefined;
  readonly backupAuto: boolean;
  readonly backupHour: number;
  readonly backupKeep: number;
}

/** Beside the data unless said otherwise; whoever says so should say a folder on another disk. */
export function backupSettings(given: Given): BackupSettings {
  const root = findProjectRoot();
  const folder =
    given.backupDir === undefined
      ? join(dataFolderAt(given.dataDir, root), 'backups')
      : resolve(root, given.backupDir);
  return { folder, automatic: given.backupAuto, hour: given.backupHour, keepDays: given.backupKeep };
}

/**
 * Makes the folder that somebody named for backups, before the first of them is due in the night.
 * @throws {StartFault} when it cannot be made or written
 */
export async function prepareBackupFolder({ folder }: BackupSettings): Promise<void> {
  try {
    await makeFolder(folder);
    if (!(await stat(folder)).isDirectory())
      throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StartFault(
      `Không ghi được vào thư mục sao lưu ${folder} (${code}): hãy cấp quyền ghi hoặc đặt BACKUP_DIR sang thư mục khác.`,
      `The backup folder ${folder} cannot be written (${code}): grant write permission or set BACKUP_DIR to another folder.`,
      { cause: error },
    );
  }
}
