import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { BackupFault, damaged, notABackup } from './backup-fault.js';
import { nowhere, RowMeter } from './copy-table.js';
import {
  MANIFEST,
  MANIFEST_LIMIT,
  parseManifest,
  pathOfTable,
  type Manifest,
  type TableInBackup,
} from './manifest.js';
import { readTar, TarFault, type TarEntry } from './read-tar.js';

/** Takes the rows of one table. */
export type TakeTable = (table: TableInBackup, rows: Readable) => Promise<void>;

/**
 * Reads a backup from its first byte to its last, one table after the other, and keeps nothing of it on disk or in memory.
 * @throws {BackupFault} for everything that is not exactly as we write it
 */
export async function readBackup(path: string, take: TakeTable): Promise<Manifest> {
  return opened(path, async (entries, bytes) => {
    const manifest = await readManifestFrom(entries, path, bytes);
    for (const table of manifest.tables) {
      const entry = await nextOf(entries);
      if (entry?.name !== pathOfTable(table.name) || entry.size !== table.bytes) throw damaged(path);
      await take(table, Readable.from(entry.body, { objectMode: false }));
    }
    if (await nextOf(entries)) throw damaged(path);
    return manifest;
  });
}

/** Reads all of a backup and compares every count and hash. @throws {BackupFault} */
export function checkBackup(path: string): Promise<Manifest> {
  return readBackup(path, async (table, rows) => {
    const meter = new RowMeter();
    await pipeline(rows, meter, nowhere());
    const { rows: counted, sha256 } = meter.counted();
    if (counted !== table.rows || sha256 !== table.sha256) throw damaged(path);
  });
}

/** What a backup says of itself, without reading the rest. @throws {BackupFault} */
export function readManifest(path: string): Promise<Manifest> {
  return opened(path, (entries, bytes) => readManifestFrom(entries, path, bytes));
}

async function opened<T>(
  path: string,
  work: (entries: AsyncGenerator<TarEntry>, bytes: number) => Promise<T>,
): Promise<T> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new BackupFault(`Không có tệp ${path}.`, `There is no file ${path}.`);
  const file = createReadStream(path);
  const unpacked = createGunzip();
  // `pipe` hands no error on: both ends must hear of one.
  file.on('error', (error) => unpacked.destroy(error));
  const entries = readTar(file.pipe(unpacked));
  try {
    return await work(entries, found.size);
  } catch (error) {
    if (isBroken(error)) throw damaged(path, error);
    if ((error as { syscall?: string }).syscall === 'open') throw unreadable(path, error);
    throw error;
  } finally {
    unpacked.destroy();
    file.destroy();
  }
}

/** What our reader and zlib say of a file that is cut off, altered or packed otherwise. */
function isBroken(error: unknown): boolean {
  return error instanceof TarFault || Boolean((error as { code?: string }).code?.startsWith('Z_'));
}

function unreadable(path: string, error: unknown): BackupFault {
  const { code } = error as { code?: string };
  return new BackupFault(
    `Không đọc được tệp ${path} (${code}): hãy cấp quyền đọc.`,
    `The file ${path} cannot be read (${code}): grant permission to read it.`,
    { cause: error },
  );
}

async function nextOf(entries: AsyncGenerator<TarEntry>): Promise<TarEntry | undefined> {
  const { done, value } = await entries.next();
  return done ? undefined : value;
}

async function readManifestFrom(
  entries: AsyncGenerator<TarEntry>,
  path: string,
  bytes: number,
): Promise<Manifest> {
  const entry = await nextOf(entries).catch((error: unknown) => {
    // Nothing of ours has been seen yet: a file of another kind, or the very first bytes are damaged.
    throw isBroken(error) ? notABackup(path, error) : error;
  });
  if (entry?.name !== MANIFEST || entry.size > MANIFEST_LIMIT) throw notABackup(path);
  const pieces: Buffer[] = [];
  for await (const piece of entry.body) pieces.push(piece);
  const manifest = parseManifest(Buffer.concat(pieces).toString('utf8'), path);
  const declared = manifest.tables.reduce((sum, table) => sum + table.bytes, 0);
  if (declared > mostUnpacked(bytes)) throw damaged(path);
  return manifest;
}

/** Rows of text shrink to a fifth, very dull ones to a hundredth; a file that claims much more is made to choke us. */
function mostUnpacked(bytes: number): number {
  return 64 * 1024 * 1024 + 500 * bytes;
}
