import type { ExecutionArgs, GraphQLError } from 'graphql';
import type { LatestSender } from '../../platform/latest-sender.js';
import type { Viewer } from '../../platform/viewer.js';

/** One stream of boards. */
export interface Watcher {
  readonly sender: LatestSender;
  /** Number of the board last sent; 0 before the first. */
  shown: number;
  /** Number of the board that is being made for it, else 0; an older one that comes later is not sent any more. */
  awaited: number;
  /** Says that a member's device left; null for whoever has no seat, and before the first board. */
  leave: (() => void) | null;
  /** Settles the first board: admitted, or why not. */
  readonly admit: (refused: GraphQLError | undefined) => void;
  readonly finish: () => void;
}

/** All streams of one sign-in or screen that ask the same: what one of them may see, all may. */
export class Circle {
  /** Who has a board, or has one being made. */
  readonly served = new Set<Watcher>();
  /** Who waits for the first, in the order in which they came, each with how many had come to the session by then. */
  readonly waiting = new Map<Watcher, number>();
  /** The board that all who are served have, or have being made; 0 where they may differ. */
  board = 0;

  /** @param question same document, operation and variables */
  constructor(
    readonly viewer: Viewer,
    readonly args: ExecutionArgs,
    readonly question: string,
  ) {}

  get size(): number {
    return this.served.size + this.waiting.size;
  }

  /** Everybody who had come by then. */
  *present(moment: number): Generator<Watcher> {
    yield* this.served;
    for (const [watcher, came] of this.waiting) if (came <= moment) yield watcher;
  }

  /**
   * Those who had come by then and lack this board; from now on they are served, and it is theirs. Where all have it, it
   * costs nothing to find that out, however many they are.
   */
  take(board: number, moment: number): Watcher[] {
    const lacking: Watcher[] = [];
    if (this.board !== board)
      for (const watcher of this.served)
        if ((watcher.awaited || watcher.shown) !== board) lacking.push(watcher);
    for (const [watcher, came] of this.waiting) {
      if (came > moment) break;
      this.waiting.delete(watcher);
      this.served.add(watcher);
      lacking.push(watcher);
    }
    this.board = board;
    return lacking;
  }
}

/** The watchers of one session, in circles: a hall of a thousand screens with one link is judged once, not each time. */
export class Circles {
  private readonly byKey = new Map<string, Circle>();
  private count = 0;
  /** How many have come so far. */
  moment = 0;

  get size(): number {
    return this.count;
  }

  /** @returns how to leave; leaving twice does nothing */
  join(viewer: Viewer, question: string, args: ExecutionArgs, watcher: Watcher): () => void {
    const key = `${signInOf(viewer)} ${question}`;
    const circle = this.byKey.get(key) ?? new Circle(viewer, args, question);
    this.byKey.set(key, circle);
    circle.waiting.set(watcher, (this.moment += 1));
    this.count += 1;
    return () => {
      if (!circle.served.delete(watcher) && !circle.waiting.delete(watcher)) return;
      this.count -= 1;
      if (circle.size === 0 && this.byKey.get(key) === circle) this.byKey.delete(key);
    };
  }

  /** All that there are at this moment. */
  all(): readonly Circle[] {
    return [...this.byKey.values()];
  }
}

/** What may end: the sign-in of a person or a seat, the link of a screen. */
function signInOf(viewer: Viewer): string {
  switch (viewer.kind) {
    case 'ACCOUNT':
    case 'SEAT':
      return viewer.loginId;
    case 'ROOM':
      return viewer.linkId;
    default:
      return viewer.kind;
  }
}
