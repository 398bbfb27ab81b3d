import { readProcessConfig } from './config.js';
import type { Config } from './config.js';
import { explainStartFailure } from './launch/explain-start-failure.js';
import { refuseNowhere } from './launch/refuse-nowhere.js';
import { migrateToLatest, openDataSource } from './platform/database/data-source.js';
import { startDatabase } from './platform/database/start-database.js';

/** Brings the database to this version's tables and stops; the server does the same when it starts. */
async function migrate(config: Config): Promise<void> {
  refuseNowhere(config);
  const database = await startDatabase(config, 'beside');
  try {
    const dataSource = await openDataSource(database.url, {
      entities: [],
      poolSize: config.databasePoolSize,
    });
    const ran = await migrateToLatest(dataSource);
    await dataSource.destroy();
    console.log(
      ran.length === 0
        ? 'Cơ sở dữ liệu đã ở bản mới nhất. (The database is up to date.)'
        : `Đã nâng cấp cơ sở dữ liệu (upgraded the database): ${ran.join(', ')}`,
    );
  } finally {
    await database.stop();
  }
}

let config: Config | undefined;
try {
  config = readProcessConfig();
  await migrate(config);
} catch (error) {
  console.error(explainStartFailure(error, config));
  process.exitCode = 1;
}
