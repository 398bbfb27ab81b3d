import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { backupSettings, prepareBackupFolder } from './backups/backup-settings.js';
import { serve, type RunningServer } from './compose.js';
import { loadLibrary } from './compose-library.js';
import { readProcessConfig, type Config } from './config.js';
import { createDemo } from './demo/create-demo.js';
import { keepCastOrWarn } from './demo/demo-cast.js';
import { demoLinks } from './demo/demo-links.js';
import { entities } from './entities.js';
import { firstAdministratorToken } from './features/accounts/first-administrator.js';
import { explainStartFailure } from './launch/explain-start-failure.js';
import { printReady, type ReadyNotice } from './launch/print-ready.js';
import { migrateToLatest, openDataSource } from './platform/database/data-source.js';
import { documentsFileOf } from './platform/documents-file.js';
import { startDatabase } from './platform/database/start-database.js';

let config: Config | undefined;
let running: RunningServer | undefined;
/** What has been started, last first: stopping goes backwards. */
const stops: (() => Promise<unknown>)[] = [];

async function start(): Promise<void> {
  config = readProcessConfig();
  const backups = backupSettings(config);
  // Beside the data it is made when it is needed; a folder that somebody named must do.
  if (config.backupDir !== undefined) await prepareBackupFolder(backups);
  const database = await startDatabase(config);
  stops.unshift(() => database.stop());
  const dataSource = await openDataSource(database.url, { entities, poolSize: config.databasePoolSize });
  stops.unshift(() => dataSource.destroy());
  await migrateToLatest(dataSource);
  const library = await loadLibrary(dataSource.manager);
  if (config.demo) await createDemo(dataSource, library, () => new Date());
  const documentsFile = documentsFileOf(config.environment);
  const { databaseReplicaUrl: url, databaseReplicaMaxLag: mostSeconds } = config;
  const replica = url === undefined ? undefined : { url, mostSeconds };
  const settings = { ...config, backups, documentsFile, replica };
  const server = await serve(dataSource, settings, config, library);
  running = server;
  stops.unshift(() => server.stop());
  void database.lost.then(fail);
  const address = config.publicUrl ?? server.address;
  printReady({
    address,
    network:
      config.publicUrl === undefined && server.publicUrl !== server.address ? server.publicUrl : undefined,
    links: await waysIn(config, dataSource, server, address),
    dataDir: database.dataDir,
    stopHint: 'Ctrl-C',
  });
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

let stopping: Promise<void> | undefined;
let hurry: () => void = () => undefined;
const hurried = new Promise<void>((done) => (hurry = done));
/**
 * Stops everything once, however often it is asked; a second signal ends the leaving, and cuts nothing short that has begun.
 * @param leaving  how long to go on meanwhile, in seconds
 */
function stop(exitCode: number, leaving = 0): Promise<void> {
  if (stopping) hurry();
  stopping ??= (async () => {
    if (leaving > 0) await running?.leave(leaving * 1000, hurried);
    for (const each of stops) await each().catch((error: unknown) => console.error(error));
    process.exit(exitCode);
  })();
  return stopping;
}

async function fail(error: unknown): Promise<void> {
  process.stderr.write(`${explainStartFailure(error, config)}\n`);
  await stop(1);
}

for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
// Whoever watches over several nodes ends one by this; somebody at a terminal does not want to wait.
process.on('SIGTERM', () => void stop(0, config?.drainSeconds));
await start().catch(fail);
