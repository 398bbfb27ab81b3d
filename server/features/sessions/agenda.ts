import { Refusal, type RefusalCode } from '../../domain/refusal.js';
import { invalid } from '../../domain/wording.js';
import type { LedgerAct } from '../../platform/ledger-acts.js';
import { appendToLedger } from '../../platform/ledger.js';
import type { Transactor, Tx } from '../../platform/transact.js';
import type { AgendaDossier, AgendaItem, AgendaRecords } from './agenda-records.js';
import { checkArea, checkFirstTurn, checkForAgenda, checkRound, evaluationDay } from './agenda-rules.js';
import type { SessionRepository } from './session.repository.js';
import type { PlannedSession, SessionPlanRecords } from './session-plan-records.js';

/** Where cards are found by their code. */
export interface CardCompleteness {
  get(code: string): { readonly complete: boolean } | undefined;
}

/** What a change of an agenda works with. */
interface Desk {
  readonly session: PlannedSession;
  readonly items: readonly AgendaItem[];
  readonly agenda: AgendaRecords;
  readonly plans: SessionPlanRecords;
}

/**
 * Agendas of sessions. Each change happens under its session's lock, so two administrators and the chair are judged
 * one after the other; once the session has opened it also goes into the record.
 */
export class Agenda {
  constructor(
    private readonly transactor: Transactor,
    private readonly recordsIn: (tx: Tx) => { plans: SessionPlanRecords; agenda: AgendaRecords },
    private readonly sessions: Pick<SessionRepository, 'lock' | 'bump' | 'sessionOfEvaluation'>,
    private readonly cards: CardCompleteness,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** In the order of each agenda. */
  ofSessions(sessionIds: readonly string[]): Promise<AgendaItem[]> {
    return this.recordsIn(this.transactor.reader).agenda.ofSessions(sessionIds);
  }

  /**
   * Puts dossiers at the end, in this order; all of them or none. Their scorecards are pinned now (R 1.4).
   * @throws {Refusal} NOT_FOUND, SESSION_CLOSED, RETIRED for a retired council, DUPLICATE for a dossier that had its
   *   turn in this session, INVALID_INPUT, and as `checkForAgenda`
   * @source R 8.9, R 8.11
   */
  add(sessionId: string, dossierIds: readonly string[], by: string): Promise<PlannedSession> {
    const ids = dossierIds.map((id) => id.toLowerCase());
    if (ids.length === 0) throw invalid('dossierIds', 'chọn ít nhất một hồ sơ', 'needs at least one dossier');
    if (new Set(ids).size < ids.length)
      throw invalid('dossierIds', 'có hồ sơ được nêu hai lần', 'names a dossier twice');
    return this.change(sessionId, by, 'addToAgenda', async ({ session, items, agenda, plans }) => {
      const council = await plans.council(session.councilId);
      if (!council || council.retired)
        throw refuse(
          'RETIRED',
          'sessionId|hội đồng của phiên họp này đã kết thúc hoạt động|the council of this session has ended',
        );
      const known = new Map((await agenda.holdDossiers(ids)).map((dossier) => [dossier.id, dossier]));
      const terms = { level: council.level, day: evaluationDay(session) };
      const dossiers = ids.map((id, index) => {
        const dossier = known.get(id);
        if (!dossier) throw new Refusal('NOT_FOUND', { dossier: id });
        checkArea(`dossierIds[${index}]`, dossier, council.placeId);
        checkForAgenda(`dossierIds[${index}]`, dossier, terms, this.isComplete(dossier));
        return dossier;
      });
      for (const [index, dossier] of dossiers.entries()) {
        checkFirstTurn(`dossierIds[${index}]`, dossier, items);
        checkRound(`dossierIds[${index}]`, dossier, session);
      }
      return { dossiers: ids, evaluations: await agenda.append(sessionId, dossiers) };
    });
  }

  /**
   * Takes a dossier off that has not had its turn; it waits for another session.
   * @throws {Refusal} NOT_FOUND, SESSION_CLOSED, WRONG_PHASE, IN_USE where something of it is on record
   */
  async remove(evaluationId: string, by: string): Promise<PlannedSession> {
    const sessionId = await this.sessions.sessionOfEvaluation(this.transactor.reader, evaluationId);
    if (!sessionId) throw new Refusal('NOT_FOUND', { evaluation: evaluationId });
    return this.change(sessionId, by, 'removeFromAgenda', async ({ session, items, agenda }) => {
      const item = items.find(({ id }) => id === evaluationId.toLowerCase());
      if (!item) throw new Refusal('NOT_FOUND', { evaluation: evaluationId });
      if (item.phase !== 'WAITING') throw refuse('WRONG_PHASE', HAD_TURN);
      if (await agenda.hasRecord(item.id)) throw refuse('IN_USE', ON_RECORD);
      await agenda.takeOff([item.id]);
      // Once the session has opened, a number said aloud stays the number of that dossier.
      if (session.phase === 'PLANNED') await agenda.closeGaps(sessionId);
      return { evaluation: item.id, dossier: item.dossierId };
    });
  }

  /**
   * Puts the waiting dossiers into an order, on the places they hold together; all others keep theirs.
   * @throws {Refusal} NOT_FOUND, SESSION_CLOSED, INVALID_INPUT for one named twice, CONFLICT where the waiting ones are
   *   not exactly those named: the agenda has changed since it was read
   */
  order(sessionId: string, evaluationIds: readonly string[], by: string): Promise<PlannedSession> {
    const ids = evaluationIds.map((id) => id.toLowerCase());
    if (new Set(ids).size < ids.length) {
      throw invalid('evaluationIds', 'có hồ sơ được nêu hai lần', 'names a dossier twice');
    }
    return this.change(sessionId, by, 'orderAgenda', async ({ items, agenda }) => {
      const waiting = items.filter(({ phase }) => phase === 'WAITING');
      if (waiting.length !== ids.length || waiting.some(({ id }) => !ids.includes(id)))
        throw new Refusal('CONFLICT');
      await agenda.place(waiting.map(({ position }, index) => ({ id: ids[index] ?? '', position })));
      return { evaluations: ids };
    });
  }

  private isComplete({ criteriaSetCode }: AgendaDossier): boolean {
    return this.cards.get(criteriaSetCode)?.complete ?? false;
  }

  /** @param act changes the agenda and tells what the record says of it */
  private change(
    sessionId: string,
    by: string,
    name: LedgerAct,
    act: (desk: Desk) => Promise<Readonly<Record<string, unknown>>>,
  ): Promise<PlannedSession> {
    return this.transactor.run(async (tx, emit) => {
      await this.sessions.lock(tx, sessionId);
      const { plans, agenda } = this.recordsIn(tx);
      const session = await plans.find(sessionId);
      if (!session) throw new Refusal('NOT_FOUND', { session: sessionId });
      if (session.phase === 'CLOSED') throw new Refusal('SESSION_CLOSED', { session: sessionId });
      const content = await act({ session, items: await agenda.ofSessions([session.id]), agenda, plans });
      if (session.phase !== 'PLANNED') {
        await appendToLedger(tx, session.id, { act: name, actor: `account:${by}`, content }, this.now());
      }
      emit({
        kind: 'sessionChanged',
        sessionId: session.id,
        revision: await this.sessions.bump(tx, session.id),
      });
      return session;
    });
  }
}

const HAD_TURN =
  'evaluationId|hồ sơ này không còn chờ đến lượt: đang trên bàn hoặc đã xem xét|this dossier no longer waits for its turn: it is on the table or was dealt with';
const ON_RECORD =
  'evaluationId|hồ sơ này đã có phiếu, báo cáo hoặc việc không tham gia chấm được ghi lại, nên ở lại chương trình; có thể để lại lần sau|sheets, reports or recusals of this dossier are on record, so it stays on the agenda; it may be left to a later round';
/** @param why  the field and what stands in the way, in both languages, divided by | */
const refuse = (code: RefusalCode, why: string): Refusal => new Refusal(code, { fields: [why] });
