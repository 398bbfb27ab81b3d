import { setTimeout as sleep } from 'node:timers/promises';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import type { RequestContext } from '../viewer.js';
import { openDataSource } from './data-source.js';
import { noteAge } from './report-age.js';
import { ReplicaClock } from './replica-clock.js';
import { lookAtPrimary, refuseForeign, replayedBy, type Asked } from './replica-look.js';
import { UnfitReplica, wordReplica, type ReplicaState, type ReplicaTrouble } from './replica-state.js';

/** Reads for reports, with use cases over whichever database is right now; what they read may be some seconds old. */
export type Reading<Uses> = <T>(asker: RequestContext, work: (uses: Uses) => Promise<T>) => Promise<T>;

export interface ReplicaSettings {
  /** Holds the password: never log it. */
  readonly url: string;
  /** How far behind it may be, in seconds. */
  readonly mostSeconds: number;
  /** From one look at it to the next while it is read from, and while it is not, in milliseconds. */
  readonly times?: { readonly look: number; readonly retry: number };
}

type Found = Pick<ReplicaState, 'trouble' | 'lagSeconds'>;

/** Where operators are told, once, that it fell away or came back. */
export type Say = (message: string, details: object) => void;

const TIMES = { look: 2000, retry: 5000 };
/** A look that takes longer is none, in milliseconds: whoever asks for a report must not wait for a machine that is gone. */
const LOOK_PATIENCE = 3000;
/** Wide enough that reports which take their time do not make it look dead: that would send them all to the primary. */
const CONNECTIONS = 16;

/**
 * Where reports are read: from a streaming replica while it is fit, else from the primary, quietly. Who may ask is never
 * asked of the replica.
 */
export class ReportReader {
  private readonly clock = new ReplicaClock();
  private readonly stopping = new AbortController();
  private replica: DataSource | undefined;
  private known: ReplicaState | null;
  private watching: Promise<void> = Promise.resolve();
  private say: Say = () => undefined;
  /** How far our clock is ahead of the primary's, in milliseconds: the lag is told by one clock alone. */
  private clockAhead = 0;

  constructor(
    private readonly primary: DataSource,
    private readonly settings: ReplicaSettings | undefined,
  ) {
    this.known = settings
      ? { trouble: 'UNREACHABLE', lagSeconds: null, mostSeconds: settings.mostSeconds, since: new Date() }
      : null;
  }

  /** Null where no replica is set. */
  get state(): ReplicaState | null {
    return this.known;
  }

  /** Looks at the replica for the first time and goes on looking; whatever is wrong with it stops nobody. */
  async open(say: Say): Promise<void> {
    if (!this.settings) return;
    this.say = say;
    const found = await this.look();
    this.settle(found.trouble, found.lagSeconds, 'first');
    this.watching = this.watch(this.settings.times ?? TIMES);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.watching;
    await this.close();
  }

  /**
   * Does the reading, on the replica in a transaction that cannot write. Where the replica breaks off, it is done once
   * more, on the primary.
   * @throws what the work throws; a report that takes too long on the replica is not laid upon the primary as well
   */
  async read<T>(asker: object, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    if (this.replica && this.known?.trouble === null) {
      try {
        return await this.readReplica(this.replica, asker, work);
      } catch (error) {
        if (!isOfReplica(error)) throw error;
        this.noteBreak(error);
      }
    }
    if (this.known) noteAge(asker, Date.now());
    return work(this.primary.manager);
  }

  private async readReplica<T>(
    replica: DataSource,
    asker: object,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    const runner = replica.createQueryRunner();
    try {
      // On this very connection: behind one address may stand several replicas, and one may be promoted at any time.
      const { asOf } = await this.check(runner).catch((error: unknown) => {
        throw error instanceof UnfitReplica ? error : new UnfitReplica('UNREACHABLE');
      });
      await runner.query('start transaction isolation level repeatable read, read only');
      const answer = await work(replica.createEntityManager(runner));
      await runner.query('commit');
      noteAge(asker, asOf);
      return answer;
    } catch (error) {
      await runner.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** @throws {UnfitReplica} */
  private async check(connection: Asked): Promise<{ asOf: number; lagSeconds: number }> {
    const asOf = this.clock.momentOf(await replayedBy(connection));
    if (asOf === null) throw new UnfitReplica('BEHIND');
    const lagSeconds = Math.max(0, Date.now() - this.clockAhead - asOf) / 1000;
    const { mostSeconds, trouble } = this.known!;
    // Near the limit it would come and go with every look.
    if (lagSeconds > (trouble === 'BEHIND' ? mostSeconds / 2 : mostSeconds))
      throw new UnfitReplica('BEHIND', lagSeconds);
    return { asOf, lagSeconds };
  }

  private async look(): Promise<Found> {
    const stand = await lookAtPrimary(this.primary).catch(() => null);
    // Without the primary nothing can be said of the replica, and there are greater worries.
    if (!stand) return this.known!;
    this.clockAhead = Date.now() - stand.at;
    this.clock.note(stand.position, stand.at);
    const late = sleep(LOOK_PATIENCE, undefined, { ref: false }).then(() => {
      throw new UnfitReplica('UNREACHABLE');
    });
    late.catch(() => undefined);
    try {
      return { trouble: null, lagSeconds: await Promise.race([this.lookCloser(stand.identity), late]) };
    } catch (error) {
      if (error instanceof UnfitReplica) return error;
      return { trouble: 'UNREACHABLE', lagSeconds: null };
    }
  }

  /** @throws {UnfitReplica}, or whatever the connection says */
  private async lookCloser(identity: string): Promise<number> {
    const replica = await this.opened();
    await replayedBy(replica);
    await refuseForeign(replica, identity);
    const { lagSeconds } = await this.check(replica);
    return lagSeconds;
  }

  private async opened(): Promise<DataSource> {
    if (this.replica) return this.replica;
    const { entities } = this.primary.options;
    const opened = await openDataSource(this.settings!.url, {
      entities: entities ?? [],
      poolSize: CONNECTIONS,
      reports: true,
    });
    // It may have come too late: after a look that gave up, or after the end.
    if (this.stopping.signal.aborted) await opened.destroy();
    else if (this.replica) await opened.destroy();
    else this.replica = opened;
    if (!this.replica) throw new UnfitReplica('UNREACHABLE');
    return this.replica;
  }

  private async watch({ look, retry }: typeof TIMES): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await sleep(this.known?.trouble === null ? look : retry, undefined, { signal, ref: false }).catch(
        () => undefined,
      );
      if (signal.aborted) return;
      const { trouble, lagSeconds } = await this.look();
      this.settle(trouble, lagSeconds);
    }
  }

  /** A conflict with what it has to replay passes; after anything else it must be looked at first. */
  private noteBreak(error: unknown): void {
    if (error instanceof UnfitReplica) this.settle(error.trouble, error.lagSeconds);
    else if (!/^40/.test(codeOf(error) ?? '')) this.settle('UNREACHABLE', null);
  }

  /** Told when it changes, and at the first look where something is wrong; not with every look. */
  private settle(trouble: ReplicaTrouble | null, lagSeconds: number | null, when?: 'first'): void {
    if (!this.known || this.stopping.signal.aborted) return;
    const changed = when === 'first' || trouble !== this.known.trouble;
    this.known = { ...this.known, trouble, lagSeconds, ...(changed && { since: new Date() }) };
    if (!changed || (when === 'first' && trouble === null)) return;
    const { vi, en } = wordReplica(this.known);
    this.say(`${vi} / ${en}`, { replica: trouble ?? 'IN_USE', lagSeconds });
  }

  private async close(): Promise<void> {
    const { replica } = this;
    this.replica = undefined;
    await replica?.destroy().catch(() => undefined);
  }
}

/** What PostgreSQL calls the failure of a statement; null where the line broke off, undefined where it was no statement. */
const codeOf = (error: unknown): string | null | undefined => {
  if (!(error instanceof QueryFailedError)) return undefined;
  const { code } = error.driverError as { code?: string };
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? code : null;
};

/**
 * Whether the replica is to blame: a conflict with what it replays (40), no room (53), an end or a start of the server
 * (57P), its disk (58, XX), or the line. The same statement may do well on the primary.
 */
function isOfReplica(error: unknown): boolean {
  if (error instanceof UnfitReplica) return true;
  const code = codeOf(error);
  return code === null || (code !== undefined && /^(08|40|53|57P|58|XX)/.test(code));
}
