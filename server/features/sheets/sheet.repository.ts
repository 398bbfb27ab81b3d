import type { EntityManager } from 'typeorm';
import { indexCard } from '../../domain/card-index.js';
import type { Choice } from '../../domain/marks.js';
import type { Scorecard } from '../../domain/scorecard.js';
import type { SheetTotal } from '../../domain/totals.js';
import type { AnyTx } from '../../platform/pipeline.js';
import { runPrepared } from '../../platform/prepared.js';
import { READ_SIGN_IN_ENDS } from '../accounts/sign-in-standing.js';
import {
  LOCK_SESSIONS,
  LOCK_FREE_SESSIONS,
  READ_STANDINGS,
  READ_FOR_SAVES,
  READ_MARKS,
  WRITE_SAVES,
} from './sheet-statements.js';
import type { HaveCards } from '../sessions/session.repository.js';
import type { SignInEnd } from '../../platform/viewer.js';
import type { SheetIdentity, SheetMark, SheetStanding } from './sheet.js';

interface MarkRow {
  readonly criterion: string;
  readonly choice: Choice['kind'] | null;
  readonly levels: number[];
  readonly points: number;
  readonly remark: string | null;
}

/** A sheet's rows after one save of a batch. */
export interface WrittenSave {
  readonly sheetId: string;
  readonly saveId: string;
  readonly version: number;
  readonly written: readonly SheetMark[];
  readonly cleared: readonly string[];
  readonly total: SheetTotal;
  readonly enteredAt: Date;
  readonly card: Scorecard;
}

/** The version that an earlier delivery of a save had brought its sheet to. */
export interface SettledSave {
  readonly saveId: string;
  readonly sheetId: string;
  readonly version: number;
}

export interface NewAttempt {
  readonly sheetId: string;
  readonly attempt: number;
  readonly total: SheetTotal;
  readonly marks: readonly SheetMark[];
  readonly opinion: string | null;
  readonly receipt: string;
  readonly submittedAt: Date;
}

const IDENTITY = `
  select h.id, e.session_id as "sessionId", h.evaluation_id as "evaluationId", h.member_id as "memberId",
    coalesce(m.full_name, m.title || ', ' || m.institution) as "memberLabel", m.account_id as "accountId",
    d.has_story as "hasStory"
  from sheet h join evaluation e on e.id = h.evaluation_id
  join council_member m on m.id = h.member_id join dossier d on d.id = e.dossier_id`;

/** Sheets, marks and attempts in PostgreSQL; sets of rows at a time, because every member of every council writes here. */
export class SheetRepository {
  /** @param haveCards  of what was read, before anybody looks for them */
  constructor(private readonly haveCards: HaveCards = () => Promise.resolve()) {}

  async identities(tx: EntityManager, sheetIds: readonly string[]): Promise<SheetIdentity[]> {
    return tx.query<SheetIdentity[]>(`${IDENTITY} where h.id = any($1::uuid[])`, [sheetIds]);
  }

  /** Makes the member's sheet if there is none; harmless when repeated. */
  async ensure(tx: EntityManager, evaluationId: string, memberId: string): Promise<string> {
    await tx.query(
      `insert into sheet (evaluation_id, member_id, attempt)
       select id, $2, attempt from evaluation where id = $1
       on conflict (evaluation_id, member_id) do nothing`,
      [evaluationId, memberId],
    );
    const rows = await tx.query<{ id: string }[]>(
      'select id from sheet where evaluation_id = $1 and member_id = $2',
      [evaluationId, memberId],
    );
    return rows[0]!.id;
  }

  /** The voting member whom the asker is in the session of this evaluation; null for anybody else. */
  async voter(
    tx: EntityManager,
    evaluationId: string,
    asker: {
      readonly memberId: string | null;
      readonly accountId: string | null;
      readonly sessionId?: string;
    },
  ): Promise<{ memberId: string; voting: boolean } | null> {
    const rows = await tx.query<{ memberId: string; voting: boolean }[]>(
      `select m.id as "memberId", m.voting
       from evaluation e join session s on s.id = e.session_id join council_member m on m.council_id = s.council_id
       where e.id = $1 and (m.id = $2 or m.account_id = $3) and ($4::uuid is null or s.id = $4)
         and m.member_from <= (coalesce(s.opened_at, now()) at time zone 'Asia/Ho_Chi_Minh')::date
         and (m.member_to is null or m.member_to >= (coalesce(s.opened_at, now()) at time zone 'Asia/Ho_Chi_Minh')::date)`,
      [evaluationId, asker.memberId, asker.accountId, asker.sessionId ?? null],
    );
    return rows[0] ?? null;
  }

  /** Of these sessions those whose turn it is at once; the others are held by somebody. */
  async lockFreeSessions(tx: AnyTx, sessionIds: readonly string[]): Promise<Set<string>> {
    const rows = await runPrepared<{ id: string }>(tx, LOCK_FREE_SESSIONS, [sessionIds]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Waits for its turn on every session of a batch, always in the same order, so that batches cannot lock each other out. */
  async lockSessions(tx: AnyTx, sessionIds: readonly string[]): Promise<void> {
    await runPrepared(tx, LOCK_SESSIONS, [sessionIds]);
  }

  async standings(tx: EntityManager, sheetIds: readonly string[]): Promise<Map<string, SheetStanding>> {
    const rows = await runPrepared<SheetStanding>(tx, READ_STANDINGS, [sheetIds]);
    await this.haveCardsOf(rows);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** All that a batch of saves is judged by but the marks, in one reading. */
  async readForSaves(
    tx: AnyTx,
    sheetIds: readonly string[],
    loginIds: readonly string[],
    saveIds: readonly string[],
  ): Promise<{
    standings: Map<string, SheetStanding>;
    ends: Map<string, SignInEnd | null>;
    settled: Map<string, SettledSave>;
    /** What will stand in the sheets as the time at which they were written by this transaction. */
    savedAt: string;
  }> {
    const [row] = await runPrepared<{
      standings: (Omit<SheetStanding, 'submittedAt'> & { submittedAt: string | null })[];
      ends: { id: string; ended: SignInEnd | null }[];
      settled: SettledSave[];
      savedAt: string;
    }>(tx, READ_FOR_SAVES, [sheetIds, loginIds, saveIds]);
    const { standings, ends, settled, savedAt } = row!;
    await this.haveCardsOf(standings);
    return {
      // Through JSON a moment comes as text.
      standings: new Map(
        standings.map((one) => [
          one.id,
          { ...one, submittedAt: one.submittedAt === null ? null : new Date(one.submittedAt) },
        ]),
      ),
      ends: new Map(ends.map(({ id, ended }) => [id, ended])),
      settled: new Map(settled.map((save) => [save.saveId, save])),
      savedAt,
    };
  }

  private haveCardsOf(standings: readonly { readonly criteriaSetCode: string }[]): Promise<void> {
    return this.haveCards(standings.map(({ criteriaSetCode }) => criteriaSetCode));
  }

  /** Why each of these sign-ins ended, null while it holds; a device whose seat was taken over must not write. */
  async signInEnds(tx: EntityManager, loginIds: readonly string[]): Promise<Map<string, SignInEnd | null>> {
    const rows = await runPrepared<{ id: string; ended: SignInEnd | null }>(tx, READ_SIGN_IN_ENDS, [
      loginIds,
    ]);
    return new Map(rows.map(({ id, ended }) => [id, ended]));
  }

  async marks(tx: AnyTx, sheetIds: readonly string[]): Promise<Map<string, SheetMark[]>> {
    const rows = await runPrepared<MarkRow & { sheetId: string }>(tx, READ_MARKS, [sheetIds]);
    const bySheet = new Map<string, SheetMark[]>(sheetIds.map((id) => [id, []]));
    for (const row of rows) bySheet.get(row.sheetId)?.push(markOf(row));
    return bySheet;
  }

  /** Writes a whole batch in one statement: marks, cleared marks, sheets, the journal of saves, the revisions. */
  async writeSaves(
    tx: AnyTx,
    saves: readonly WrittenSave[],
    sessionIds: readonly string[],
  ): Promise<Map<string, number>> {
    const marks = saves.flatMap((save) => save.written.map((mark) => ({ save, mark })));
    const gone = saves.flatMap((save) =>
      save.cleared.map((criterion) => ({ sheetId: save.sheetId, criterion })),
    );
    const rows = await runPrepared<{ id: string; revision: number }>(tx, WRITE_SAVES, [
      marks.map(({ save }) => save.sheetId),
      marks.map(({ mark }) => mark.criterion),
      marks.map(({ save, mark }) => indexCard(save.card).byCode.get(mark.criterion)!.partIndex),
      marks.map(({ mark }) => mark.choice?.kind ?? null),
      // A two-dimensional array would need rows of one length; a text that is cast back keeps each its own.
      marks.map(({ mark }) => `{${mark.choice?.kind === 'LEVELS' ? mark.choice.levels.join(',') : ''}}`),
      marks.map(({ mark }) => mark.points),
      marks.map(({ mark }) => mark.remark),
      marks.map(({ save }) => save.enteredAt),
      gone.map(({ sheetId }) => sheetId),
      gone.map(({ criterion }) => criterion),
      saves.map(({ sheetId }) => sheetId),
      saves.map(({ version }) => version),
      saves.map(({ total }) => total.points),
      saves.map(({ total }) => `{${total.parts.map(({ points }) => points).join(',')}}`),
      saves.map(({ total }) => total.scored),
      saves.map(({ saveId }) => saveId),
      saves.map(({ written, cleared }) => JSON.stringify({ written, cleared })),
      saves.map(({ enteredAt }) => enteredAt),
      sessionIds,
    ]);
    return new Map(rows.map(({ id, revision }) => [id, revision]));
  }

  async insertAttempt(tx: EntityManager, attempt: NewAttempt): Promise<void> {
    const { sheetId, total, marks, opinion, receipt, submittedAt } = attempt;
    const parts = total.parts.map(({ points }) => points);
    await tx.query(
      `insert into sheet_attempt (sheet_id, attempt, submitted_at, total, part_points, marks, opinion, receipt)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [sheetId, attempt.attempt, submittedAt, total.points, parts, JSON.stringify(marks), opinion, receipt],
    );
    await tx.query(
      `update sheet set state = 'SUBMITTED', version = version + 1, submitted_at = $2, receipt = $3, opinion = $4,
         attempt = $5, reason = null where id = $1`,
      [sheetId, submittedAt, receipt, opinion, attempt.attempt],
    );
  }

  async withdrawAttempt(tx: EntityManager, sheetId: string): Promise<void> {
    await tx.query(
      `update sheet_attempt set withdrawn_at = now()
       where id = (select id from sheet_attempt where sheet_id = $1 and withdrawn_at is null
                   order by seq desc limit 1)`,
      [sheetId],
    );
    await tx.query(
      `update sheet set state = 'DRAFT', version = version + 1, submitted_at = null, receipt = null where id = $1`,
      [sheetId],
    );
  }

  /** The support team's provisional points by criterion (R 8.10). */
  async supportPoints(tx: EntityManager, evaluationId: string): Promise<Map<string, number>> {
    const rows = await tx.query<{ criterion: string; points: number }[]>(
      `select a.criterion, a.points from assessment a join evaluation e on e.dossier_id = a.dossier_id
       where e.id = $1 and a.author = 'SUPPORT_TEAM' and a.points is not null`,
      [evaluationId],
    );
    return new Map(rows.map(({ criterion, points }) => [criterion, points]));
  }
}

function markOf({ criterion, choice, levels, points, remark }: MarkRow): SheetMark {
  if (choice === 'LEVELS') return { criterion, choice: { kind: 'LEVELS', levels }, points, remark };
  return { criterion, choice: choice && { kind: choice }, points, remark };
}
