import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkRestorable, loadBackup, type Restored } from './backups/load-backup.js';
import type { Manifest } from './backups/manifest.js';
import { readProcessConfig, type Config } from './config.js';
import { explainStartFailure } from './launch/explain-start-failure.js';
import { dataFolderAt } from './platform/database/data-folder.js';
import { openDataSource } from './platform/database/data-source.js';
import { findProjectRoot } from './platform/database/project-root.js';
import { startDatabase } from './platform/database/start-database.js';
import { StartFault } from './platform/database/start-fault.js';

/** Brings a backup into an empty place: `npm run restore -- <file>`. The server must not be running over it. */
async function restore(given: string | undefined, settings: Config): Promise<void> {
  if (!given) {
    throw new StartFault(
      'Dùng: npm run restore -- <tệp sao lưu>; các tệp sao lưu nằm trong thư mục sao lưu.',
      'Use: npm run restore -- <backup file>; the files are in the backup folder.',
    );
  }
  const path = resolve(given);
  const manifest = await checkRestorable(path);
  const restored = await leavingNoTrace(settings, () => load(path, manifest, settings));
  console.log([...wordRestored(restored), wordStart(settings)].join('\n'));
}

async function load(path: string, { migrations }: Manifest, settings: Config): Promise<Restored> {
  const database = await startDatabase(settings);
  try {
    const dataSource = await openDataSource(database.url, {
      entities: [],
      poolSize: 2,
      copies: true,
      onlyMigrations: migrations,
    });
    return await loadBackup(dataSource, path).finally(() => dataSource.destroy());
  } finally {
    await database.stop();
  }
}

/** Takes away what a restore that failed has made of an embedded database. What was there before stays. */
async function leavingNoTrace<T>({ databaseUrl, dataDir }: Config, work: () => Promise<T>): Promise<T> {
  const folder = dataFolderAt(dataDir, findProjectRoot());
  const before = existsSync(folder) ? readdirSync(folder) : null;
  try {
    return await work();
  } catch (error) {
    if (databaseUrl === undefined && !before?.includes('db') && existsSync(folder)) {
      const made = readdirSync(folder).filter((name) => !before?.includes(name));
      for (const name of made) rmSync(join(folder, name), { recursive: true, force: true });
      if (before === null) rmSync(folder, { recursive: true });
    }
    throw error;
  }
}

function wordRestored({ manifest, rows, leftOut, signIns, oneTimeLinks }: Restored): string[] {
  return [
    `Đã khôi phục ${rows} dòng, khớp từng bảng với bản sao lưu lúc ${manifest.at}.`,
    `Restored ${rows} rows, every table equal to the backup of ${manifest.at}.`,
    `Đã kết thúc ${signIns} lần đăng nhập và ${oneTimeLinks} liên kết một lần: ai cũng đăng nhập lại; thẻ ghế phát trước lúc sao lưu vẫn dùng được.`,
    `Ended ${signIns} sign-ins and ${oneTimeLinks} one-time links: everybody signs in again; seat cards issued before the backup still work.`,
    'Tài khoản, khóa API hay thẻ nào đã thu hồi sau lúc sao lưu thì xin thu hồi lại. (Revoke again what was revoked after the backup.)',
    ...(leftOut.length > 0
      ? [`Không phải bảng của Chấm Sao, để lại (not tables of Chấm Sao, left out): ${leftOut.join(', ')}`]
      : []),
  ];
}

/** A bare `npm start` would start over another place. An address of a database is not said again: it holds a password. */
function wordStart({ databaseUrl, dataDir }: Config): string {
  const start = 'Khởi động (start)';
  if (databaseUrl !== undefined) return `${start}: npm start, với cùng (with the same) DATABASE_URL`;
  if (dataDir === undefined) return `${start}: npm start`;
  return `${start}: DATA_DIR=${/^[\w./-]+$/.test(dataDir) ? dataDir : JSON.stringify(dataDir)} npm start`;
}

let config: Config | undefined;
try {
  config = readProcessConfig();
  await restore(process.argv[2], config);
} catch (error) {
  console.error(explainStartFailure(error, config));
  process.exitCode = 1;
}
