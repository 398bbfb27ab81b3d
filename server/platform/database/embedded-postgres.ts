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
  let lines: string[];
  try {
    lines = readFileSync(join(dataDir, 'postgres.log'), 'utf8').trim().split('\n');
  } catch {
    return ''; // the folder itself may be gone
  }
  return lines.findLast((line) => /FATAL|PANIC|ERROR|error/.test(line)) ?? lines.at(-1) ?? '';
}

function wontStart(dataDir: string): StartFault {
  const said = lastLogLine(dataDir);
  return new StartFault(
    `Cơ sở dữ liệu nhúng không khởi động được: ${said} (xem ${join(dataDir, 'postgres.log')}).`,
    `The embedded database does not start: ${said} (see ${join(dataDir, 'postgres.log')}).`,
  );
}

function stoppedForGood(dataDir: string, error?: unknown): StartFault {
  const said = error instanceof Error ? error.message : lastLogLine(dataDir);
  const log = join(dataDir, 'postgres.log');
  return new StartFault(
    `Cơ sở dữ liệu nhúng dừng giữa chừng và không chạy lại được: ${said} (xem ${log}). Mọi điểm đã báo là lưu vẫn còn; hãy khắc phục rồi khởi động lại.`,
    `The embedded database stopped in between and does not come up again: ${said} (see ${log}). All that was told as saved is kept; mend the cause and start again.`,
  );
}

/** So many ends in a row, none after this long a calm, and it is not started again: else it would be for ever. */
const MOST_ENDS = 3;
const CALM_MS = 60_000;

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
  /** At the address it had: whoever uses it need not be told. @returns whether it is ready; false: it has ended again */
  const revive = async (): Promise<boolean> => {
    process.stderr.write(
      'Cơ sở dữ liệu nhúng dừng đột ngột, đang tự chạy lại; mọi điểm đã lưu vẫn còn.\n' +
        'The embedded database ended by itself and is started again; all that was saved is kept.\n',
    );
    await clearLeftovers(place.cluster, place.binaries);
    if (stopping) return false;
    server = await spawnPostgres(place, settings, first.port);
    const ended = server.ended.then(() => 'ended' as const);
    const opened = await openForUse(server, place.secret).catch(async (error: unknown) => {
      // An end in the middle of a handshake is told by the connection first.
      if ((await Promise.race([ended, sleep(1_000)])) !== 'ended') throw error;
      return 'ended' as const;
    });
    return opened === 'ready';
  };
  /** @returns null when it was stopped by us; else why it is not up again */
  const stayUp = async (): Promise<StartFault | null> => {
    let readyAt = Date.now();
    for (let ends = 1; ; ends += 1) {
      await server.ended;
      if (stopping) return null;
      if (Date.now() - readyAt > CALM_MS) ends = 1;
      if (!settings.revive || ends >= MOST_ENDS) return stoppedForGood(place.dataDir);
      if (await revive()) readyAt = Date.now();
      else readyAt = Infinity;
    }
  };
  const lost = new Promise<StartFault>((tell) => {
    stayUp().then(
      (fault) => fault && tell(fault),
      (error: unknown) => {
        if (!stopping) tell(error instanceof StartFault ? error : stoppedForGood(place.dataDir, error));
      },
    );
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
