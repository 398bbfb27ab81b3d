import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { boundCommand } from './bound-command.js';
import type { Owner } from './data-folder.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { commandLineOf, isRunning, processesIn } from './running-process.js';
import { StartFault } from './start-fault.js';

/** Of a process that could not be started. A signal to 0 would go to our own process group. */
const NEVER_RAN = 0;

/** A running PostgreSQL of our own. */
export interface PostgresProcess {
  port: number;
  pid: number;
  /** Settles when the process has ended, whoever ended it. */
  ended: Promise<void>;
}

export interface PostgresSettings {
  /** false trades every guarantee after a crash for speed: for tests only. */
  durable: boolean;
  maxConnections: number;
  /** true: when it ends although nobody stopped it, it is started again at the same address. */
  revive?: boolean;
}

/** What PostgreSQL is started with and over. */
export interface PostgresPlace {
  dataDir: string;
  cluster: string;
  binaries: PostgresBinaries;
  owner: Owner | undefined;
}

/** The first line of PostgreSQL's own lock names its process, the fourth its port. */
export function readPostmasterLock(cluster: string): { pid: number; port: number } | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]) };
  } catch {
    return undefined;
  }
}

/** Asks PostgreSQL to end now and cleanly: open transactions are rolled back, nothing needs recovery. */
export function interrupt(pid: number, binaries: PostgresBinaries, cluster: string): void {
  if (pid === NEVER_RAN) return;
  if (process.platform === 'win32') {
    // Windows has no interrupt: process.kill would end it without its closing work.
    spawnSync(join(binaries.folder, 'bin', 'pg_ctl'), ['stop', '-D', cluster, '-m', 'fast', '-W']);
    return;
  }
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // It has ended by itself meanwhile.
  }
}

/** Ends PostgreSQL without its closing work; the next start replays its log, so nothing committed is lost. */
export function quitAtOnce(pid: number): void {
  if (pid === NEVER_RAN) return;
  try {
    process.kill(pid, 'SIGQUIT');
  } catch {
    // It has ended by itself meanwhile.
  }
}

/** Every process that works on these files now. A number in the lock may by now belong to a stranger. */
function holdersOf(cluster: string): number[] {
  const found = new Set(processesIn(cluster).filter(isRunning));
  const locked = readPostmasterLock(cluster)?.pid;
  if (locked !== undefined && isRunning(locked) && commandLineOf(locked).includes(cluster)) found.add(locked);
  return [...found];
}

/**
 * Ends what a killed server left: an orphan of PostgreSQL, then a lock that only a zombie or a stranger with
 * the same number seems to hold. A lock whose process is gone is left for PostgreSQL's own, stricter check.
 * @throws {StartFault} when it does not end within 30 seconds
 */
export async function clearLeftovers(cluster: string, binaries: PostgresBinaries): Promise<void> {
  const patience = 300;
  for (let round = 0; holdersOf(cluster).length > 0; round += 1) {
    if (round === patience) {
      const pids = holdersOf(cluster).join(', ');
      throw new StartFault(
        `PostgreSQL của lần chạy trước (tiến trình ${pids}) vẫn giữ ${cluster} và không chịu dừng: hãy dừng nó rồi chạy lại.`,
        `PostgreSQL of an earlier run (process ${pids}) still holds ${cluster} and does not stop: stop it and start again.`,
      );
    }
    const postmaster = readPostmasterLock(cluster)?.pid;
    if (round % 100 === 0 && postmaster !== undefined && holdersOf(cluster).includes(postmaster))
      interrupt(postmaster, binaries, cluster);
    await sleep(100);
  }
  const lock = readPostmasterLock(cluster);
  if (lock && seemsAlive(lock.pid)) rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

/** As PostgreSQL itself judges a lock: a zombie and a stranger count as alive. */
function seemsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done, failed) => probe.once('error', failed).listen(0, '127.0.0.1', done));
  const { port } = probe.address() as { port: number };
  await new Promise((done) => probe.close(done));
  return port;
}

/** Opens PostgreSQL's log for appending; past 4 MB the old one is put aside once. */
function openLog(dataDir: string): number {
  const file = join(dataDir, 'postgres.log');
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 4 * 1024 * 1024)
    renameSync(file, `${file}.old`);
  return openSync(file, 'a', 0o640);
}

/** Starts PostgreSQL on a local port, a free one where none is named; `ended` settles early when it could not stay. */
export async function spawnPostgres(
  { dataDir, cluster, binaries, owner }: PostgresPlace,
  settings: PostgresSettings,
  knownPort?: number,
): Promise<PostgresProcess> {
  const port = knownPort ?? (await findFreePort());
  const given = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: settings.maxConnections,
    timezone: 'UTC',
    // Where a check fails, the detail is the row: somebody's mark and remark.
    log_error_verbosity: 'terse',
    ...(settings.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const words = Object.entries(given).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const program = join(binaries.folder, 'bin', 'postgres');
  const { file, args, options } = boundCommand(program, ['-D', cluster, '-p', String(port), ...words], owner);
  const log = openLog(dataDir);
  let child: ChildProcess;
  try {
    // In a process group of its own: Ctrl-C goes to the server alone, which stops the database last.
    const detached = process.platform !== 'win32';
    child = spawn(file, args, {
      ...options,
      cwd: cluster,
      detached,
      stdio: ['ignore', log, log],
      windowsHide: true,
    });
  } finally {
    closeSync(log);
  }
  const ended = new Promise<void>((done) => child.once('exit', () => done()).once('error', () => done()));
  return { port, pid: child.pid ?? NEVER_RAN, ended };
}
