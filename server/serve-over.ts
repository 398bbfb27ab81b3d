import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { backupSettings, prepareBackupFolder } from './backups/backup-settings.js';
import { serve, type RunningServer } from './compose.js';
import { loadLibrary } from './compose-library.js';
import type { Config } from './config.js';
import { createDemo } from './demo/create-demo.js';
import { keepCastOrWarn } from './demo/demo-cast.js';
import { demoLinks } from './demo/demo-links.js';
import { entities } from './entities.js';
import { firstAdministratorToken } from './features/accounts/first-administrator.js';
import { printReady, type ReadyNotice } from './launch/print-ready.js';
import { migrateToLatest, openDataSource } from './platform/database/data-source.js';
import type { RunningDatabase } from './platform/database/embedded-postgres.js';
import { documentsFileOf } from './platform/documents-file.js';

/**
 * The server over a database that runs: migrated, with its demo, listening, and said to be.
 * @param started  told of each part that is to be stopped in the end, as soon as it runs
 */
export async function serveOver(
  database: RunningDatabase,
  config: Config,
  started: (stop: () => Promise<unknown>) => void,
): Promise<RunningServer> {
  const backups = backupSettings(config);
  // Beside the data it is made when it is needed; a folder that somebody named must do.
  if (config.backupDir !== undefined) await prepareBackupFolder(backups);
  const dataSource = await openDataSource(database.url, { entities, poolSize: config.databasePoolSize });
  started(() => dataSource.destroy());
  await migrateToLatest(dataSource);
  const library = await loadLibrary(dataSource.manager);
  if (config.demo) await createDemo(dataSource, library, () => new Date());
  const documentsFile = documentsFileOf(config.environment);
  const { databaseReplicaUrl: url, databaseReplicaMaxLag: mostSeconds } = config;
  const replica = url === undefined ? undefined : { url, mostSeconds };
  const settings = { ...config, backups, documentsFile, replica };
  const server = await serve(dataSource, settings, config, library);
  started(() => server.stop());
  const address = config.publicUrl ?? server.address;
  printReady({
    address,
    network:
      config.publicUrl === undefined && server.publicUrl !== server.address ? server.publicUrl : undefined,
    links: await waysIn(config, dataSource, server, address),
    dataDir: database.dataDir,
    stopHint: 'Ctrl-C',
  });
  return server;
}

/** The demo's links, or one for the first administrator, without whom nobody could ever enter. */
async function waysIn(
  { demo, dataDir }: Config,
  dataSource: DataSource,
  { api }: RunningServer,
  address: string,
): Promise<ReadyNotice['links']> {
  const links = demo ? await demoLinks(dataSource, api.live.links, address) : null;
  if (links?.cast) keepCastOrWarn(dataDir, links.cast);
  if (links) return links.shown;
  const token = await firstAdministratorToken(dataSource, api.live.links);
  if (token === null) return [];
  return [{ label: 'Quản trị, một lần (administrator, once)', url: `${address}/ghe/${token}` }];
}
