import type { GraphQLError } from 'graphql';
import type { IsoDate } from '../../domain/decrees.js';
import type { Viewer } from '../../platform/viewer.js';
import type { LiveBoards } from './live-boards.js';

/** What is asked of the database, each in one question for all. */
export interface MissedChangesSources {
  revisions(sessionIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** The day in Vietnam by the database's clock, by which it says who is in office. */
  today(): Promise<IsoDate>;
  lapsed(viewers: readonly Viewer[]): Promise<ReadonlyMap<Viewer, GraphQLError>>;
}

/** How often, in milliseconds: as long as a board may stand still that nobody said was old. */
const LOOK_EVERY = 3_000;

/**
 * Finds what nobody told this node: a change by a node that died before it could say so, a message that was lost, a second
 * server that was started by mistake without a bus; and what nobody did: terms that end, or begin, at midnight. While all
 * goes well it finds nothing, and asks little.
 */
export class MissedChanges {
  private looking = false;
  /** As of the last look; the first one touches all, for nobody knows since when they have been followed. */
  private day: IsoDate | undefined;

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
      const day = await this.sources.today();
      const isNewDay = day !== this.day;
      this.day = day;
      for (const { sessionId, revision, viewers } of followed) {
        const isOld = isNewDay || (revisions.get(sessionId) ?? 0) > revision;
        if (isOld || viewers.some((viewer) => lapsed.has(viewer))) this.live.touch(sessionId);
      }
    } catch {
      // The database is away, which every board and every save says by itself.
    } finally {
      this.looking = false;
    }
  }
}
