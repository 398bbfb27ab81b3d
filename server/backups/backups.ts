import { listBackups, newestGood, prune, type KeptBackup } from './backup-folder.js';
import { causeOf } from './backup-fault.js';
import { BackupFailures, type BackupFailure, type Queries } from './backup-failures.js';
import { lastNight } from './last-night.js';
import type { BackupReason, Manifest } from './manifest.js';
import { LAST_CONCLUSION, writeBackup } from './write-backup.js';

/** Where backups of this server lie and when they are made. */
export interface BackupSettings {
  readonly folder: string;
  /** Nightly and after each conclusion; off, they are made by hand only. */
  readonly automatic: boolean;
  /** From which hour of the day in Vietnam on, 0–23. */
  readonly hour: number;
  /** How many days' backups are kept. */
  readonly keepDays: number;
}

export interface BackupParts {
  readonly settings: BackupSettings;
  readonly url: string;
  readonly reader: Queries;
  readonly now: () => Date;
  readonly fault: (error: unknown) => void;
}

/** Why the last good backup is not enough. */
export type BackupIsOld = 'NONE_YET' | 'TOO_OLD' | 'CONCLUSION_SINCE';

export interface BackupStatus {
  readonly lastGood: KeptBackup | null;
  readonly kept: readonly KeptBackup[];
  /** Null where a good one came after it. */
  readonly lastFailure: BackupFailure | null;
  readonly old: BackupIsOld | null;
  readonly running: boolean;
  readonly settings: BackupSettings;
}

const HOUR = 3_600_000;
const LOOK_EVERY = 60_000;
/** A night, and two hours for a slow disk. */
const OLD_AFTER = 26 * HOUR;
/** After a failure: the disk will not be any emptier in a minute. */
const REST = HOUR;
/** How long the server, asked to stop, lets a backup come to its end. */
const PATIENCE = 15_000;

/** Makes backups, one at a time, beside everything else: whatever goes wrong is noted and disturbs nobody. */
export class Backups {
  private line: Promise<void> = Promise.resolve();
  private inLine = 0;
  private awaited: Promise<void> | null = null;
  private restUntil = 0;
  private stopping = false;
  private readonly ending = new AbortController();
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly failures: BackupFailures;

  constructor(private readonly parts: BackupParts) {
    this.failures = new BackupFailures(parts.reader);
  }

  async status(): Promise<BackupStatus> {
    const { settings, now } = this.parts;
    const { kept, good } = await this.look();
    const failure = await this.failures.last();
    const running = this.inLine > 0;
    const lastGood = good?.backup ?? null;
    return {
      ...{ settings, kept, lastGood, running },
      lastFailure: failure && lastGood && failure.at <= lastGood.at ? null : failure,
      old: await this.isOld(good, now(), running),
    };
  }

  /** When the newest good one was made; null where there is none. */
  async lastGoodAt(): Promise<Date | null> {
    return (await this.look()).good?.backup.at ?? null;
  }

  /** Makes one now, whatever stands there, and says how things stand then; a failure is in the answer. */
  async byHand(): Promise<BackupStatus> {
    await this.stand('BY_HAND', () => Promise.resolve('BY_HAND'));
    return this.status();
  }

  /** Something was concluded. Returns at once; any number of conclusions before it begins make one backup. */
  concluded(): void {
    if (this.parts.settings.automatic) void this.makeDue('CONCLUSION');
  }

  /** Makes one where one is due; `occasion` is the reason given for the very first. */
  makeDue(occasion: BackupReason): Promise<void> {
    this.awaited ??= this.stand(occasion, () => {
      this.awaited = null;
      return this.due(occasion);
    }).finally(() => (this.awaited = null));
    return this.awaited;
  }

  /** From now on looks every minute whether one is due: also the night's after a start, and what a failure left undone. */
  watch(): void {
    if (!this.parts.settings.automatic) return;
    const look = () => {
      if (this.parts.now().getTime() >= this.restUntil) void this.makeDue('NIGHTLY');
    };
    this.timers.push(setInterval(look, LOOK_EVERY).unref());
  }

  /** Lets what has begun come to its end, for a while. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const timer of this.timers) clearInterval(timer);
    const late = setTimeout(() => this.ending.abort(), PATIENCE);
    await this.line;
    clearTimeout(late);
  }

  private stand(reason: BackupReason, decide: () => Promise<BackupReason | null>): Promise<void> {
    if (this.stopping) return Promise.resolve();
    this.inLine += 1;
    this.line = this.line.then(() => this.make(reason, decide)).finally(() => (this.inLine -= 1));
    return this.line;
  }

  /** Never throws: a backup that failed is a fact to be told, not a fault of whoever caused it. */
  private async make(reason: BackupReason, decide: () => Promise<BackupReason | null>): Promise<void> {
    const { url, settings, now } = this.parts;
    const order = { url, folder: settings.folder, decide, signal: this.ending.signal };
    try {
      if (await writeBackup(order)) await prune(settings.folder, settings.keepDays, now());
    } catch (error) {
      if (this.ending.signal.aborted) return;
      this.restUntil = now().getTime() + REST;
      this.parts.fault(error);
      await this.failures
        .note({ at: now(), reason, cause: causeOf(error) })
        .catch((unnoted: unknown) => this.parts.fault(unnoted));
    }
  }

  private async due(occasion: BackupReason): Promise<BackupReason | null> {
    const { good } = await this.look();
    if (!good) return occasion;
    if (await this.hasConcludedSince(good.manifest)) return 'CONCLUSION';
    const { now, settings } = this.parts;
    return good.backup.at < lastNight(now(), settings.hour) ? 'NIGHTLY' : null;
  }

  private async look() {
    const { folder } = this.parts.settings;
    const kept = await listBackups(folder);
    return { kept, good: await newestGood(folder, kept) };
  }

  private async isOld(
    good: { backup: KeptBackup; manifest: Manifest } | null,
    now: Date,
    running: boolean,
  ): Promise<BackupIsOld | null> {
    if (!good) return 'NONE_YET';
    // One that is being made now is about to hold it.
    if (!running && (await this.hasConcludedSince(good.manifest))) return 'CONCLUSION_SINCE';
    return now.getTime() - good.backup.at.getTime() > OLD_AFTER ? 'TOO_OLD' : null;
  }

  /** Counts too: a conclusion bears the time at which its transaction began, and may be committed after a later one. */
  private async hasConcludedSince({ lastConclusion, tables }: Manifest): Promise<boolean> {
    const [row] = await this.parts.reader.query<[{ last: string | null; count: number }]>(
      `select ${LAST_CONCLUSION} as last, count(*)::int as count from result`,
    );
    const held = tables.find(({ name }) => name === 'result')?.rows ?? 0;
    return row.count > held || (row.last ?? '') > (lastConclusion ?? '');
  }
}
