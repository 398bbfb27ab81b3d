import { loadLibrary } from './compose-library.js';
import { readProcessConfig, type Config } from './config.js';
import { entities } from './entities.js';
import { importHanoi2021 } from './imports/hanoi-2021.js';
import { readHanoiPlan } from './imports/hanoi-plan.js';
import { wordTotals } from './imports/verify-totals.js';
import { wordUnknownImport } from './imports/word-unknown-import.js';
import { explainStartFailure } from './launch/explain-start-failure.js';
import { migrateToLatest, openDataSource } from './platform/database/data-source.js';
import { StartFault } from './platform/database/start-fault.js';
import { startDatabase } from './platform/database/start-database.js';

/** Brings published data in: `npm run import -- hanoi-2021`. Works beside a running server or without one. */
async function importNamed(name: string | undefined, settings: Config): Promise<void> {
  if (name !== 'hanoi-2021') throw new StartFault(...wordUnknownImport(name));
  const database = await startDatabase(settings, 'beside');
  try {
    const dataSource = await openDataSource(database.url, { entities, poolSize: 2 });
    try {
      await migrateToLatest(dataSource);
      const plan = readHanoiPlan();
      const { imported, totals } = await importHanoi2021(
        dataSource,
        await loadLibrary(dataSource.manager),
        plan,
      );
      if (!imported || totals === null) {
        console.log(
          'Đã có dữ liệu Hà Nội 2021; không thay đổi gì. (Hà Nội 2021 is there already; nothing was changed.)',
        );
      } else {
        console.log(wordTotals(totals, plan));
        console.log(
          `Đã đăng ký ${totals.total} hồ sơ, khớp bản in. (Registered ${totals.total} dossiers, as printed.)`,
        );
      }
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await database.stop();
  }
}

let config: Config | undefined;
try {
  config = readProcessConfig();
  await importNamed(process.argv[2], config);
} catch (error) {
  console.error(explainStartFailure(error, config));
  process.exitCode = 1;
}
