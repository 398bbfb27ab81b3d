import { execute, GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { EventBus } from '../../platform/event-bus.js';
import { forbidden } from '../../platform/authorize.js';
import { type LatestSender, payloadOf } from '../../platform/latest-sender.js';
import { maskError, type FaultLog } from '../../platform/mask-error.js';
import type { Presence } from '../../platform/presence.js';
import type { Viewer } from '../../platform/viewer.js';
import { isIdentifier } from '../../platform/wording.js';
import type { SessionState } from '../sessions/session-state.js';
import { buildBoard, type BoardSources } from './build-board.js';
import { onlookerOf } from './boards.js';
import { questionOf } from './question-of.js';
import { deferred, silentStream } from './silent-stream.js';
import { rightsIn, type Rights } from './visibility.js';

/** What the channels need of the rest. */
export interface LiveSources extends BoardSources {
  read(sessionId: string): Promise<SessionState | null>;
  /** The viewers among these whose sign-in, screen or seat no longer holds, with the reason. */
  lapsed(viewers: readonly Viewer[]): Promise<ReadonlyMap<Viewer, GraphQLError>>;
}

interface Watcher {
  readonly viewer: Viewer;
  readonly args: ExecutionArgs;
  /** Same document, operation and variables. */
  readonly question: string;
  readonly sender: LatestSender;
  /** Number of the board last sent; none before the first. */
  shown?: number;
  leave?: () => void;
  /** Settles the first board: admitted, or why not. */
  readonly admit: (refused: GraphQLError | undefined) => void;
  readonly finish: () => void;
}

/** A board of this moment, and who of its cohort is to get it, by what they ask. */
interface Cohort {
  readonly board: unknown;
  readonly number: number;
  readonly asking: Map<string, Watcher[]>;
}

/**
 * Live boards of one session: read once a change, built once a cohort, executed once a question, and the same bytes
 * sent to everybody who shares them. Boards that would look the same are not sent again, so that nobody can count
 * marks that he may not see. ARCHITECTURE §6.
 */
class Channel {
  readonly watchers = new Set<Watcher>();
  /** Boards told apart by number, so that a watcher needs to remember no text. */
  private readonly boards = new Map<string, { text: string; number: number }>();
  private numbers = 0;
  private timer: NodeJS.Timeout | undefined;
  private lastFlush = 0;
  private running = false;
  private again = false;

  constructor(
    private readonly sessionId: string,
    private readonly sources: LiveSources,
    private readonly presence: Presence,
    private readonly intervalMs: number,
    private readonly fault: (error: unknown) => void,
  ) {}

  /** A change: at once if the last board is old enough, else when it is. */
  changed(): void {
    if (this.timer) return;
    const wait = Math.max(0, this.lastFlush + this.intervalMs - Date.now());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.lastFlush = Date.now();
      void this.flush();
    }, wait);
  }

  /** Somebody new: as soon as this turn of the event loop is over, together with all who came in it. */
  arrived(): void {
    setImmediate(() => void this.flush());
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private async flush(): Promise<void> {
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = true;
    try {
      await this.send();
    } catch (error) {
      this.fault(error);
      // The cause goes along, so that the socket masks it as it masks every fault.
      const cause = new GraphQLError('no board', {
        originalError: error instanceof Error ? error : new Error(String(error)),
      });
      for (const watcher of this.watchers) if (watcher.shown === undefined) watcher.admit(cause);
      this.retry();
    } finally {
      this.running = false;
    }
    if (this.again) {
      this.again = false;
      void this.flush();
    }
  }

  /** What could not be read now must not wait for the next change: nobody may come to make one. */
  private retry(): void {
    this.timer ??= setTimeout(
      () => {
        this.timer = undefined;
        void this.flush();
      },
      Math.max(RETRY_MS, this.intervalMs),
    );
  }

  private async send(): Promise<void> {
    const watchers = [...this.watchers];
    if (watchers.length === 0) return;
    const state = await this.sources.read(this.sessionId);
    const lapsed = await this.sources.lapsed(watchers.map(({ viewer }) => viewer));
    const cohorts = new Map<string, Cohort>();
    const rightsOf = new Map<string, Rights | null>();
    for (const watcher of watchers) {
      const ended = lapsed.get(watcher.viewer);
      const rights = state && !ended ? this.rights(state, watcher.viewer, rightsOf) : null;
      if (!state || !rights) {
        this.end(watcher, ended ?? forbidden());
        continue;
      }
      const cohort = cohorts.get(rights.key) ?? this.cohort(state, rights);
      cohorts.set(rights.key, cohort);
      if (rights.member && !watcher.leave)
        watcher.leave = this.presence.arrive(this.sessionId, rights.member.id);
      if (watcher.shown === cohort.number) continue;
      watcher.shown = cohort.number;
      const asking = cohort.asking.get(watcher.question);
      if (asking) asking.push(watcher);
      else cohort.asking.set(watcher.question, [watcher]);
    }
    for (const { board, asking } of cohorts.values())
      for (const askers of asking.values()) void this.sendTo(askers, board);
  }

  /** One execution and one text for all who ask the same in the same cohort. */
  private async sendTo(askers: readonly Watcher[], board: unknown): Promise<void> {
    try {
      const payload = await this.answer(askers[0]!.args, board);
      for (const { admit, sender } of askers) {
        admit(undefined);
        sender.send(payload);
      }
    } catch (error) {
      this.fault(error);
    }
  }

  /** One principal looks the same through all his sockets; the public of a session's room is one principal. */
  private rights(state: SessionState, viewer: Viewer, known: Map<string, Rights | null>): Rights | null {
    const onlooker = onlookerOf(viewer);
    const principal =
      onlooker.kind === 'SEAT'
        ? `${onlooker.sessionId}/${onlooker.memberId}`
        : onlooker.kind === 'ACCOUNT'
          ? onlooker.accountId
          : `${onlooker.sessionId}/ROOM`;
    const found = known.get(principal);
    if (found !== undefined) return found;
    const rights = rightsIn(state, onlooker);
    known.set(principal, rights);
    return rights;
  }

  private cohort(state: SessionState, rights: Rights): Cohort {
    const board = buildBoard(state, rights, this.sources);
    const text = JSON.stringify({ ...board, revision: 0 });
    const last = this.boards.get(rights.key);
    if (last?.text === text) return { board, number: last.number, asking: new Map() };
    const number = (this.numbers += 1);
    this.boards.set(rights.key, { text, number });
    return { board, number, asking: new Map() };
  }

  /** The bytes that go to everybody; they pass no other hand, so faults are masked here. */
  private async answer(args: ExecutionArgs, board: unknown): Promise<Buffer> {
    const { data, errors } = await execute({ ...args, rootValue: board });
    const log: FaultLog = {
      error: (details, message) => this.fault(new Error(message, { cause: details })),
    };
    const masked = errors?.map((error) => maskError(error.toJSON(), error, log));
    return payloadOf({ ...(data !== undefined && { data }), ...(masked && { errors: masked }) });
  }

  private end(watcher: Watcher, reason: GraphQLError): void {
    if (watcher.shown === undefined) watcher.admit(reason);
    else watcher.sender.fail([reason.toJSON()]);
    watcher.finish();
  }
}

const RETRY_MS = 500;

/** All live boards of this node. */
export class LiveBoards {
  private readonly channels = new Map<string, Channel>();

  constructor(
    private readonly sources: LiveSources,
    private readonly presence: Presence,
    bus: EventBus,
    private readonly intervalMs: number,
    private readonly fault: (error: unknown) => void,
  ) {
    bus.listen((fact) => {
      if (fact.sessionId === null) for (const channel of this.channels.values()) channel.changed();
      else this.touch(fact.sessionId);
    });
  }

  /** Something that the board shows may have changed. */
  touch(sessionId: string): void {
    this.channels.get(sessionId)?.changed();
  }

  /** How many streams are open. */
  get watching(): number {
    return [...this.channels.values()].reduce((sum, { watchers }) => sum + watchers.size, 0);
  }

  /**
   * Serves one subscription of `sessionBoard`. The boards go straight to the socket; what is returned only keeps the
   * operation open until it ends.
   */
  async subscribe(
    args: ExecutionArgs,
    sessionId: string,
    viewer: Viewer,
    sender: LatestSender,
  ): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
    if (!isIdentifier(sessionId)) return { errors: [forbidden()] };
    const stranger = refusedOutright(viewer);
    if (stranger) return { errors: [stranger] };
    // Facts name sessions in small letters, however somebody wrote this one.
    const id = sessionId.toLowerCase();
    const channel = this.open(id);
    const over = deferred<void>();
    const admitted = deferred<GraphQLError | undefined>();
    const watcher: Watcher = {
      viewer,
      args,
      question: questionOf(args),
      sender,
      admit: admitted.resolve,
      finish: over.resolve,
    };
    const leave = () => {
      watcher.leave?.();
      channel.watchers.delete(watcher);
      if (channel.watchers.size === 0 && this.channels.get(id) === channel) {
        channel.stop();
        this.channels.delete(id);
      }
      over.resolve();
    };
    channel.watchers.add(watcher);
    void over.promise.then(leave);
    channel.arrived();
    const refused = await admitted.promise;
    if (refused) {
      leave();
      return { errors: [refused] };
    }
    return silentStream(over.promise, leave);
  }

  private open(sessionId: string): Channel {
    const known = this.channels.get(sessionId);
    if (known) return known;
    const channel = new Channel(sessionId, this.sources, this.presence, this.intervalMs, this.fault);
    this.channels.set(sessionId, channel);
    return channel;
  }
}

/** Whoever can have no board must not even wait among those who have one: a throw there would cost them theirs. */
function refusedOutright(viewer: Viewer): GraphQLError | null {
  try {
    onlookerOf(viewer);
    return null;
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}
