import { execFileSync } from 'node:child_process';
import { appendFileSync, chownSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { chooseOwner } from '../../server/platform/database/data-folder.js';
import {
  startEmbeddedPostgres,
  type RunningDatabase,
} from '../../server/platform/database/embedded-postgres.js';
import { preparePostgresBinaries } from '../../server/platform/database/postgres-binaries.js';
import {
  interrupt,
  quitAtOnce,
  spawnPostgres,
  type PostgresProcess,
} from '../../server/platform/database/postgres-process.js';
import { findProjectRoot } from '../../server/platform/database/project-root.js';
import { freePort } from './free-port.js';
import { makeTemporaryFolder } from './temporary-folder.js';

/** A standby may allow no fewer than its primary. */
const SETTINGS = { durable: true, maxConnections: 60 };

const READER = 'reports';
const PASSWORD = 'of-the-reports-alone';

/** Runs one statement over a connection of its own. */
export async function ask<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** A PostgreSQL and a streaming replica of it, each a process of its own. */
export class ReplicatedDatabase {
  private standby: PostgresProcess | undefined;
  private promoted = false;

  private constructor(
    readonly primary: RunningDatabase,
    private readonly folder: { path: string; remove(): void },
    private readonly port: number,
  ) {}

  static async start(): Promise<ReplicatedDatabase> {
    const folder = makeTemporaryFolder();
    const primary = await startEmbeddedPostgres(join(folder.path, 'primary'), findProjectRoot(), SETTINGS);
    const pair = new ReplicatedDatabase(primary, folder, await freePort());
    await pair.copy();
    await pair.startReplica();
    return pair;
  }

  /** As it stands in a setting: of a role that may read and nothing else. */
  get replicaUrl(): string {
    return Object.assign(new URL(this.adminUrl), { username: READER, password: PASSWORD }).href;
  }

  private get adminUrl(): string {
    return Object.assign(new URL(this.primary.url), { port: String(this.port) }).href;
  }

  /** Once there are tables. */
  async letRead(): Promise<void> {
    await this.onPrimary(
      `create role ${READER} login password '${PASSWORD}'; grant select on all tables in schema public to ${READER};
       alter default privileges grant select on tables to ${READER}`,
    );
    await this.caughtUp();
  }

  onReplica<Row extends object>(text: string): Promise<Row[]> {
    return ask<Row>(this.adminUrl, text);
  }

  onPrimary<Row extends object>(text: string): Promise<Row[]> {
    return ask<Row>(this.primary.url, text);
  }

  /** The replica goes on receiving and shows nothing of it. */
  async pause(): Promise<void> {
    await this.onReplica('select pg_wal_replay_pause()');
    await this.until(async () => {
      const [row] = await this.onReplica<{ state: string }>(
        'select pg_get_wal_replay_pause_state() as state',
      );
      return row?.state === 'paused';
    });
  }

  /** Makes the replica a primary of its own, beside the one it followed. */
  async promote(): Promise<void> {
    this.promoted = true;
    await this.onReplica('select pg_promote()');
  }

  async resume(): Promise<void> {
    if (this.promoted) return;
    await this.onReplica('select pg_wal_replay_resume()');
    await this.caughtUp();
  }

  async caughtUp(): Promise<void> {
    const [now] = await this.onPrimary<{ at: string }>('select pg_current_wal_lsn()::text as at');
    await this.until(async () => {
      const [row] = await this.onReplica<{ there: boolean }>(
        `select pg_last_wal_replay_lsn() >= '${now!.at}' as there`,
      );
      return row?.there === true;
    });
  }

  async startReplica(): Promise<void> {
    const { dataDir, cluster, owner, binaries } = this.place();
    this.standby = await spawnPostgres({ dataDir, cluster, binaries, owner }, SETTINGS, this.port);
    await this.until(() => this.onReplica('select 1').then(Boolean, () => false));
  }

  /** Ends it as a power cut would: nobody is told. */
  async killReplica(): Promise<void> {
    quitAtOnce(this.standby!.pid);
    await this.standby!.ended;
  }

  async stop(): Promise<void> {
    const { binaries, cluster } = this.place();
    if (this.standby) {
      interrupt(this.standby.pid, binaries, cluster);
      await this.standby.ended;
    }
    await this.primary.stop();
    this.folder.remove();
  }

  private place() {
    const home = join(this.folder.path, 'primary');
    const from = join(home, 'db');
    const owner = chooseOwner(from);
    const dataDir = join(this.folder.path, 'standby');
    return {
      from,
      owner,
      dataDir,
      cluster: join(dataDir, 'db'),
      binaries: preparePostgresBinaries(home, owner !== undefined),
    };
  }

  /** What pg_basebackup would do; the package that brings PostgreSQL does not bring it. */
  private async copy(): Promise<void> {
    const { from, owner, dataDir, cluster } = this.place();
    mkdirSync(dataDir, { mode: 0o711 });
    const client = new pg.Client({ connectionString: this.primary.url });
    await client.connect();
    try {
      await client.query(`select pg_create_physical_replication_slot('reports', true)`);
      await client.query(`select pg_backup_start('standby', true)`);
      execFileSync('cp', ['-a', from, cluster]);
      const { rows } = await client.query<{ label: string }>(
        'select labelfile as label from pg_backup_stop(false)',
      );
      for (const left of ['postmaster.pid', 'postmaster.opts']) rmSync(join(cluster, left), { force: true });
      writeFileSync(join(cluster, 'backup_label'), rows[0]!.label);
    } finally {
      await client.end();
    }
    const { hostname, port, username, password } = new URL(this.primary.url);
    writeFileSync(join(cluster, 'standby.signal'), '');
    appendFileSync(
      join(cluster, 'postgresql.auto.conf'),
      `primary_conninfo = 'host=${hostname} port=${port} user=${username} password=${password}'
       primary_slot_name = 'reports'
       wal_retrieve_retry_interval = '100ms'
       max_standby_streaming_delay = '0'\n`,
    );
    if (owner)
      for (const made of ['backup_label', 'standby.signal'])
        chownSync(join(cluster, made), owner.uid, owner.gid);
    if (statSync(cluster).uid !== statSync(from).uid) throw new Error('the copy belongs to somebody else');
  }

  private async until(holds: () => Promise<boolean>): Promise<void> {
    for (let waited = 0; waited < 30_000; waited += 25) {
      if (await holds()) return;
      await new Promise((done) => setTimeout(done, 25));
    }
    throw new Error('the replica did not get there within 30 s');
  }
}
