import { GraphQLError, type ExecutionArgs } from 'graphql';
import { forbidden, noLongerInCouncil, sessionRemoved } from '../../platform/authorize.js';
import type { Payload } from '../../platform/latest-sender.js';
import type { Presence } from '../../platform/presence.js';
import { boardHanded } from '../../platform/spots.js';
import type { SessionState } from '../sessions/session-state.js';
import { onlookerOf } from './boards.js';
import { BoardMaking, type MadeBoard } from './board-making.js';
import type { BoardSources } from './build-board.js';
import { type Circle, Circles, type Watcher } from './circles.js';
import { KnownSession, type SessionReading } from './known-session.js';
import type { Look } from './look.js';
import { rightsIn, type Rights } from './visibility.js';

/** What the channels need of the rest. */
export interface LiveSources extends BoardSources, SessionReading {}

/** A board of this moment, and who of its cohort is to get it, by what they ask. */
interface Cohort extends MadeBoard {
  readonly asking: Map<string, Asking>;
}

/** Who gets the same bytes. */
interface Asking {
  readonly args: ExecutionArgs;
  readonly circles: Circle[];
  readonly askers: Watcher[];
}

/** What one reading has found so far, each thing worked out once; a fault stands where the thing could not be made. */
interface Round extends Look {
  /** How many had come when it was begun: who came meanwhile gets a newer board. */
  readonly moment: number;
  readonly cohorts: Map<string, Cohort | { readonly fault: unknown }>;
}

/** Shortest time between two readings for newcomers, in milliseconds: a hall that reconnects comes in a few of them. */
const ARRIVALS_MS = 50;
/**
 * Making boards takes half of a session's time at most, up to the interval that is set: where a board costs little the next
 * mark need not wait for it, and where many sessions or viewers make it slow it comes less often.
 */
const PACE_PER_COST = 2;
/** How long whoever has lost a right may go on looking because the last board was dear, in milliseconds. */
const LONGEST_LOOK_MS = 500;
/** First and longest pause before a fault is tried again, in milliseconds; each pause is twice the one before. */
const RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;

/**
 * Live boards of one session: read once a change, built once a cohort, written once a question, and the same bytes
 * sent to everybody who shares them. Boards that would look the same are not sent again, so that nobody can count
 * marks that he may not see. What cannot be made for some is made for all others. ARCHITECTURE §6.
 */
export class LiveChannel {
  readonly circles = new Circles();
  private readonly making: BoardMaking;
  private readonly known: KnownSession;
  /** Of the session as it was last read; 0 before. */
  revision = 0;
  private changes: NodeJS.Timeout | undefined;
  private arrivals: NodeJS.Timeout | undefined;
  private retries: NodeJS.Timeout | undefined;
  private failures = 0;
  /** From reading to the last hand, of the last board that was made, in milliseconds. */
  private cost = 0;
  /** When the oldest change came that no board has shown yet. */
  private changedAt: number | undefined;
  private lastRead = 0;
  private running = false;
  /** What was due while a board was being made: how soon the next one may follow is known when that one is done. */
  private readonly due = new Set<() => void>();
  private stopped = false;

  constructor(
    private readonly sessionId: string,
    private readonly sources: LiveSources,
    private readonly presence: Presence,
    private readonly intervalMs: number,
    private readonly fault: (error: unknown) => void,
  ) {
    this.known = new KnownSession(sessionId, sources);
    this.making = new BoardMaking(sources, fault);
  }

  /** A change: at once if the last board is old enough for what it cost, else when it is. @param longest rest, in milliseconds */
  changed(longest = this.intervalMs): void {
    this.changedAt ??= performance.now();
    this.changes ??= setTimeout(
      () => {
        this.changes = undefined;
        void this.flush(() => this.changed(longest));
      },
      Math.max(0, this.lastRead + Math.min(longest, this.cost * PACE_PER_COST) - Date.now()),
    );
  }

  /** More may have changed than a revision tells of: whoever may no longer look must not look on because boards are dear. */
  touched(): void {
    this.known.forget();
    clearTimeout(this.changes);
    this.changes = undefined;
    this.changed(Math.min(this.intervalMs, LONGEST_LOOK_MS));
  }

  /** Somebody new: at once, but all who come within a moment together. */
  arrived(): void {
    this.known.forget();
    this.arrivals ??= setTimeout(
      () => {
        this.arrivals = undefined;
        void this.flush(() => this.arrived());
      },
      Math.max(0, this.lastRead + ARRIVALS_MS - Date.now()),
    );
  }

  /** Waits to try again by itself what could not be made. */
  get isMending(): boolean {
    return this.retries !== undefined;
  }

  /** For good. */
  stop(): void {
    this.stopped = true;
    for (const timer of [this.changes, this.arrivals, this.retries]) clearTimeout(timer);
  }

  private async flush(again: () => void): Promise<void> {
    if (this.stopped) return;
    if (this.running) {
      this.due.add(again);
      return;
    }
    this.running = true;
    try {
      await this.send();
    } catch (error) {
      const circles = this.circles.all();
      this.failed(circles, whoIsIn(circles, Infinity), error);
    } finally {
      this.running = false;
    }
    const due = [...this.due];
    this.due.clear();
    if (!this.stopped) for (const one of due) one();
  }

  /**
   * No board could be made for these. Who has none yet is told so, masked; the others keep theirs until it can be made,
   * and need not wait for the next change: nobody may come to make one.
   */
  private failed(circles: readonly Circle[], watchers: readonly Watcher[], error: unknown): void {
    this.fault(error);
    this.known.forget();
    for (const circle of circles) circle.board = 0;
    // The cause goes along, so that the socket masks it as it masks every fault.
    const refusal =
      error instanceof GraphQLError
        ? error
        : new GraphQLError('no board', {
            originalError: error instanceof Error ? error : new Error(String(error)),
          });
    for (const watcher of watchers) {
      watcher.awaited = 0;
      if (watcher.shown === 0) watcher.admit(refusal);
    }
    if (this.retries || this.circles.size === 0) return;
    const pause = Math.min(LONGEST_RETRY_MS, Math.max(RETRY_MS, this.intervalMs) * 2 ** this.failures);
    this.failures += 1;
    this.retries = setTimeout(() => {
      this.retries = undefined;
      void this.flush(() => this.changed());
    }, pause);
  }

  private async send(): Promise<void> {
    const circles = this.circles.all();
    if (circles.length === 0) return;
    const { moment } = this.circles;
    this.lastRead = Date.now();
    const begun = performance.now();
    const { changedAt } = this;
    this.changedAt = undefined;
    const viewers = circles.map(({ viewer }) => viewer);
    const { state, lapsed } = await this.known.look(viewers);
    this.revision = state?.revision ?? 0;
    const round: Round = { state, lapsed, moment, cohorts: new Map() };
    const faults = new Map<unknown, Circle[]>();
    for (const circle of circles) {
      try {
        this.place(circle, round);
      } catch (error) {
        faults.set(error, [...(faults.get(error) ?? []), circle]);
      }
    }
    for (const [error, without] of faults) this.failed(without, whoIsIn(without, moment), error);
    const sending: Promise<boolean>[] = [];
    for (const cohort of round.cohorts.values())
      if ('asking' in cohort)
        for (const asking of cohort.asking.values()) sending.push(this.sendTo(asking, cohort, changedAt));
    const sent = await Promise.all(sending);
    this.cost = performance.now() - begun;
    if (faults.size === 0 && sent.every(Boolean) && !this.retries) this.failures = 0;
  }

  /** Puts the watchers of a circle among those who are to get its board; ends them if they may have none. */
  private place(circle: Circle, round: Round): void {
    const { state, lapsed, moment } = round;
    const ended = lapsed.get(circle.viewer);
    const rights = state && !ended ? rightsIn(state, onlookerOf(circle.viewer)) : null;
    if (!state || !rights) {
      const lost = state ? noLongerInCouncil : sessionRemoved;
      for (const watcher of whoIsIn([circle], moment))
        this.end(watcher, ended ?? (watcher.shown > 0 ? lost() : forbidden()));
      return;
    }
    const cohort = round.cohorts.get(rights.key) ?? this.cohortOf(state, rights);
    round.cohorts.set(rights.key, cohort);
    if ('fault' in cohort) throw cohort.fault;
    const lacking = circle.take(cohort.number, moment);
    if (lacking.length === 0) return;
    const asking = cohort.asking.get(circle.question) ?? { args: circle.args, circles: [], askers: [] };
    cohort.asking.set(circle.question, asking);
    asking.circles.push(circle);
    for (const watcher of lacking) {
      if (rights.member) watcher.leave ??= this.presence.arrive(this.sessionId, rights.member.id);
      watcher.awaited = cohort.number;
      asking.askers.push(watcher);
    }
  }

  private cohortOf(state: SessionState, rights: Rights): Cohort | { readonly fault: unknown } {
    try {
      return { ...this.making.make(state, rights), asking: new Map() };
    } catch (fault) {
      return { fault };
    }
  }

  /** One answer and one text for all who ask the same in the same cohort. @returns whether it could be made */
  private async sendTo(
    { args, circles, askers }: Asking,
    { board, number }: Cohort,
    changedAt: number | undefined,
  ): Promise<boolean> {
    try {
      const payload = await this.making.answer(args, board);
      let viewers = 0;
      for (const watcher of askers) {
        if (watcher.awaited !== number) continue;
        this.hand(watcher, number, payload);
        viewers += 1;
      }
      const lagSeconds = changedAt === undefined ? null : (performance.now() - changedAt) / 1000;
      boardHanded.tell({ viewers, lagSeconds });
      return true;
    } catch (error) {
      const without = askers.filter(({ awaited }) => awaited === number);
      this.failed(circles, without, error);
      return false;
    }
  }

  private hand(watcher: Watcher, number: number, payload: Payload): void {
    const first = watcher.shown === 0;
    watcher.awaited = 0;
    watcher.shown = number;
    if (first) watcher.admit(undefined);
    try {
      watcher.sender.send(payload);
    } catch (error) {
      // One broken connection is its own affair.
      this.fault(error);
    }
  }

  private end(watcher: Watcher, reason: GraphQLError): void {
    // A board that is being made for it must not come after the reason.
    watcher.awaited = 0;
    if (watcher.shown === 0) watcher.admit(reason);
    else watcher.sender.fail([reason.toJSON()]);
    watcher.finish();
  }
}

/** All who are in these circles and had come by then. */
function whoIsIn(circles: readonly Circle[], moment: number): Watcher[] {
  return circles.flatMap((circle) => [...circle.present(moment)]);
}
