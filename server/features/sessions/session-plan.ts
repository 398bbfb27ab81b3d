import { dayInVietnam } from '../../domain/day-in-vietnam.js';
import { Refusal } from '../../domain/refusal.js';
import { plannedDayFaults } from '../../domain/sane-days.js';
import { optionalWording, refuseFaults, tidyWording } from '../../domain/wording.js';
import type { Transactor, Tx } from '../../platform/transact.js';
import type { AgendaRecords } from './agenda-records.js';
import { checkDecree, checkNewRound, evaluationDay } from './agenda-rules.js';
import type { SessionRepository } from './session.repository.js';
import type {
  Attendance,
  PlannedSession,
  PlanningCouncil,
  PlanReader,
  SessionFields,
  SessionFilter,
  SessionPlanRecords,
} from './session-plan-records.js';

interface Records {
  readonly plans: SessionPlanRecords;
  readonly agenda: AgendaRecords;
}

/** Sessions as administrators plan them; conducting them is another matter. */
export class SessionPlan {
  constructor(
    private readonly transactor: Transactor,
    private readonly recordsIn: (tx: Tx) => Records,
    private readonly sessions: Pick<SessionRepository, 'lock' | 'bump'>,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** The latest first. */
  list(filter: SessionFilter): Promise<PlannedSession[]> {
    return this.plans.list(filter);
  }

  /** The latest first. */
  ofCouncils(councilIds: readonly string[]): Promise<PlannedSession[]> {
    return this.plans.ofCouncils(councilIds);
  }

  /**
   * @returns null where there is no such session, which only administrators are told
   * @throws {Refusal} NOT_ALLOWED for all but administrators and the session's chair, vice-chairs and secretary
   */
  async find(id: string, reader: PlanReader): Promise<PlannedSession | null> {
    const admin = reader.kind === 'ACCOUNT' && reader.isAdmin;
    if (!admin && !(await this.plans.leads(id, reader))) throw new Refusal('NOT_ALLOWED', { session: id });
    return this.plans.find(id);
  }

  attendance(sessionIds: readonly string[]): Promise<Attendance[]> {
    return this.plans.attendance(sessionIds);
  }

  /** Those of the sessions that have a room link in use. */
  withRoomLink(sessionIds: readonly string[]): Promise<{ id: string }[]> {
    return this.plans.withRoomLink(sessionIds);
  }

  /** @throws {Refusal} INVALID_INPUT, RETIRED for a council that has ended */
  create(given: SessionFields): Promise<PlannedSession> {
    const fields = tidy(given);
    return this.transactor.run(async (tx) => {
      const { plans } = this.recordsIn(tx);
      this.checkFields(fields, inOffice(await plans.holdCouncil(fields.councilId)));
      return plans.insert(fields);
    });
  }

  /**
   * @throws {Refusal} NOT_FOUND, WRONG_PHASE once opened, CONFLICT where somebody else was quicker, IN_USE for the
   *   council when something hangs on it, RETIRED, INVALID_INPUT for a round other than the one to which a council
   *   left a dossier of the agenda, CARD_NOT_IN_FORCE for a day on which the decree of a dossier on the
   *   agenda no longer applies
   */
  change(id: string, version: number, given: SessionFields): Promise<PlannedSession> {
    const fields = tidy(given);
    return this.transactor.run(async (tx, emit) => {
      const records = this.recordsIn(tx);
      const session = await this.lockPlanned(tx, records.plans, id);
      if (session.version !== version) throw new Refusal('CONFLICT', { session: id });
      const council = await records.plans.council(fields.councilId);
      if (session.councilId !== fields.councilId.toLowerCase()) await checkMove(records.plans, id, council);
      if (council) this.checkFields(fields, council);
      const day = evaluationDay({ ...fields, openedAt: null });
      if (day !== evaluationDay(session)) {
        for (const dossier of await records.agenda.dossiersOf(id))
          checkDecree('input.plannedAt', dossier, day);
      }
      if (fields.round !== session.round) {
        for (const dossier of await records.agenda.dossiersOf(id))
          checkNewRound('input.round', dossier, { from: session.round, to: fields.round });
      }
      const changed = await records.plans.update(id, fields);
      emit({ kind: 'sessionChanged', sessionId: session.id, revision: await this.sessions.bump(tx, id) });
      return changed;
    });
  }

  /**
   * Removes a session that was never opened; the dossiers of its agenda wait for another one.
   * @returns the session as it was
   * @throws {Refusal} NOT_FOUND, WRONG_PHASE once opened, IN_USE where acts of it are on record
   */
  remove(id: string): Promise<PlannedSession> {
    return this.transactor.run(async (tx, emit) => {
      const { plans, agenda } = this.recordsIn(tx);
      const session = await this.lockPlanned(tx, plans, id);
      await agenda.takeOff((await agenda.ofSessions([session.id])).map((item) => item.id));
      await plans.remove(session.id);
      emit({ kind: 'rightsChanged', sessionId: session.id });
      return session;
    });
  }

  private async lockPlanned(tx: Tx, plans: SessionPlanRecords, id: string): Promise<PlannedSession> {
    await this.sessions.lock(tx, id);
    const session = await plans.find(id);
    if (!session) throw new Refusal('NOT_FOUND', { session: id });
    if (session.phase !== 'PLANNED') throw new Refusal('WRONG_PHASE', { fields: [OPENED] });
    return session;
  }

  /** @throws {Refusal} INVALID_INPUT for a day that cannot be, and a round (lần) that the regulation has not */
  private checkFields({ plannedAt, round }: SessionFields, { rounds }: PlanningCouncil): void {
    refuseFaults([
      ...roundFaults(round, rounds),
      ...plannedDayFaults('input.plannedAt', dayInVietnam(plannedAt), dayInVietnam(this.now())),
    ]);
  }

  private get plans(): SessionPlanRecords {
    return this.recordsIn(this.transactor.reader).plans;
  }
}

const tidy = (fields: SessionFields): SessionFields => ({
  ...fields,
  name: tidyWording(fields.name) ?? '',
  location: optionalWording('input.location', fields.location, 300),
});

const OPENED =
  'id|phiên họp này đã khai mạc, nên kế hoạch của phiên giữ nguyên|this session has been opened, so its plan stays as it is';

function inOffice(council: PlanningCouncil | null): PlanningCouncil {
  if (!council)
    throw new Refusal('NOT_FOUND', { fields: ['input.councilId|không có hội đồng này|is no known council'] });
  if (council.retired)
    throw new Refusal('RETIRED', {
      fields: ['input.councilId|hội đồng này đã kết thúc hoạt động|this council has ended'],
    });
  return council;
}

/** @source R 8.9 */
function roundFaults(round: number, rounds: number): string[] {
  const has = rounds === 1 ? 'one round' : `${rounds} rounds`;
  return round > rounds
    ? [
        `input.round|quy chế của hội đồng chỉ cho họp ${rounds} lần trong một đợt; muốn lập phiên họp lần ${round} thì sửa số lần ấy trong quy chế trước|the regulation of the council has ${has} in a batch; to plan round ${round}, allow it in the regulation first`,
      ]
    : [];
}

async function checkMove(
  plans: SessionPlanRecords,
  id: string,
  council: PlanningCouncil | null,
): Promise<void> {
  inOffice(council);
  if (!(await plans.hangsOnCouncil(id))) return;
  throw new Refusal('IN_USE', {
    fields: [
      'input.councilId|phiên họp đã có chương trình, điểm danh hoặc thẻ ghế của hội đồng này; gỡ phiên họp và lập phiên khác cho hội đồng kia|the session has an agenda, attendance or seat cards of this council; remove it and plan another one for that council',
    ],
  });
}
