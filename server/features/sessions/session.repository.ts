import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../domain/decrees.js';
import type { Regulation } from '../../domain/regulation.js';
import { runPrepared } from '../../platform/prepared.js';
import type { Change } from './change.js';
import { READ_SESSION } from './session-query.js';
import type { EvaluationState, SessionState } from './session-state.js';
import { writeChange } from './write-change.js';

/**
 * Sees to it that scorecards a row of the database names are on the shelf: one may have been published over another node
 * that died before it could say so.
 */
export type HaveCards = (codes: readonly string[]) => Promise<void>;

/** Sessions in PostgreSQL. The session's row is the lock under which everything of the session happens. */
export class SessionRepository {
  /** @param haveCards  of what was read, before anybody looks for them */
  constructor(private readonly haveCards: HaveCards = () => Promise.resolve()) {}

  /**
   * The session as it stands.
   * @param withSheets evaluations whose sheets are wanted besides those on the table
   */
  async read(
    tx: EntityManager,
    sessionId: string,
    withSheets: readonly string[] = [],
  ): Promise<SessionState | null> {
    const rows = await runPrepared<{ state: SessionState }>(tx, READ_SESSION, [sessionId, withSheets]);
    return this.complete(rows[0]?.state);
  }

  /** What the statement `READ_SESSION` found, if anything; the cards that it names are there from then on. */
  async complete(found: SessionState | null | undefined): Promise<SessionState | null> {
    if (!found) return null;
    await this.haveCards(found.evaluations.map(({ criteriaSetCode }) => criteriaSetCode));
    return { ...found, evaluations: found.evaluations.map(carryRecusals) };
  }

  /** Waits for its turn on the session; must be a statement of its own, so that later reads see what was waited for. */
  async lock(tx: EntityManager, sessionId: string): Promise<void> {
    await tx.query('select id from session where id = $1 for no key update', [sessionId]);
  }

  async write(tx: EntityManager, sessionId: string, changes: readonly Change[]): Promise<void> {
    // Dossiers last and in one order everywhere: two sessions that free and take them must not wait for each other.
    const dossiers = changes
      .filter((change) => change.on === 'dossier')
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const change of changes) if (change.on !== 'dossier') await writeChange(tx, sessionId, change);
    for (const change of dossiers) await writeChange(tx, sessionId, change);
  }

  /** @returns the new revision */
  async bump(tx: EntityManager, sessionId: string): Promise<number> {
    const [rows] = await tx.query<[{ revision: number }[], number]>(
      'update session set revision = revision + 1 where id = $1 returning revision',
      [sessionId],
    );
    return rows[0]?.revision ?? 0;
  }

  /** How far each of these sessions has come. */
  async revisions(tx: EntityManager, sessionIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await tx.query<{ id: string; revision: number }[]>(
      'select id, revision from session where id = any($1::uuid[])',
      [sessionIds],
    );
    return new Map(rows.map(({ id, revision }) => [id, revision]));
  }

  /** The day in Vietnam by the clock that says who is in office. */
  async today(tx: EntityManager): Promise<IsoDate> {
    const [{ day }] = await tx.query<[{ day: IsoDate }]>(
      `select (now() at time zone 'Asia/Ho_Chi_Minh')::date::text as day`,
    );
    return day;
  }

  /** The regulation that an opened session has pinned. */
  readonly regulation = async (tx: EntityManager, sessionId: string): Promise<Regulation> => {
    const rows = await tx.query<{ settings: Regulation }[]>(
      'select r.settings from session s join regulation r on r.id = s.regulation_id where s.id = $1',
      [sessionId],
    );
    if (!rows[0]) throw new Error(`session ${sessionId} has pinned no regulation`);
    return rows[0].settings;
  };

  async sessionOfEvaluation(tx: EntityManager, evaluationId: string): Promise<string | null> {
    const rows = await tx.query<{ id: string }[]>('select session_id as id from evaluation where id = $1', [
      evaluationId,
    ]);
    return rows[0]?.id ?? null;
  }

  async evaluationOfFinding(tx: EntityManager, findingId: string): Promise<string | null> {
    const rows = await tx.query<{ id: string }[]>('select evaluation_id as id from finding where id = $1', [
      findingId,
    ]);
    return rows[0]?.id ?? null;
  }

  async evaluationOfSheet(tx: EntityManager, sheetId: string): Promise<string | null> {
    const rows = await tx.query<{ id: string }[]>('select evaluation_id as id from sheet where id = $1', [
      sheetId,
    ]);
    return rows[0]?.id ?? null;
  }
}

/** Whoever took no part the last time takes none now: from the start, before there is a sheet that says so (R 8.14). */
function carryRecusals(evaluation: EvaluationState): EvaluationState {
  const carried = evaluation.earlierRecusals.map(({ memberId }) => memberId);
  if (carried.length === 0) return evaluation;
  return { ...evaluation, recusedIds: [...new Set([...evaluation.recusedIds, ...carried])] };
}
