import { backupSettings } from './backups/backup-settings.js';
import { prune } from './backups/backup-folder.js';
import { causeOf } from './backups/backup-fault.js';
import { wordFailure } from './backups/word-failure.js';
import { writeBackup, type WrittenBackup } from './backups/write-backup.js';
import { readProcessConfig, type Config } from './config.js';
import { explainStartFailure } from './launch/explain-start-failure.js';
import { refuseNowhere } from './launch/refuse-nowhere.js';
import { openDataSource } from './platform/database/data-source.js';
import { startDatabase } from './platform/database/start-database.js';
import { StartFault } from './platform/database/start-fault.js';

/** Backs up everything into one file: `npm run backup`. Works beside a running server or without one, and changes nothing. */
async function backUp(settings: Config): Promise<void> {
  const { folder, keepDays } = backupSettings(settings);
  refuseNowhere(settings);
  const database = await startDatabase(settings, 'beside');
  try {
    await refuseEmpty(database.url);
    const made = await write(database.url, folder);
    console.log(wordBackup(made));
    await prune(folder, keepDays, new Date());
  } finally {
    await database.stop();
  }
}

async function write(url: string, folder: string): Promise<WrittenBackup> {
  try {
    return (await writeBackup({ url, folder, decide: () => Promise.resolve('BY_HAND') }))!;
  } catch (error) {
    const cause = causeOf(error);
    if (cause === 'UNEXPECTED') throw error;
    const { vi, en } = wordFailure(cause);
    throw new StartFault(`${vi} (${folder})`, `${en} (${folder})`, { cause: error });
  }
}

async function refuseEmpty(url: string): Promise<void> {
  const dataSource = await openDataSource(url, { entities: [], poolSize: 1 });
  const [{ known }] = await dataSource
    .query<[{ known: boolean }]>(`select to_regclass('result') is not null as known`)
    .finally(() => dataSource.destroy());
  if (known) return;
  throw new StartFault(
    'Cơ sở dữ liệu còn trống: chưa có gì để sao lưu.',
    'The database is empty: there is nothing to back up.',
  );
}

function wordBackup({ path, bytes, manifest }: WrittenBackup): string {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  return [
    `Đã sao lưu ${rows} dòng của ${manifest.tables.length} bảng (backed up ${rows} rows of ${manifest.tables.length} tables), ${bytes} byte:`,
    path,
    'Hãy chép tệp này sang máy khác. (Copy this file to another machine.)',
    `Khôi phục (restore): npm run restore -- ${path}`,
    'Tệp chứa mọi điểm và ý kiến, kể cả điều chưa công bố. (The file holds every mark and opinion, released or not.)',
  ].join('\n');
}

let config: Config | undefined;
try {
  config = readProcessConfig();
  await backUp(config);
} catch (error) {
  console.error(explainStartFailure(error, config));
  process.exitCode = 1;
}
