import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { dataFolderAt } from '../platform/database/data-folder.js';
import { findProjectRoot } from '../platform/database/project-root.js';
import { StartFault } from '../platform/database/start-fault.js';

/**
 * For commands that work on a database that is there. Starting the embedded one where there is none would make one: an
 * empty one in the wrong folder, as where DATA_DIR was forgotten.
 * @throws {StartFault} naming the folder that was looked in
 */
export function refuseNowhere({ databaseUrl, dataDir }: Config): void {
  const folder = dataFolderAt(dataDir, findProjectRoot());
  if (databaseUrl !== undefined || existsSync(join(folder, 'db'))) return;
  throw new StartFault(
    `Không có cơ sở dữ liệu nào trong ${folder}: dùng cùng DATA_DIR (hoặc DATABASE_URL) như khi npm start.`,
    `There is no database in ${folder}: use the same DATA_DIR (or DATABASE_URL) as with npm start.`,
  );
}
