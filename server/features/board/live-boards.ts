import { GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { EventBus } from '../../platform/event-bus.js';
import { forbidden } from '../../platform/authorize.js';
import type { LatestSender } from '../../platform/latest-sender.js';
import type { Presence } from '../../platform/presence.js';
import type { Viewer } from '../../platform/viewer.js';
import { isIdentifier } from '../../platform/wording.js';
import { onlookerOf } from './boards.js';
import type { Watcher } from './circles.js';
import { LiveChannel, type LiveSources } from './live-channel.js';
import { questionOf } from './question-of.js';
import { deferred, silentStream } from './silent-stream.js';

/** A session that somebody follows. */
export interface Followed {
  readonly sessionId: string;
  readonly revision: number;
  readonly viewers: readonly Viewer[];
}

/** All live boards of this node. */
export class LiveBoards {
  private readonly channels = new Map<string, LiveChannel>();
  private ended = false;

  constructor(
    private readonly sources: LiveSources,
    private readonly presence: Presence,
    bus: EventBus,
    private readonly intervalMs: number,
    private readonly report: (error: unknown) => void,
  ) {
    bus.listen((fact) => {
      if (fact.kind === 'sessionChanged') this.changed(fact.sessionId);
      else if (fact.kind === 'rightsChanged' && fact.sessionId !== null) this.touch(fact.sessionId);
      else if (fact.kind === 'rightsChanged' || fact.kind === 'factsMissed')
        for (const channel of this.channels.values()) channel.touched();
    });
  }

  /** What a revision tells of has changed, or who is connected, which no reading of the session knows. */
  changed(sessionId: string): void {
    this.channels.get(sessionId)?.changed();
  }

  /** Something that the board shows may have changed, be it that no revision tells of it. */
  touch(sessionId: string): void {
    this.channels.get(sessionId)?.touched();
  }

  /**
   * The sessions that somebody follows here, as they were last read, and who follows: each sign-in or screen once. Without
   * those whose boards could not be made: they are tried again anyway, and no sooner than their pause says.
   */
  get followed(): readonly Followed[] {
    return [...this.channels].flatMap(([sessionId, { revision, circles, isMending }]) => {
      const viewers = circles.all().map(({ viewer }) => viewer);
      return isMending ? [] : [{ sessionId, revision, viewers }];
    });
  }

  /**
   * Makes no more boards. Ctrl-C also reaches the embedded database, which may be gone before the sockets are: a board
   * that could not be read by then is no fault.
   */
  stop(): void {
    this.ended = true;
    for (const channel of this.channels.values()) channel.stop();
  }

  private readonly fault = (error: unknown): void => {
    if (!this.ended) this.report(error);
  };

  /** How many streams are open. */
  get watching(): number {
    return [...this.channels.values()].reduce((sum, { circles }) => sum + circles.size, 0);
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
      sender,
      shown: 0,
      awaited: 0,
      leave: null,
      admit: admitted.resolve,
      finish: over.resolve,
    };
    const part = channel.circles.join(viewer, questionOf(args), args, watcher);
    const leave = () => {
      watcher.leave?.();
      // A board that is being made is no longer for it.
      watcher.awaited = 0;
      part();
      if (channel.circles.size === 0 && this.channels.get(id) === channel) {
        channel.stop();
        this.channels.delete(id);
      }
      over.resolve();
    };
    void over.promise.then(leave);
    channel.arrived();
    const refused = await admitted.promise;
    if (refused) {
      leave();
      return { errors: [refused] };
    }
    return silentStream(over.promise, leave);
  }

  private open(sessionId: string): LiveChannel {
    const known = this.channels.get(sessionId);
    if (known) return known;
    const channel = new LiveChannel(sessionId, this.sources, this.presence, this.intervalMs, this.fault);
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
