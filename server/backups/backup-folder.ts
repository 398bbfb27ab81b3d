import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dayInVietnam } from '../domain/day-in-vietnam.js';
import { BackupFault } from './backup-fault.js';
import { BACKUP_REASONS, type BackupReason, type Manifest } from './manifest.js';
import { readManifest } from './read-backup.js';

/** A backup as its folder shows it: only whole ones ever get such a name. */
export interface KeptBackup {
  readonly fileName: string;
  readonly at: Date;
  readonly reason: BackupReason;
  readonly bytes: number;
}

const NAME = /^cham-sao-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z-([a-z-]+)\.tar\.gz$/;
const UNFINISHED = '.unfinished-';
const DAY = 86_400_000;

/** Names that sort as their times do; no colons, which some file systems refuse. */
export function nameOf(at: Date, reason: BackupReason): string {
  const moment = at.toISOString().replace(/[:.]/g, '-');
  return `cham-sao-${moment}-${reason.toLowerCase().replace('_', '-')}.tar.gz`;
}

function parseName(fileName: string): { at: Date; reason: BackupReason } | null {
  const [, day, hour, minute, second, millisecond, word = ''] = NAME.exec(fileName) ?? [];
  const reason = BACKUP_REASONS.find((each) => each === word.toUpperCase().replace('-', '_'));
  const at = new Date(`${day}T${hour}:${minute}:${second}.${millisecond}Z`);
  return reason && !Number.isNaN(at.getTime()) ? { at, reason } : null;
}

export const newUnfinished = (folder: string, key: string): string => join(folder, UNFINISHED + key);

/**
 * Makes the folder where it is missing, for its owner alone. Step by step: Node's own recursive mkdir never returns where the
 * system forbids the last step, as in /proc.
 */
export async function makeFolder(folder: string): Promise<void> {
  if (await stat(folder).catch(() => null)) return;
  await makeFolder(dirname(folder));
  await mkdir(folder, { mode: 0o700 });
}

/** The backups in a folder, the newest first; none where there is no such folder. */
export async function listBackups(folder: string): Promise<KeptBackup[]> {
  const found: KeptBackup[] = [];
  for (const fileName of await namesIn(folder)) {
    const named = parseName(fileName);
    const size = named && (await stat(join(folder, fileName)).catch(() => null))?.size;
    if (named && size !== undefined && size !== null) found.push({ fileName, ...named, bytes: size });
  }
  return found.sort((one, other) => other.at.getTime() - one.at.getTime());
}

/** The newest of these that still says what it is; somebody may have cut off or emptied a file since. */
export async function newestGood(
  folder: string,
  kept: readonly KeptBackup[],
): Promise<{ backup: KeptBackup; manifest: Manifest } | null> {
  for (const backup of kept) {
    try {
      return { backup, manifest: await readManifest(join(folder, backup.fileName)) };
    } catch (error) {
      if (!(error instanceof BackupFault)) throw error;
    }
  }
  return null;
}

/**
 * Which backups may go: kept are all of the last 24 hours, and of each of the last days that have any the newest.
 * @param kept newest first
 * @param days counted are days with a backup, so that a machine that stood still for a month loses nothing by it
 */
export function superfluous(kept: readonly KeptBackup[], days: number, now: Date): KeptBackup[] {
  const seen = new Set<string>();
  return kept.filter(({ at }, index) => {
    const day = dayInVietnam(at);
    const newestOfDay = !seen.has(day);
    seen.add(day);
    const recent = now.getTime() - at.getTime() < DAY;
    return index > 0 && !recent && !(newestOfDay && seen.size <= days);
  });
}

/** Removes what retention no longer asks for. The newest that can be read stays, whatever its age. */
export async function prune(folder: string, days: number, now: Date): Promise<void> {
  const kept = await listBackups(folder);
  const good = await newestGood(folder, kept);
  if (!good) return;
  for (const { fileName } of superfluous(kept, days, now))
    if (fileName !== good.backup.fileName) await rm(join(folder, fileName), { force: true });
}

/** Removes what killed runs left half made, a day later: nobody can still be writing it. */
export async function sweepUnfinished(folder: string): Promise<void> {
  for (const name of (await namesIn(folder)).filter((each) => each.startsWith(UNFINISHED))) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found && Date.now() - found.mtimeMs > DAY)
      await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** A folder that cannot be read shows none; whoever writes to it will learn why. */
async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
