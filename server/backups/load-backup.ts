import type { ClientBase } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { aloneOnTables, migrateWith, migrationNames } from '../platform/database/data-source.js';
import { StartFault } from '../platform/database/start-fault.js';
import { BackupFault, damaged, madeByNewer } from './backup-fault.js';
import {
  quoted,
  sequencesOf,
  strictForeignKeys,
  tablesOf,
  writePlainly,
  type TableShape,
} from './catalogue.js';
import { closeDoors, type ClosedDoors } from './close-doors.js';
import { copyIn, copyOut, nowhere } from './copy-table.js';
import type { Manifest } from './manifest.js';
import { checkBackup, readBackup } from './read-backup.js';

/** What a restore did besides bringing back every row. */
export interface Restored extends ClosedDoors {
  readonly manifest: Manifest;
  readonly rows: number;
  /** Tables in the file that no migration of ours makes: somebody else's, and left where they are. */
  readonly leftOut: readonly string[];
}

/**
 * Reads a backup from end to end before anything is touched: what is damaged leaves no trace.
 * @throws {BackupFault} also where a later version of the program made it
 */
export async function checkRestorable(path: string): Promise<Manifest> {
  const manifest = await checkBackup(path);
  if (!manifest.migrations.every((name) => migrationNames.includes(name))) throw madeByNewer(path);
  return manifest;
}

/**
 * Brings a backup into an empty database, in one transaction: tables by the backup's own migrations, rows, sequences; then
 * every table is read again and compared. Triggers stay active, and an ordinary user of the database will do.
 * @param dataSource with no other migrations than the backup's
 * @throws {StartFault} for a database that has tables, and for a file that is not whole; the database is then as before
 */
export function loadBackup(dataSource: DataSource, path: string): Promise<Restored> {
  return aloneOnTables(dataSource, async (runner) => {
    const client = (await runner.connect()) as ClientBase;
    await runner.startTransaction();
    try {
      await refuseUsed(client);
      await writePlainly(client);
      await migrateWith(dataSource, runner);
      const restored = await loadRows(client, path);
      await runner.commitTransaction();
      await client.query('analyze');
      return restored;
    } catch (error) {
      await undo(runner);
      throw isAboutRows(error) ? damaged(path, error) : error;
    }
  });
}

async function refuseUsed(client: ClientBase): Promise<void> {
  if ((await tablesOf(client)).length === 0) return;
  throw new StartFault(
    'Cơ sở dữ liệu này đã có dữ liệu: chỉ khôi phục vào nơi còn trống. Hãy đặt DATA_DIR sang thư mục mới, hoặc DATABASE_URL sang cơ sở dữ liệu trống.',
    'This database already holds tables: a backup is restored into an empty place only. Set DATA_DIR to a new folder, or DATABASE_URL to an empty database.',
  );
}

async function loadRows(client: ClientBase, path: string): Promise<Restored> {
  const shapes = new Map((await tablesOf(client)).map((shape) => [shape.name, shape]));
  const settle = await checkKeysLast(client);
  await emptyAll(client, [...shapes.values()]);
  const leftOut: string[] = [];
  const manifest = await readBackup(path, async (table, rows) => {
    const shape = shapes.get(table.name);
    if (!shape) leftOut.push(table.name);
    if (shape && !sameNames(shape.columns, table.columns)) throw damaged(path);
    await (shape ? copyIn(client, table, rows) : drain(rows));
  });
  await settle();
  await setSequences(client, manifest);
  await compare(client, manifest, shapes, path);
  const rows = manifest.tables.reduce((sum, table) => sum + (shapes.has(table.name) ? table.rows : 0), 0);
  return { manifest, rows, leftOut, ...(await closeDoors(client)) };
}

/** What migrations have written by themselves stands in the backup too, perhaps changed since. */
async function emptyAll(client: ClientBase, shapes: readonly TableShape[]): Promise<void> {
  for (const { name } of shapes) {
    const { rowCount } = await client.query(`select 1 from ${quoted(name)} limit 1`);
    // Where nothing stands, nothing is deleted: tables that refuse it refuse even that.
    if (rowCount) await client.query(`delete from ${quoted(name)}`);
  }
}

/**
 * Puts off every foreign key to the end, so that no order of tables matters, and neither circles nor rows that refer to
 * their own table do. @returns how to check them all and make them strict again
 */
async function checkKeysLast(client: ClientBase): Promise<() => Promise<void>> {
  const keys = await strictForeignKeys(client);
  const alter = async (to: string) => {
    for (const { table, name } of keys)
      await client.query(`alter table ${quoted(table)} alter constraint ${quoted(name)} ${to}`);
  };
  await alter('deferrable initially deferred');
  return async () => {
    await client.query('set constraints all immediate');
    await alter('not deferrable');
  };
}

async function setSequences(client: ClientBase, { sequences }: Manifest): Promise<void> {
  const known = new Set((await sequencesOf(client)).map(({ name }) => name));
  for (const { name, last } of sequences) {
    if (last !== null && known.has(name))
      await client.query('select setval($1::regclass, $2)', [quoted(name), last]);
  }
}

/** Every row is there, and is what it was; a table that the file does not have would be a file of another program. */
async function compare(
  client: ClientBase,
  { tables }: Manifest,
  shapes: ReadonlyMap<string, TableShape>,
  path: string,
): Promise<void> {
  for (const [name, shape] of shapes) {
    const before = tables.find((table) => table.name === name);
    const now = await copyOut(client, shape, nowhere());
    if (now.rows !== before?.rows || now.sha256 !== before.sha256) throw damaged(path);
  }
}

async function drain(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const piece of rows) void piece;
}

const sameNames = (one: readonly string[], other: readonly string[]): boolean =>
  [...one].sort().join('\n') === [...other].sort().join('\n');

/** PostgreSQL's own words for a value that is none and a row that breaks a rule: not our fault, nor the disk's. */
function isAboutRows(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return !(error instanceof BackupFault) && typeof code === 'string' && /^(22|23)...$/.test(code);
}

async function undo(runner: QueryRunner): Promise<void> {
  await runner.rollbackTransaction().catch(() => undefined);
}
