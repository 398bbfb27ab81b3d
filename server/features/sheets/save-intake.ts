import { indexCard } from '../../domain/card-index.js';
import { Refusal } from '../../domain/refusal.js';
import type { Scorecard } from '../../domain/scorecard.js';
import { type SheetTotal, sheetTotal } from '../../domain/totals.js';
import { unauthenticated } from '../../platform/authorize.js';
import { Intake, type Settled } from '../../platform/intake.js';
import { batchCommitted, saveAnswered } from '../../platform/spots.js';
import type { Pipeline } from '../../platform/pipeline.js';
import type { Transactor } from '../../platform/transact.js';
import { cureOf } from '../../platform/whose-fault.js';
import type { SignInEnd } from '../../platform/viewer.js';
import type { CardShelf } from '../sessions/conduct.js';
import { checkCard, judgeSave, type JudgedSave, type Save } from './save-marks.js';
import type { SheetRepository, WrittenSave } from './sheet.repository.js';
import {
  scoredMarks,
  type ScoreSheet,
  type SheetIdentity,
  type SheetMark,
  type SheetStanding,
} from './sheet.js';

/** A save, with the sign-in it came through and the sheet it is for. */
export interface SeatedSave extends Save {
  readonly identity: SheetIdentity;
  readonly loginId: string;
}

export type SaveOutcome =
  | { readonly kind: 'SAVED'; readonly sheet: ScoreSheet }
  | { readonly kind: 'STALE'; readonly sheet: ScoreSheet };

/** What a batch has read of a sheet, and what it will be after the saves judged so far. */
interface Desk {
  readonly card: Scorecard;
  standing: SheetStanding;
  marks: readonly SheetMark[];
  /** What the marks add up to, once it has been reckoned. */
  total?: SheetTotal;
  /** One accepted save a sheet and batch; the next one waits for the next batch. */
  taken: boolean;
}

/** The marks of a sheet, and which writing of it they are of. */
interface Remembered {
  readonly version: number;
  readonly savedAt: string | null;
  readonly marks: readonly SheetMark[];
}

/**
 * The write path of marks: saves that arrive together go down in one transaction, under the locks of their sessions,
 * so that closing and saving cannot interleave. The answer goes out after the commit. ARCHITECTURE §5.
 */
export class SaveIntake {
  private readonly intake = new Intake<SeatedSave, SaveOutcome>((saves) => this.settle(saves, false), cureOf);
  /** Saves of sessions that somebody holds wait apart, each session by itself: one council never stops another. */
  private readonly held = new Map<string, { intake: Intake<SeatedSave, SaveOutcome>; saves: number }>();
  /**
   * Marks of sheets lately written, good while version and time of writing agree with the row read under the lock. The
   * version alone would not do: of a database that has taken over from one that is lost, the last saves may be missing,
   * and another node may have written others under the same numbers.
   */
  private readonly recent = new Map<string, Remembered>();

  constructor(
    private readonly transactor: Transactor,
    private readonly sheets: SheetRepository,
    private readonly cards: CardShelf,
  ) {}

  async save(save: SeatedSave): Promise<SaveOutcome> {
    const began = performance.now();
    const tell = (outcome: SaveOutcome['kind'] | 'REFUSED' | 'FAILED') =>
      saveAnswered.tell({ outcome, seconds: (performance.now() - began) / 1000 });
    try {
      const outcome = await this.settled(save);
      tell(outcome.kind);
      return outcome;
    } catch (error) {
      tell(isSaid(error) ? 'REFUSED' : 'FAILED');
      throw error;
    }
  }

  private async settled(save: SeatedSave): Promise<SaveOutcome> {
    let outcome = await orPostponed(this.intake.add(save));
    while (outcome === LATER || outcome === HELD) {
      outcome = await orPostponed(outcome === LATER ? this.intake.add(save) : this.wait(save));
    }
    return outcome;
  }

  /** Waits for the session's turn together with its other saves. */
  private async wait(save: SeatedSave): Promise<SaveOutcome> {
    const { sessionId } = save.identity;
    const lane = this.held.get(sessionId) ?? {
      intake: new Intake<SeatedSave, SaveOutcome>((saves) => this.settle(saves, true), cureOf),
      saves: 0,
    };
    this.held.set(sessionId, lane);
    lane.saves += 1;
    try {
      return await lane.intake.add(save);
    } finally {
      lane.saves -= 1;
      if (lane.saves === 0) this.held.delete(sessionId);
    }
  }

  /** @param patient wait for the sessions' turns; otherwise saves of a held session are sent away with HELD */
  private async settle(all: readonly SeatedSave[], patient: boolean): Promise<Settled<SaveOutcome>[]> {
    const began = performance.now();
    const remember: (() => void)[] = [];
    const settled = await this.transactor.runPipelined(async (pipeline, emit) => {
      const { free, standings, ends, known, savedAt } = await this.lockAndRead(pipeline, all, patient);
      const desks = await this.openDesks(pipeline, standings);
      const accepted: WrittenSave[] = [];
      const touched = new Set<string>();
      const outcomes = all.map((save): Settled<SaveOutcome> => {
        if (!free.has(save.identity.sessionId)) return { error: HELD };
        try {
          return { answer: this.settleOne(save, ends, known, desks, accepted, touched, savedAt) };
        } catch (error) {
          return { error };
        }
      });
      if (accepted.length > 0) {
        const writing = this.sheets.writeSaves(pipeline, accepted, [...touched]);
        const [revisions] = await Promise.all([writing, pipeline.commit()]);
        for (const [sessionId, revision] of revisions) emit({ kind: 'sessionChanged', sessionId, revision });
      }
      for (const [id, { standing, marks }] of desks)
        remember.push(() => this.keep(id, { ...versionOf(standing), marks }));
      return outcomes;
    });
    for (const keep of remember) keep();
    batchCommitted.tell({ saves: all.length, seconds: (performance.now() - began) / 1000 });
    return settled;
  }

  /**
   * Sends the lock and what is read under it together. A session that somebody else holds is left out: what was read of
   * its sheets may be changing.
   */
  private async lockAndRead(pipeline: Pipeline, all: readonly SeatedSave[], patient: boolean) {
    const sessionIds = distinct(all.map(({ identity }) => identity.sessionId));
    const locking = patient
      ? this.sheets.lockSessions(pipeline, sessionIds).then(() => new Set(sessionIds))
      : this.sheets.lockFreeSessions(pipeline, sessionIds);
    const reading = this.sheets.readForSaves(
      pipeline,
      distinct(all.map(({ sheetId }) => sheetId)),
      distinct(all.map(({ loginId }) => loginId)),
      distinct(all.map(({ saveId }) => saveId)),
    );
    const [free, { standings, ends, settled: known, savedAt }] = await Promise.all([locking, reading]);
    for (const { sheetId, identity } of all) if (!free.has(identity.sessionId)) standings.delete(sheetId);
    return { free, standings, ends, known, savedAt };
  }

  private settleOne(
    save: SeatedSave,
    ends: ReadonlyMap<string, SignInEnd | null>,
    known: ReadonlyMap<string, { sheetId: string; version: number }>,
    desks: ReadonlyMap<string, Desk>,
    accepted: WrittenSave[],
    touched: Set<string>,
    savedAt: string,
  ): SaveOutcome {
    requireLive(ends, save.loginId);
    const desk = desks.get(save.sheetId);
    if (!desk) throw new Refusal('NOT_FOUND', { sheet: save.sheetId });
    const earlier = known.get(save.saveId);
    if (earlier && earlier.sheetId !== save.sheetId) throw new Refusal('CONFLICT');
    if (earlier) return { kind: 'SAVED', sheet: sheetView(save.identity, desk) };
    checkCard(save.criteriaSetCode, desk.standing);
    if (desk.taken) throw LATER;
    if (save.baseVersion !== desk.standing.version)
      return { kind: 'STALE', sheet: sheetView(save.identity, desk) };
    const judged = judgeSave(desk.card, save.identity, desk.standing, desk.marks, save);
    accept(desk, judged, savedAt);
    accepted.push({
      ...judged,
      sheetId: save.sheetId,
      saveId: save.saveId,
      version: desk.standing.version,
      enteredAt: save.enteredAt,
      card: desk.card,
    });
    touched.add(save.identity.sessionId);
    return { kind: 'SAVED', sheet: sheetView(save.identity, desk) };
  }

  private async openDesks(
    pipeline: Pipeline,
    standings: ReadonlyMap<string, SheetStanding>,
  ): Promise<Map<string, Desk>> {
    const unknown = [...standings].flatMap(([id, standing]) => (this.remembers(standing) ? [] : id));
    const read =
      unknown.length > 0 ? await this.sheets.marks(pipeline, unknown) : new Map<string, SheetMark[]>();
    const desks = new Map<string, Desk>();
    for (const [id, standing] of standings) {
      const card = this.cards.get(standing.criteriaSetCode);
      if (!card) throw new Error(`no scorecard ${standing.criteriaSetCode}`);
      const found = read.get(id);
      const marks = found ? inCardOrder(card, found) : (this.recent.get(id)?.marks ?? []);
      desks.set(id, { card, standing, marks, taken: false });
    }
    return desks;
  }

  private remembers({ id, version, savedAt }: SheetStanding): boolean {
    const known = this.recent.get(id);
    return known?.version === version && known.savedAt === savedAt;
  }

  private keep(sheetId: string, remembered: Remembered): void {
    this.recent.delete(sheetId);
    this.recent.set(sheetId, remembered);
    // The oldest goes first: a Map keeps the order of insertion.
    if (this.recent.size > REMEMBERED) this.recent.delete(this.recent.keys().next().value!);
  }
}

const REMEMBERED = 20_000;
const LATER = Symbol('one save a sheet and batch');
const HELD = Symbol('somebody holds the session');

/** The outcome, or why it has to be asked for again. */
function orPostponed(saving: Promise<SaveOutcome>): Promise<SaveOutcome | typeof LATER | typeof HELD> {
  return saving.catch((error: unknown) => {
    if (error === LATER || error === HELD) return error;
    throw error;
  });
}

const versionOf = ({ version, savedAt }: SheetStanding) => ({ version, savedAt });

function accept(desk: Desk, judged: JudgedSave, savedAt: string): void {
  desk.taken = true;
  desk.marks = judged.marks;
  desk.total = judged.total;
  desk.standing = { ...desk.standing, state: 'DRAFT', version: desk.standing.version + 1, savedAt };
}

/** A lawful no, or the word that the sign-in has ended: nothing of ours went wrong. */
const isSaid = (error: unknown): boolean =>
  error instanceof Refusal || (error instanceof Error && 'extensions' in error);

/** Whether the device may still write. @throws {GraphQLError} UNAUTHENTICATED with the reason its sign-in ended */
export function requireLive(ends: ReadonlyMap<string, SignInEnd | null>, loginId: string): void {
  const ended = ends.has(loginId) ? ends.get(loginId) : 'REVOKED';
  if (ended) throw unauthenticated(ended);
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

/** The sheet as its owner sees it; the marks are given in card order. */
export function sheetView(
  identity: SheetIdentity,
  desk: { card: Scorecard; standing: SheetStanding; marks: readonly SheetMark[]; total?: SheetTotal },
): ScoreSheet {
  const { standing, card } = desk;
  const hidden = standing.state === 'RECUSED';
  const marks = hidden ? [] : desk.marks;
  const total = (hidden ? undefined : desk.total) ?? sheetTotal(card, identity, scoredMarks(marks));
  return {
    id: identity.id,
    evaluationId: identity.evaluationId,
    criteriaSetCode: standing.criteriaSetCode,
    memberId: identity.memberId,
    memberLabel: identity.memberLabel,
    state: standing.state,
    attempt: standing.attempt,
    version: standing.version,
    marks,
    total: total.points,
    parts: total.parts,
    scored: total.scored,
    applicable: total.applicable,
    opinion: hidden ? null : standing.opinion,
    submittedAt: standing.submittedAt,
    receipt: standing.receipt,
    reason: standing.reason,
  };
}

/** The database gives them in no order. */
export function inCardOrder(card: Scorecard, marks: readonly SheetMark[]): SheetMark[] {
  const byCode = new Map(marks.map((mark) => [mark.criterion, mark]));
  return indexCard(card).criteria.flatMap(({ criterion }) => byCode.get(criterion.code) ?? []);
}
