import { execFileSync } from 'node:child_process';
import { appendFileSync, chownSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { chooseOwner, type Owner } from '../../server/platform/database/data-folder.js';
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
  private second: PostgresProcess | undefined;
  private former: PostgresProcess | undefined;
  private promoted = false;

  private constructor(
    readonly primary: RunningDatabase,
    private readonly folder: { path: string; remove(): void },
    private readonly port: number,
    private readonly secondPort: number,
  ) {}

  static async start(): Promise<ReplicatedDatabase> {
    const folder = makeTemporaryFolder();
    const primary = await startEmbeddedPostgres(join(folder.path, 'primary'), findProjectRoot(), SETTINGS);
    const pair = new ReplicatedDatabase(primary, folder, await freePort(), await freePort());
    await pair.onPrimary(`select pg_create_physical_replication_slot('reports', true)`);
    await pair.copy('standby', pair.primary.url, 'reports');
    await pair.startReplica();
    return pair;
  }

  /** As it stands in a setting: of a role that may read and nothing else. */
  get replicaUrl(): string {
    return asReader(this.adminUrl);
  }

  /** Of the replica by somebody who may do anything: once it is promoted, the address of the primary. */
  get adminUrl(): string {
    return Object.assign(new URL(this.primary.url), { port: String(this.port) }).href;
  }

  /** Of what was the primary until the failover. */
  get formerUrl(): string {
    return asReader(this.primary.url);
  }

  get secondUrl(): string {
    return asReader(this.secondAdminUrl);
  }

  private get secondAdminUrl(): string {
    return Object.assign(new URL(this.primary.url), { port: String(this.secondPort) }).href;
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

  /** A replica of the replica. */
  async addSecond(): Promise<void> {
    await this.copy('second', this.adminUrl);
    const { owner, dataDir, cluster, binaries } = this.place('second');
    this.second = await spawnPostgres({ dataDir, cluster, binaries, owner }, SETTINGS, this.secondPort);
    await this.until(() => this.onSecond('select 1').then(Boolean, () => false));
  }

  onSecond<Row extends object>(text: string): Promise<Row[]> {
    return ask<Row>(this.secondAdminUrl, text);
  }

  /**
   * The replica takes over, and what was the primary comes up again as a standby, as it was.
   * @param lost  done on the primary when it has lost touch with the replica already
   */
  async failOver(lost: () => Promise<unknown>): Promise<void> {
    await this.onReplica(`alter system set primary_conninfo = ''`);
    await this.onReplica('select pg_reload_conf()');
    await this.until(async () => (await this.onReplica('select 1 from pg_stat_wal_receiver')).length === 0);
    await lost();
    await this.promote();
    await this.until(async () => {
      const [row] = await this.onReplica<{ standby: boolean }>('select pg_is_in_recovery() as standby');
      return row?.standby === false;
    });
    await this.primary.stop();
    const { from, owner, home, binaries } = this.place();
    makeStandby(from, '', owner);
    const place = { dataDir: home, cluster: from, binaries, owner };
    this.former = await spawnPostgres(place, SETTINGS, Number(new URL(this.primary.url).port));
    await this.until(() => this.onPrimary('select 1').then(Boolean, () => false));
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
    for (const started of [this.second, this.standby, this.former].filter((each) => each !== undefined)) {
      interrupt(started.pid, binaries, cluster);
      await started.ended;
    }
    await this.primary.stop();
    this.folder.remove();
  }

  private place(name = 'standby') {
    const home = join(this.folder.path, 'primary');
    const from = join(home, 'db');
    const owner = chooseOwner(from);
    const dataDir = join(this.folder.path, name);
    return {
      home,
      from,
      owner,
      dataDir,
      cluster: join(dataDir, 'db'),
      binaries: preparePostgresBinaries(home, owner !== undefined),
    };
  }

  /** What pg_basebackup would do; the package that brings PostgreSQL does not bring it. */
  private async copy(name: string, follows: string, slot = ''): Promise<void> {
    const { from, owner, dataDir, cluster } = this.place(name);
    mkdirSync(dataDir, { mode: 0o711 });
    const client = new pg.Client({ connectionString: this.primary.url });
    await client.connect();
    try {
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
    const { hostname, port, username, password } = new URL(follows);
    const settings = `primary_conninfo = 'host=${hostname} port=${port} user=${username} password=${password}'
       primary_slot_name = '${slot}'
       wal_retrieve_retry_interval = '100ms'
       max_standby_streaming_delay = '0'\n`;
    makeStandby(cluster, settings, owner);
    if (owner) chownSync(join(cluster, 'backup_label'), owner.uid, owner.gid);
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

const asReader = (url: string): string =>
  Object.assign(new URL(url), { username: READER, password: PASSWORD }).href;

function makeStandby(cluster: string, settings: string, owner: Owner | undefined): void {
  const signal = join(cluster, 'standby.signal');
  writeFileSync(signal, '');
  appendFileSync(join(cluster, 'postgresql.auto.conf'), settings);
  if (owner) chownSync(signal, owner.uid, owner.gid);
}
