import type { EntityManager } from 'typeorm';
import type { SessionPhase } from '../../domain/phases.js';
import type { Viewer } from '../../platform/viewer.js';
import type { SeatRole } from './session-state.js';

export interface ViewerSeat {
  readonly sessionId: string;
  readonly sessionName: string;
  readonly councilName: string;
  readonly phase: SessionPhase;
  readonly plannedAt: Date;
  readonly memberId: string;
  readonly role: SeatRole;
  readonly voting: boolean;
  readonly agendaCount: number;
  readonly chairPresent: boolean;
  readonly firstPresentViceChair: boolean;
  readonly memberLabel: string;
}

/** Places of one person in sessions, open ones first; of closed ones those of the last 90 days. */
export async function seatsOf(tx: EntityManager, viewer: Viewer): Promise<ViewerSeat[]> {
  if (viewer.kind !== 'ACCOUNT' && viewer.kind !== 'SEAT') return [];
  const [memberId, accountId, sessionId] =
    viewer.kind === 'SEAT' ? [viewer.memberId, null, viewer.sessionId] : [null, viewer.accountId, null];
  return tx.query<ViewerSeat[]>(SEATS, [memberId, accountId, sessionId]);
}

const SEATS = `
select s.id as "sessionId", s.name as "sessionName", c.name as "councilName", s.phase, s.planned_at as "plannedAt",
  m.id as "memberId", m.role, m.voting, coalesce(m.full_name, m.title || ', ' || m.institution) as "memberLabel",
  (select count(*)::int from evaluation e where e.session_id = s.id) as "agendaCount",
  exists (select 1 from attendance a join council_member h on h.id = a.member_id
          where a.session_id = s.id and a.present and h.role = 'CHAIR') as "chairPresent",
  (m.id = (select h.id from attendance a join council_member h on h.id = a.member_id
          where a.session_id = s.id and a.present and h.role = 'VICE_CHAIR' order by h.position, h.id limit 1))
    is true as "firstPresentViceChair"
from council_member m join council c on c.id = m.council_id join session s on s.council_id = c.id
where (m.id = $1 or m.account_id = $2) and ($3::uuid is null or s.id = $3)
  and m.member_from <= (coalesce(s.opened_at, now()) at time zone 'Asia/Ho_Chi_Minh')::date
  and (m.member_to is null or m.member_to >= (coalesce(s.opened_at, now()) at time zone 'Asia/Ho_Chi_Minh')::date)
  and (s.phase <> 'CLOSED' or s.closed_at > now() - interval '90 days')
order by array_position(array['OPEN', 'SUSPENDED', 'PLANNED', 'CLOSED'], s.phase), s.planned_at, s.id`;

/** May the viewer conduct from this seat? */
export function conductsFrom(seat: ViewerSeat): boolean {
  if (seat.role === 'CHAIR' || seat.role === 'SECRETARY') return true;
  return seat.role === 'VICE_CHAIR' && !seat.chairPresent && seat.firstPresentViceChair;
}
