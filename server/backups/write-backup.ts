import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { create } from 'tar';
import { KEEP_ALIVE } from '../platform/database/silence.js';
import {
  listBackups,
  makeFolder,
  nameOf,
  newUnfinished,
  sweepUnfinished,
  type KeptBackup,
} from './backup-folder.js';
import { sequencesOf, tablesOf, writePlainly } from './catalogue.js';
import { copyOut } from './copy-table.js';
import {
  MANIFEST,
  pathOfTable,
  writeManifest,
  type BackupReason,
  type Manifest,
  type TableInBackup,
} from './manifest.js';
import { programVersion } from './program-version.js';
import { checkBackup } from './read-backup.js';

/** A backup just made. */
export interface WrittenBackup extends KeptBackup {
  readonly path: string;
  readonly manifest: Manifest;
}

export interface BackupOrder {
  readonly url: string;
  readonly folder: string;
  /** Asked once nobody else makes one of this database any more: another node may just have made it. Null makes none. */
  readonly decide: () => Promise<BackupReason | null>;
  /** Ends the work at once; nothing is left of it. */
  readonly signal?: AbortSignal;
}

/** Any number, the same in every version of the program: whoever backs up this database waits for his turn on it. */
const backupLock = 7_261_409_184;

/**
 * Writes one whole backup: all rows as of one moment, read back and compared before it gets its name. Readers and writers of
 * the database are not kept waiting.
 * @returns null where it turned out that none is needed
 */
export async function writeBackup({
  url,
  folder,
  decide,
  signal,
}: BackupOrder): Promise<WrittenBackup | null> {
  // A connection of its own: none is taken from those that the council's screens wait for.
  const client = new pg.Client({
    connectionString: url,
    application_name: 'cham-sao backup',
    connectionTimeoutMillis: 10_000,
    // A table may take as long as it takes; a connection that is gone must not hold all backups after it.
    ...KEEP_ALIVE,
  });
  client.on('error', () => undefined);
  const cut = () => void client.end().catch(() => undefined);
  try {
    signal?.throwIfAborted();
    signal?.addEventListener('abort', cut, { once: true });
    await client.connect();
    await client.query('set lock_timeout = 0; set statement_timeout = 0');
    await client.query('set idle_in_transaction_session_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [backupLock]);
    const reason = await decide();
    return reason && (await writeAlone(client, folder, reason));
  } finally {
    signal?.removeEventListener('abort', cut);
    // Gives the lock back too.
    await client.end().catch(() => undefined);
  }
}

async function writeAlone(client: pg.Client, folder: string, reason: BackupReason): Promise<WrittenBackup> {
  await makeFolder(folder);
  await sweepUnfinished(folder);
  const work = newUnfinished(folder, randomBytes(6).toString('hex'));
  await makeFolder(join(work, 'tables'));
  try {
    const manifest = await copyEverything(client, work, reason);
    const draft = join(work, 'backup.tar.gz');
    await pack(work, manifest, draft);
    await checkBackup(draft);
    return await name(draft, folder, manifest);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Every table as of one moment, however long it takes and whatever the council does meanwhile. */
async function copyEverything(client: pg.Client, work: string, reason: BackupReason): Promise<Manifest> {
  await client.query('begin transaction isolation level repeatable read, read only');
  await writePlainly(client);
  const { rows } = await client.query<{ at: Date; lastConclusion: string | null }>(
    `select clock_timestamp() as at, ${LAST_CONCLUSION} as "lastConclusion" from result`,
  );
  const { at, lastConclusion } = rows[0]!;
  const migrations = await client.query<{ name: string }>('select name from migration order by id');
  const tables: TableInBackup[] = [];
  for (const table of await tablesOf(client)) {
    const sink = createWriteStream(join(work, pathOfTable(table.name)), { mode: 0o600 });
    const counted = await copyOut(client, table, sink);
    tables.push({ name: table.name, columns: [...table.columns], ...counted });
  }
  const sequences = await sequencesOf(client);
  await client.query('commit');
  const text = writeManifest({
    program: programVersion(),
    at: at.toISOString(),
    reason,
    migrations: migrations.rows.map(({ name: one }) => one),
    lastConclusion,
    tables,
    sequences,
  });
  await writeFile(join(work, MANIFEST), text, { mode: 0o600 });
  return JSON.parse(text) as Manifest;
}

/** Microseconds and all, so that two conclusions of one millisecond differ. */
export const LAST_CONCLUSION = `to_char(max(concluded_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Compressed in threads of their own, not between two marks. */
async function pack(work: string, { tables }: Manifest, draft: string): Promise<void> {
  const files = [MANIFEST, ...tables.map(({ name: table }) => pathOfTable(table))];
  const archive = create({ cwd: work, portable: true, noMtime: true, strict: true }, files);
  await pipeline(
    Readable.from(archive as AsyncIterable<Buffer>, { objectMode: false }),
    createGzip(),
    createWriteStream(draft, { mode: 0o600 }),
  );
  await chmod(draft, 0o600);
  await flush(draft);
}

/** The good name comes last, when everything is on the disk for good. */
async function name(draft: string, folder: string, manifest: Manifest): Promise<WrittenBackup> {
  const at = new Date(manifest.at);
  const fileName = nameOf(at, manifest.reason);
  const path = join(folder, fileName);
  if ((await listBackups(folder)).some((one) => one.fileName === fileName))
    throw new Error(`${basename(path)} is there already`);
  await rename(draft, path);
  await flush(dirname(path)).catch(ignoreOnWindows);
  const { size } = await stat(path);
  return { path, fileName, at, reason: manifest.reason, bytes: size, manifest };
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Windows knows no flushing of folders, and does not need it. */
function ignoreOnWindows(error: unknown): void {
  if (process.platform !== 'win32') throw error;
}
