import type { EntityManager } from 'typeorm';
import { Intake, type Settled } from '../../platform/intake.js';
import { runPrepared } from '../../platform/prepared.js';
import type { Viewer } from '../../platform/viewer.js';
import { standingOf, type StandingRow } from '../accounts/sign-in-standing.js';
import { keysOf, lapsedAmong } from '../accounts/viewers.js';
import { READ_SAVES } from '../sessions/saves-query.js';
import type { SessionState } from '../sessions/session-state.js';
import { type SavedSheets, withSaves } from '../sessions/with-saves.js';
import type { Look } from './look.js';

/** A session as it was last read, and who is to get a board of it. */
interface Asked {
  readonly known: SessionState;
  readonly viewers: readonly Viewer[];
}

/** Questions under way at once: a hall with thousands of sign-ins must not hold up all other councils. */
const LANES = 2;
/** Sessions of one question. */
const MOST = 128;

/**
 * Reads again, of sessions that were read whole before, what a save can change, and whether those who watch still may:
 * of all councils that are due at the same moment in one question.
 */
export class Rereads {
  private readonly intake = new Intake<Asked, Look | null>(
    (asked) => this.settle(asked),
    () => 'NONE',
    MOST,
    LANES,
  );

  constructor(private readonly reader: EntityManager) {}

  /** @returns null where the session has to be read whole: more has changed, or this could not be found out */
  readonly reread = (known: SessionState, viewers: readonly Viewer[]): Promise<Look | null> =>
    this.intake.add({ known, viewers });

  private async settle(asked: readonly Asked[]): Promise<Settled<Look | null>[]> {
    const sessionIds = [...new Set(asked.map(({ known }) => known.id))];
    const { loginIds, linkIds } = keysOf(asked.flatMap(({ viewers }) => viewers));
    try {
      const [row] = await runPrepared<StandingRow & { sessions: readonly SavedSheets[] }>(
        this.reader,
        READ_SAVES,
        [sessionIds, loginIds, linkIds],
      );
      const standing = standingOf(row!);
      const found = new Map(row!.sessions.map((saved) => [saved.id, saved]));
      return asked.map(({ known, viewers }) => {
        const saved = found.get(known.id);
        const state = saved ? withSaves(known, saved) : null;
        return { answer: state && { state, lapsed: lapsedAmong(viewers, standing) } };
      });
    } catch {
      // Whoever then reads the whole session hears of the fault, and tries again in his own time.
      return asked.map(() => ({ answer: null }));
    }
  }
}
