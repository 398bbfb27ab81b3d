import { randomUUID } from 'node:crypto';
import { In, type EntityManager } from 'typeorm';
import type {
  Attendance,
  PlannedSession,
  PlanningCouncil,
  PlanReader,
  SessionFields,
  SessionFilter,
  SessionPlanRecords,
} from './session-plan-records.js';
import { SessionRow } from './session.entity.js';

/** The day that decides who is in office: that of the opening, today before it. */
const SESSION_DAY = `(coalesce(session.opened_at, now()) at time zone 'Asia/Ho_Chi_Minh')::date`;

const MEMBERS_IN_OFFICE = `session join council_member member on member.council_id = session.council_id
  and member.member_from <= ${SESSION_DAY} and (member.member_to is null or member.member_to >= ${SESSION_DAY})`;

const COUNCIL = `select level, place_id as "placeId", retired_at is not null as retired,
    (select (settings->>'roundsPerBatch')::int from regulation
     where council_id = council.id order by version desc limit 1) as rounds
  from council where id = $1`;

export class SessionPlanRepository implements SessionPlanRecords {
  constructor(private readonly database: EntityManager) {}

  list({ councilId, phase }: SessionFilter): Promise<PlannedSession[]> {
    return this.database.find(SessionRow, {
      where: { ...(councilId && { councilId }), ...(phase && { phase }) },
      order: { plannedAt: 'DESC', id: 'ASC' },
    }) as Promise<PlannedSession[]>;
  }

  ofCouncils(councilIds: readonly string[]): Promise<PlannedSession[]> {
    return this.database.find(SessionRow, {
      where: { councilId: In([...councilIds]) },
      order: { plannedAt: 'DESC', id: 'ASC' },
    }) as Promise<PlannedSession[]>;
  }

  find(id: string): Promise<PlannedSession | null> {
    return this.database.findOneBy(SessionRow, { id }) as Promise<PlannedSession | null>;
  }

  async leads(id: string, reader: PlanReader): Promise<boolean> {
    if (reader.kind === 'SEAT' && reader.sessionId.toLowerCase() !== id.toLowerCase()) return false;
    const who = reader.kind === 'SEAT' ? reader.memberId : reader.accountId;
    const rows = await this.database.query<unknown[]>(
      `select 1 from ${MEMBERS_IN_OFFICE}
       where session.id = $1 and member.role in ('CHAIR', 'VICE_CHAIR', 'SECRETARY')
         and ${reader.kind === 'SEAT' ? 'member.id' : 'member.account_id'} = $2`,
      [id, who],
    );
    return rows.length > 0;
  }

  async council(id: string): Promise<PlanningCouncil | null> {
    const [council] = await this.database.query<PlanningCouncil[]>(COUNCIL, [id]);
    return council ?? null;
  }

  async holdCouncil(id: string): Promise<PlanningCouncil | null> {
    const [council] = await this.database.query<PlanningCouncil[]>(`${COUNCIL} for share`, [id]);
    return council ?? null;
  }

  async hangsOnCouncil(id: string): Promise<boolean> {
    const [{ hangs }] = await this.database.query<[{ hangs: boolean }]>(
      `select exists (select 1 from evaluation where session_id = $1)
         or exists (select 1 from attendance where session_id = $1)
         or exists (select 1 from link where session_id = $1 and voided_at is null)
         or exists (select 1 from login where session_id = $1 and ended_at is null) as hangs`,
      [id],
    );
    return hangs;
  }

  async insert(fields: SessionFields): Promise<PlannedSession> {
    const id = randomUUID();
    await this.database.insert(SessionRow, { ...fields, id });
    return this.database.findOneByOrFail(SessionRow, { id }) as Promise<PlannedSession>;
  }

  async update(id: string, fields: SessionFields): Promise<PlannedSession> {
    await this.database.update(SessionRow, { id }, { ...fields, version: () => 'version + 1' });
    return this.database.findOneByOrFail(SessionRow, { id }) as Promise<PlannedSession>;
  }

  async remove(id: string): Promise<void> {
    await this.database.delete(SessionRow, { id });
  }

  attendance(sessionIds: readonly string[]): Promise<Attendance[]> {
    return this.database.query(
      `select session.id as "sessionId", member.id as "memberId", coalesce(attendance.present, false) as present,
         attendance.reason, attendance.changed_at as "changedAt",
         exists (select 1 from link where link.kind = 'SEAT' and link.session_id = session.id
           and link.member_id = member.id and link.voided_at is null) as "cardIssued"
       from ${MEMBERS_IN_OFFICE}
       left join attendance on attendance.session_id = session.id and attendance.member_id = member.id
       where session.id = any($1)
       order by session.id, member.position, member.id`,
      [sessionIds],
    );
  }

  withRoomLink(sessionIds: readonly string[]): Promise<{ id: string }[]> {
    return this.database.query(
      `select session_id as id from link where kind = 'ROOM' and voided_at is null and session_id = any($1)`,
      [sessionIds],
    );
  }
}
