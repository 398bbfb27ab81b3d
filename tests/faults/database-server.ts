import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  chmodSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  startEmbeddedPostgres,
  type RunningDatabase,
} from '../../server/platform/database/embedded-postgres.js';
import { findProjectRoot } from '../../server/platform/database/project-root.js';
import { findRunningServer } from '../../server/platform/database/server-lock.js';
import { readPostmasterLock } from '../../server/platform/database/postgres-process.js';

const DISK = '400m';
/** Not that of other tests' folders: whoever sweeps those does not know of disks. */
const PREFIX = 'cham-sao-faults-';
/** Low, so that the laboratory can hold them all. */
export const MAX_CONNECTIONS = 24;

/** A PostgreSQL in processes of its own, durable as in earnest, on a small disk of its own where the system lets us make one. */
export class DatabaseServer {
  private running!: RunningDatabase;
  private readonly ballast: string;

  private constructor(
    private readonly folder: string,
    /** False: the disk is everybody's, and must not be filled. */
    readonly ownDisk: boolean,
  ) {
    this.ballast = join(folder, 'ballast');
  }

  static async start(): Promise<DatabaseServer> {
    sweep();
    const folder = mkdtempSync(join(tmpdir(), PREFIX));
    const made = new DatabaseServer(folder, mountDisk(folder));
    // Under root the database runs as another user, who must get through to its files.
    chmodSync(folder, 0o711);
    await made.startAgain();
    await made.query(`alter system set max_wal_size = '64MB'`);
    await made.query(`alter system set min_wal_size = '32MB'`);
    await made.query('select pg_reload_conf()');
    return made;
  }

  /** Past every gate; holds the password. */
  get url(): string {
    return this.running.url;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  async query<Row extends pg.QueryResultRow>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.url });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(statement, parameters)).rows;
    } finally {
      await client.end();
    }
  }

  async startAgain(): Promise<void> {
    const settings = { durable: true, maxConnections: MAX_CONNECTIONS };
    this.running = await startEmbeddedPostgres(this.folder, findProjectRoot(), settings);
  }

  /** kill -9 of the postmaster; all its processes end with it. */
  async kill(): Promise<void> {
    const lock = readPostmasterLock(join(this.folder, 'db'));
    if (lock) end(lock.pid);
    await this.running.stop();
  }

  /** kill -9 of one of the server's connections: PostgreSQL drops all of them and replays its log. */
  async killBackend(): Promise<void> {
    const [one] = await this.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'cham-sao' order by random() limit 1`,
    );
    if (one) end(one.pid);
  }

  async stop(): Promise<void> {
    await this.running.stop();
  }

  /** Leaves not a page free. Only where the disk is our own. */
  fillDisk(): void {
    const file = openSync(this.ballast, 'w');
    const piece = Buffer.alloc(1 << 16);
    try {
      for (;;) if (writeSync(file, piece) < piece.length) break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  get bytesFree(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  /** Makes room, and starts PostgreSQL again if it could not go on without. */
  async freeDisk(): Promise<void> {
    rmSync(this.ballast, { force: true });
    const reachable = await this.query('select 1').then(
      () => true,
      () => false,
    );
    if (reachable) return;
    await this.kill();
    await this.startAgain();
  }

  async remove(): Promise<void> {
    rmSync(this.ballast, { force: true });
    await this.running.stop();
    if (this.ownDisk) execFileSync('umount', [this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Removes what killed runs left in the temporary folder. */
function sweep(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age < 600_000 || findRunningServer(folder) !== undefined) continue;
    // What an orphan still holds goes another time.
    if (spawnSync('mountpoint', ['-q', folder]).status === 0 && spawnSync('umount', [folder]).status !== 0)
      continue;
    rmSync(folder, { recursive: true, force: true });
  }
}

function mountDisk(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself meanwhile.
  }
}
