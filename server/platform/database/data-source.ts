import 'reflect-metadata';
import pg from 'pg';
import { DataSource, MigrationExecutor } from 'typeorm';
import type { DataSourceOptions, MixedList, QueryRunner } from 'typeorm';
import { migrations } from '../../../migrations/all.js';
import { dropSilent, KEEP_ALIVE, listenFor, unlimited } from './silence.js';
import { StartFault } from './start-fault.js';

export interface DataSourceSettings {
  /** The tables' classes, handed in by compose: the platform knows no feature. */
  entities: NonNullable<DataSourceOptions['entities']> & MixedList<unknown>;
  /** Connections held open at most; at least 2. */
  poolSize: number;
  /** Rows will go over its connections in bulk (COPY), which cannot be where statements are sent ahead of answers. */
  copies?: boolean;
  /** Only reports are read over it, from a replica that may be gone: whoever asks must not wait long to find out. */
  reports?: boolean;
  /** Write every statement to the log. */
  logging?: boolean;
  /** Names of the only migrations there shall be, for bringing back an older state; all of this version if left out. */
  onlyMigrations?: readonly string[];
}

/** The migrations of this version by name, oldest first. */
export const migrationNames: readonly string[] = migrations.map((migration) => migration.name);

/**
 * How long a connection may wait or keep others waiting, in milliseconds; hit, each is a fault like any other, and the
 * transaction is undone. The longest honest statement takes a fraction of a second. A URL may state its own.
 */
const PATIENCE = {
  lock_timeout: 10_000,
  statement_timeout: 15_000,
  idle_in_transaction_session_timeout: 15_000,
};

/** Nobody holds a lock for long on what may only be read, and whoever asks for a report can be answered from the database itself. */
const REPORT_PATIENCE = { ...PATIENCE, lock_timeout: 1_000, statement_timeout: 10_000 };

/** Connects TypeORM to a database. Nothing but a migration ever changes its tables. */
export async function openDataSource(url: string, settings: DataSourceSettings): Promise<DataSource> {
  const limits = settings.reports ? REPORT_PATIENCE : PATIENCE;
  // What goes over in bulk takes as long as it takes.
  const patience = settings.copies ? 0 : listenFor(url, limits);
  const dataSource = await new DataSource({
    type: 'postgres',
    // The one that all else here uses: looked for by its name it would be a second one beside that of a bundle.
    driver: pg,
    url,
    applicationName: settings.reports ? 'cham-sao-reports' : 'cham-sao',
    entities: settings.entities as NonNullable<DataSourceOptions['entities']>,
    migrations: migrations.filter(({ name }) => settings.onlyMigrations?.includes(name) ?? true),
    migrationsTableName: 'migration',
    synchronize: false,
    migrationsRun: false,
    logging: settings.logging ? ['query', 'error'] : false,
    poolSize: settings.poolSize,
    connectTimeoutMS: settings.reports ? 3_000 : 10_000,
    extra: { ...limits, ...KEEP_ALIVE, query_timeout: patience, pipeline: !settings.copies },
  }).initialize();
  dropSilent(dataSource);
  return dataSource;
}

/** The migrations that may run over it: all of this version, or those it was opened with. */
const namesOf = (dataSource: DataSource): string[] =>
  dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name);

/** Any number, the same in every version of the program: nodes that start together queue up on it. */
const migrationLock = 7_261_409_183;

/** @throws {StartFault} when the database has already been changed by a newer version of the program */
async function refuseNewer(dataSource: DataSource, executor: MigrationExecutor): Promise<void> {
  const known = new Set(namesOf(dataSource));
  const unknown = (await executor.getExecutedMigrations()).find(({ name }) => !known.has(name));
  if (!unknown) return;
  throw new StartFault(
    `Cơ sở dữ liệu đã được một bản Chấm Sao mới hơn nâng cấp (${unknown.name}): hãy chạy bản mới hơn đó.`,
    `The database was upgraded by a newer version of Chấm Sao (${unknown.name}): run that newer version.`,
  );
}

/** Works on the tables themselves; one node works while the others, also those that migrate, wait for it. */
export async function aloneOnTables<T>(
  dataSource: DataSource,
  work: (runner: QueryRunner) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  // A migration may take as long as it needs, and as long as another node's.
  const limitAgain = await unlimited(runner);
  try {
    for (const limit of Object.keys(PATIENCE)) await runner.query(`set ${limit} = 0`);
    // Held by the connection, so a killed node gives it back.
    await runner.query('select pg_advisory_lock($1)', [migrationLock]);
    return await work(runner);
  } finally {
    await runner.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
    for (const limit of Object.keys(PATIENCE)) await runner.query(`reset ${limit}`).catch(() => undefined);
    limitAgain();
    await runner.release();
  }
}

/**
 * Brings the database to this version's tables, all or nothing.
 * @returns the names of the migrations it ran, oldest first
 */
export function migrateToLatest(dataSource: DataSource): Promise<string[]> {
  return aloneOnTables(dataSource, async (runner) =>
    (await isLatest(dataSource, runner)) ? [] : migrateWith(dataSource, runner),
  );
}

const UNDEFINED_TABLE = '42P01';

/**
 * Whether exactly the migrations of this version have run: nothing to do and nothing to refuse. One question, where
 * TypeORM asks the catalogue for its table and its schema several times at every start.
 */
async function isLatest(dataSource: DataSource, runner: QueryRunner): Promise<boolean> {
  let rows: { name: string }[] = [];
  try {
    rows = (await runner.query('select name from migration')) as unknown as { name: string }[];
  } catch (error) {
    if ((error as { code?: string }).code !== UNDEFINED_TABLE) throw error;
  }
  const ran = new Set(rows.map(({ name }) => name));
  const known = namesOf(dataSource);
  return rows.length === known.length && known.every((name) => ran.has(name));
}

/** As `migrateToLatest`, within the runner's transaction where it has one; the caller is alone on the tables. */
export async function migrateWith(dataSource: DataSource, runner: QueryRunner): Promise<string[]> {
  const executor = new MigrationExecutor(dataSource, runner);
  executor.transaction = 'all';
  await refuseNewer(dataSource, executor);
  const ran = await executor.executePendingMigrations();
  return ran.map(({ name }) => name);
}
