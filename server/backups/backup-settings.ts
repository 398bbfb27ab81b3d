import { join, resolve } from 'node:path';
import { dataFolderAt } from '../platform/database/data-folder.js';
import { findProjectRoot } from '../platform/database/project-root.js';
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
