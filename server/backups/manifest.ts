import { z } from 'zod';
import { madeByNewer, notABackup } from './backup-fault.js';

/** Why a backup was made. */
export const BACKUP_REASONS = ['NIGHTLY', 'CONCLUSION', 'BY_HAND'] as const;
export type BackupReason = (typeof BACKUP_REASONS)[number];

/** The name of the manifest in the archive, and the most bytes one may have. */
export const MANIFEST = 'manifest.json';
export const MANIFEST_LIMIT = 1024 * 1024;

const FORMAT = 'cham-sao/backup';
const FORMAT_VERSION = 1;

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const table = z.object({
  name: z.string().min(1),
  columns: z.array(z.string().min(1)).min(1),
  rows: count,
  bytes: count,
  /** Of the rows as COPY writes them, in the order of their key. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const manifest = z.object({
  format: z.literal(FORMAT),
  formatVersion: z.literal(FORMAT_VERSION),
  /** Of the program that made it; for people. */
  program: z.string(),
  /** Of the snapshot all rows are of. */
  at: z.iso.datetime(),
  reason: z.enum(BACKUP_REASONS),
  /** Every migration the database had, oldest first. */
  migrations: z.array(z.string()).min(1),
  /** The latest conclusion the snapshot holds, with microseconds, so that texts compare as times do; null if none. */
  lastConclusion: z.string().nullable(),
  tables: z.array(table).min(1),
  /** The last value each sequence gave out; null for one never used. */
  sequences: z.array(
    z.object({
      name: z.string().min(1),
      last: z
        .string()
        .regex(/^-?\d+$/)
        .nullable(),
    }),
  ),
});

/** What a backup says of itself: the first file in it. */
export type Manifest = z.infer<typeof manifest>;
export type TableInBackup = Manifest['tables'][number];

export function writeManifest(content: Omit<Manifest, 'format' | 'formatVersion'>): string {
  return `${JSON.stringify({ format: FORMAT, formatVersion: FORMAT_VERSION, ...content }, null, 1)}\n`;
}

/** @throws {BackupFault} for what is none, or is in a format of a later version */
export function parseManifest(text: string, file: string): Manifest {
  const content = asJson(text);
  const named = z.object({ format: z.literal(FORMAT), formatVersion: z.number() }).safeParse(content);
  if (!named.success) throw notABackup(file);
  if (named.data.formatVersion > FORMAT_VERSION) throw madeByNewer(file);
  const read = manifest.safeParse(content);
  if (!read.success) throw notABackup(file, read.error);
  return read.data;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where the rows of a table lie in the archive; no name of a table can leave its folder. */
export const pathOfTable = (name: string): string => `tables/${encodeURIComponent(name)}.copy`;
