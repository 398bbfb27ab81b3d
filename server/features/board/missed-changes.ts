import type { GraphQLError } from 'graphql';
import type { Viewer } from '../../platform/viewer.js';
import type { LiveBoards } from './live-boards.js';

/** What is asked of the database, each in one question for all. */
export interface MissedChangesSources {
  revisions(sessionIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  lapsed(viewers: readonly Viewer[]): Promise<ReadonlyMap<Viewer, GraphQLError>>;
}

/** How often, in milliseconds: as long as a board may stand still that nobody said was old. */
const LOOK_EVERY = 3_000;

/**
 * Finds what nobody told this node: a change by a node that died before it could say so, a message that was lost, a second
 * server that was started by mistake without a bus. While all goes well it finds nothing, and asks little.
 */
export class MissedChanges {
  private looking = false;

  constructor(
    private readonly live: LiveBoards,
    private readonly sources: MissedChangesSources,
  ) {}

  /** @returns how to stop */
  watch(every = LOOK_EVERY): () => void {
    const timer = setInterval(() => void this.look(), every).unref();
    return () => clearInterval(timer);
  }

  private async look(): Promise<void> {
    const { followed } = this.live;
    if (this.looking || followed.length === 0) return;
    this.looking = true;
    try {
      const revisions = await this.sources.revisions(followed.map(({ sessionId }) => sessionId));
      const lapsed = await this.sources.lapsed(followed.flatMap(({ viewers }) => viewers));
      for (const { sessionId, revision, viewers } of followed) {
        const isOld = (revisions.get(sessionId) ?? 0) > revision;
        if (isOld || viewers.some((viewer) => lapsed.has(viewer))) this.live.touch(sessionId);
      }
    } catch {
      // The database is away, which every board and every save says by itself.
    } finally {
      this.looking = false;
    }
  }
}
