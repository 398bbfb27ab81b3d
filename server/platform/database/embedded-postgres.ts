import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { assertReachable, chooseOwner, prepareDataFolder } from './data-folder.js';
import { preparePostgresBinaries } from './postgres-binaries.js';
import { embeddedName, ensureCluster, keepSecret } from './postgres-cluster.js';
import {
  clearLeftovers,
  interrupt,
  quitAtOnce,
  readPostmasterLock,
  spawnPostgres,
} from './postgres-process.js';
import type { PostgresPlace, PostgresProcess, PostgresSettings } from './postgres-process.js';
import { findRunningServer, lockDataFolder } from './server-lock.js';
import { StartFault } from './start-fault.js';

/** A database the server may use. */
export interface RunningDatabase {
  /** Holds the password: never log it. */
  url: string;
  embedded: boolean;
  /** Where the embedded database lies; undefined for an existing PostgreSQL. */
  dataDir: string | undefined;
  /** Settles when the embedded database has ended although nobody stopped it, and is not up again. */
  lost: Promise<StartFault>;
  /** Ends the embedded database cleanly; does nothing to an existing one. May be called more than once. */
  stop(): Promise<void>;
}

function addressOf(port: number, secret: string, database: string): string {
  return `postgres://${embeddedName}:${secret}@127.0.0.1:${port}/${database}`;
}

/** Waits until PostgreSQL takes connections, then makes our database on the first start. */
async function openForUse(server: PostgresProcess, secret: string): Promise<'ready' | 'ended'> {
  const state = { ended: false };
  void server.ended.then(() => (state.ended = true));
  for (let attempt = 0; attempt < 2400 && !state.ended; attempt += 1) {
    const client = new pg.Client({ connectionString: addressOf(server.port, secret, 'postgres') });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const found = await client.query('select 1 from pg_database where datname = $1', [embeddedName]);
      if (found.rowCount === 0) await client.query(`create database ${embeddedName}`);
      return 'ready';
    } catch (error) {
      // Refused while it starts, 57P03 while it replays its log after a crash: both pass.
      const code = (error as { code?: string }).code;
      if (code !== 'ECONNREFUSED' && code !== 'ECONNRESET' && code !== '57P03') throw error;
      await sleep(25);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return state.ended ? 'ended' : Promise.reject(new Error('PostgreSQL did not take connections within 60 s'));
}

function lastLogLine(dataDir: string): string {
  const lines = readFileSync(join(dataDir, 'postgres.log'), 'utf8').trim().split('\n');
  return lines.findLast((line) => /FATAL|PANIC|ERROR|error/.test(line)) ?? lines.at(-1) ?? '';
}

function wontStart(dataDir: string): StartFault {
  const said = lastLogLine(dataDir);
  return new StartFault(
    `Cơ sở dữ liệu nhúng không khởi động được: ${said} (xem ${join(dataDir, 'postgres.log')}).`,
    `The embedded database does not start: ${said} (see ${join(dataDir, 'postgres.log')}).`,
  );
}

function stoppedForGood(dataDir: string): StartFault {
  const said = lastLogLine(dataDir);
  const log = join(dataDir, 'postgres.log');
  return new StartFault(
    `Cơ sở dữ liệu nhúng dừng giữa chừng và không chạy lại được: ${said} (xem ${log}). Mọi điểm đã báo là lưu vẫn còn; hãy khắc phục rồi khởi động lại.`,
    `The embedded database stopped in between and does not come up again: ${said} (see ${log}). All that was told as saved is kept; mend the cause and start again.`,
  );
}

/** Ends within this time count together: a database that cannot stay up is not started for ever. */
const ENDS_WITHIN_MS = 60_000;
const MOST_ENDS = 3;

/** PostgreSQL while it runs: ended when asked, and, if so set, started again when it ends by itself. */
function running(
  first: PostgresProcess,
  place: PostgresPlace & { secret: string },
  settings: PostgresSettings,
  unlock: () => void,
): RunningDatabase {
  let server = first;
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    interrupt(server.pid, place.binaries, place.cluster);
    const late = setTimeout(() => quitAtOnce(server.pid), 20_000);
    await server.ended;
    clearTimeout(late);
    unlock();
  };
  /** At the address it had: whoever uses it need not be told. */
  const revive = async (): Promise<void> => {
    process.stderr.write(
      'Cơ sở dữ liệu nhúng dừng đột ngột, đang tự chạy lại; mọi điểm đã lưu vẫn còn.\n' +
        'The embedded database ended by itself and is started again; all that was saved is kept.\n',
    );
    await clearLeftovers(place.cluster, place.binaries);
    if (stopping) return;
    server = await spawnPostgres(place, settings, first.port);
    await openForUse(server, place.secret);
  };
  /** @returns whether it was stopped by us; false: it ended, and is not up again */
  const stayUp = async (): Promise<boolean> => {
    const ends: number[] = [];
    for (;;) {
      await server.ended;
      if (stopping) return true;
      ends.push(Date.now());
      const recent = ends.filter((end) => Date.now() - end < ENDS_WITHIN_MS);
      if (!settings.revive || recent.length >= MOST_ENDS) return false;
      await revive();
    }
  };
  const lost = new Promise<StartFault>((tell) => {
    const told = () => tell(stoppedForGood(place.dataDir));
    stayUp().then((wasStopped) => !wasStopped && told(), told);
  });
  return {
    url: addressOf(first.port, place.secret, embeddedName),
    embedded: true,
    dataDir: place.dataDir,
    lost,
    stop: () => (stopping ??= stop()),
  };
}

/**
 * Starts the PostgreSQL that comes with the project, over the data folder, as root or not.
 * Whatever a killed run left behind is cleared first; what it had acknowledged is all there.
 * @throws {StartFault} when the folder cannot be used, another server uses it, or PostgreSQL does not start
 */
export async function startEmbeddedPostgres(
  chosenDataDir: string | undefined,
  projectRoot: string,
  settings: PostgresSettings,
): Promise<RunningDatabase> {
  const dataDir = prepareDataFolder(chosenDataDir, projectRoot);
  const unlock = lockDataFolder(dataDir);
  try {
    const owner = chooseOwner(join(dataDir, 'db'));
    if (owner) assertReachable(dataDir, owner);
    const binaries = preparePostgresBinaries(dataDir, owner !== undefined);
    const secret = keepSecret(dataDir, owner);
    const cluster = await ensureCluster(dataDir, binaries, owner, settings.durable);
    await clearLeftovers(cluster, binaries);
    const place = { dataDir, cluster, binaries, owner };
    // Another program may take the free port before PostgreSQL does: then once more with another.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const server = await spawnPostgres(place, settings);
      if ((await openForUse(server, secret)) === 'ready')
        return running(server, { ...place, secret }, settings, unlock);
    }
    throw wontStart(dataDir);
  } catch (error) {
    unlock();
    throw error;
  }
}

/** The embedded database of a server that runs now over this folder, for a command beside it; undefined if none. */
export function joinRunningPostgres(
  chosenDataDir: string | undefined,
  projectRoot: string,
): RunningDatabase | undefined {
  const dataDir = prepareDataFolder(chosenDataDir, projectRoot);
  const lock = readPostmasterLock(join(dataDir, 'db'));
  if (findRunningServer(dataDir) === undefined || !lock?.port) return undefined;
  const url = addressOf(lock.port, readFileSync(join(dataDir, 'secret'), 'utf8').trim(), embeddedName);
  return { url, embedded: true, dataDir, lost: new Promise(() => undefined), stop: () => Promise.resolve() };
}
