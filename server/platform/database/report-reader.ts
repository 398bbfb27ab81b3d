import { setTimeout as sleep } from 'node:timers/promises';
import { Semaphore, withTimeout, type SemaphoreInterface } from 'async-mutex';
import type { DataSource, EntityManager } from 'typeorm';
import { Refusal } from '../../domain/refusal.js';
import type { RequestContext } from '../viewer.js';
import { openDataSource } from './data-source.js';
import { isConflict, isOfReplica } from './of-replica.js';
import { noteAge } from './report-age.js';
import { ReplicaClock } from './replica-clock.js';
import { lookAtPrimary, lookAtStandby, refuseOtherTables, type Asked } from './replica-look.js';
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
const CONNECTIONS = 16;
/** So many of them are never read over: a look must find one, however long reports take. */
const FOR_LOOKS = 2;
/** Of the primary's connections reports may take one in so many: a council that scores needs the others. */
const SHARE = 4;
/** How long a report waits for its place, in milliseconds: as long as one may take. */
const PLACE_PATIENCE = 10_000;

/**
 * So many reports are read from one database at once; the others wait, first come, first served. Without it slow ones take
 * every connection: on a replica it then looks dead, and on the primary saves wait behind statistics.
 */
const placesFor = (many: number): SemaphoreInterface =>
  withTimeout(new Semaphore(many), PLACE_PATIENCE, new Refusal('REPORTS_BUSY'));

/**
 * Where reports are read: from a streaming replica while it is fit, else from the primary, quietly. Who may ask is never
 * asked of the replica.
 */
export class ReportReader {
  private readonly clock = new ReplicaClock();
  /** Of our database; what answers at the replica's address may be somebody else's from one connection to the next. */
  private identity: string | undefined;
  private readonly stopping = new AbortController();
  private replica: DataSource | undefined;
  private known: ReplicaState | null;
  private watching: Promise<void> = Promise.resolve();
  private say: Say = () => undefined;
  /** How far our clock is ahead of the primary's, in milliseconds: the lag is told by one clock alone. */
  private clockAhead = 0;
  private readonly onReplica = placesFor(CONNECTIONS - FOR_LOOKS);
  private readonly onPrimary: SemaphoreInterface;

  constructor(
    private readonly primary: DataSource,
    private readonly settings: ReplicaSettings | undefined,
  ) {
    this.onPrimary = placesFor(Math.max(1, Math.floor((primary.options.poolSize ?? 0) / SHARE)));
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
   * @throws {Refusal} REPORTS_BUSY where too many are read already
   * @throws what the work throws; a report that takes too long on the replica is not laid upon the primary as well
   */
  async read<T>(asker: object, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    if (this.known?.trouble === null) {
      try {
        return await this.onReplica.runExclusive(() => this.readReplica(asker, work));
      } catch (error) {
        if (!isOfReplica(error)) throw error;
        this.noteBreak(error);
      }
    }
    return this.onPrimary.runExclusive(() => {
      if (this.known) noteAge(asker, this.primaryNow());
      return work(this.primary.manager);
    });
  }

  private async readReplica<T>(asker: object, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const { replica, known } = this;
    // It may have fallen away while this one waited for its place.
    if (!replica || known!.trouble !== null)
      throw new UnfitReplica(known!.trouble ?? 'UNREACHABLE', known!.lagSeconds);
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
    const replayed = await lookAtStandby(connection);
    if (replayed.identity !== this.identity) throw new UnfitReplica('OTHER_DATABASE');
    if (!this.clock.follows(replayed)) throw new UnfitReplica('OTHER_HISTORY');
    const now = this.primaryNow();
    const asOf = this.clock.momentOf(replayed, now);
    if (asOf === null) throw new UnfitReplica('BEHIND');
    const lagSeconds = (now - asOf) / 1000;
    const { mostSeconds, trouble } = this.known!;
    // Near the limit it would come and go with every look.
    if (lagSeconds > (trouble === 'BEHIND' ? mostSeconds / 2 : mostSeconds))
      throw new UnfitReplica('BEHIND', lagSeconds);
    return { asOf, lagSeconds };
  }

  /** By the primary's clock, in milliseconds since 1970. */
  private primaryNow(): number {
    return Date.now() - this.clockAhead;
  }

  private async look(): Promise<Found> {
    const stand = await lookAtPrimary(this.primary).catch(() => null);
    // Without the primary nothing can be said of the replica, and there are greater worries.
    if (!stand) return this.known!;
    this.clockAhead = Date.now() - stand.at;
    this.identity = stand.identity;
    this.clock.note(stand.position, stand.at, stand.timeline);
    const late = sleep(LOOK_PATIENCE, undefined, { ref: false }).then(() => {
      throw new UnfitReplica('UNREACHABLE');
    });
    late.catch(() => undefined);
    try {
      return { trouble: null, lagSeconds: await Promise.race([this.lookCloser(), late]) };
    } catch (error) {
      if (error instanceof UnfitReplica) return error;
      return { trouble: 'UNREACHABLE', lagSeconds: null };
    }
  }

  /** @throws {UnfitReplica}, or whatever the connection says */
  private async lookCloser(): Promise<number> {
    const replica = await this.opened();
    const { lagSeconds } = await this.check(replica);
    await refuseOtherTables(replica);
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
    else if (!isConflict(error)) this.settle('UNREACHABLE', null);
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
