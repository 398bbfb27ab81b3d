import type { EntityManager } from 'typeorm';
import { Intake, type Settled } from '../../platform/intake.js';
import type { Prepared } from '../../platform/pipeline.js';
import { runPrepared } from '../../platform/prepared.js';
import type { Viewer } from '../../platform/viewer.js';
import { cureOf } from '../../platform/whose-fault.js';
import { standingColumns, standingOf, type StandingRow } from '../accounts/sign-in-standing.js';
import { keysOf, lapsedAmong } from '../accounts/viewers.js';
import { SHEET_SUMMARY } from '../sessions/session-query.js';
import type { SessionState } from '../sessions/session-state.js';
import { type SavedSheets, withSaves } from '../sessions/with-saves.js';
import type { Look } from './look.js';

/** A session as it was last read, and who is to get a board of it. */
interface Asked {
  readonly known: SessionState;
  readonly viewers: readonly Viewer[];
}

/**
 * What every board needs anew while nothing but marks changes, of all who ask at the same moment, as of one moment: how
 * far the sessions have come ($1), the sheets on their tables, and how it stands with the sign-ins ($2) and screens ($3) of
 * those who watch.
 */
const READ_SAVES: Prepared = {
  name: 'read_saves',
  text: `
select coalesce((select json_agg(json_build_object('id', s.id, 'revision', s.revision, 'saves', s.saves, 'sheets', coalesce((
    select json_agg(json_build_object(${SHEET_SUMMARY})) from sheet h where h.evaluation_id = s.on_table_id), '[]')))
  from session s where s.id = any($1::uuid[])), '[]') as sessions, ${standingColumns('$2', '$3')}`,
};

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
    cureOf,
    MOST,
    LANES,
  );

  constructor(private readonly reader: EntityManager) {}

  /** @returns null where the session has to be read whole: more has changed */
  readonly reread = (known: SessionState, viewers: readonly Viewer[]): Promise<Look | null> =>
    this.intake.add({ known, viewers });

  private async settle(asked: readonly Asked[]): Promise<Settled<Look | null>[]> {
    const sessionIds = [...new Set(asked.map(({ known }) => known.id))];
    const { loginIds, linkIds } = keysOf(asked.flatMap(({ viewers }) => viewers));
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
  }
}
