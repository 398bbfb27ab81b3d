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
export interface Circle {
  readonly viewer: Viewer;
  readonly args: ExecutionArgs;
  /** Same document, operation and variables. */
  readonly question: string;
  readonly watchers: Set<Watcher>;
}

/** The watchers of one session, in circles: a hall of a thousand screens with one link is judged once, not each time. */
export class Circles {
  private readonly byKey = new Map<string, Circle>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** @returns how to leave; leaving twice does nothing */
  join(viewer: Viewer, question: string, args: ExecutionArgs, watcher: Watcher): () => void {
    const key = `${signInOf(viewer)} ${question}`;
    const circle = this.byKey.get(key) ?? { viewer, args, question, watchers: new Set() };
    this.byKey.set(key, circle);
    circle.watchers.add(watcher);
    this.count += 1;
    return () => {
      if (!circle.watchers.delete(watcher)) return;
      this.count -= 1;
      if (circle.watchers.size === 0 && this.byKey.get(key) === circle) this.byKey.delete(key);
    };
  }

  /** Who is there at this moment. */
  present(): { circle: Circle; present: readonly Watcher[] }[] {
    return [...this.byKey.values()].map((circle) => ({ circle, present: [...circle.watchers] }));
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
