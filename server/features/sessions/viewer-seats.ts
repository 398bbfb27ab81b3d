import type { EntityManager } from 'typeorm';
import { presiding, type PresidingCandidate } from '../../domain/quorum.js';
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
  /** Chair and vice-chairs in office that day. */
  readonly candidates: readonly (PresidingCandidate & { readonly present: boolean })[];
  /** Of every dossier on the table or waiting for its release: who is recused from it. */
  readonly decisions: readonly (readonly string[])[];
  readonly memberLabel: string;
}

/** Places of one person in sessions, open ones first; of closed ones those of the last 90 days. */
export async function seatsOf(tx: EntityManager, viewer: Viewer): Promise<ViewerSeat[]> {
  if (viewer.kind !== 'ACCOUNT' && viewer.kind !== 'SEAT') return [];
  const [memberId, accountId, sessionId] =
    viewer.kind === 'SEAT' ? [viewer.memberId, null, viewer.sessionId] : [null, viewer.accountId, null];
  return tx.query<ViewerSeat[]>(SEATS, [memberId, accountId, sessionId]);
}

/** In office on the day of the session, as boards and acts see its members. */
const inOffice = (member: string): string => {
  const day = `(coalesce(s.opened_at, now()) at time zone 'Asia/Ho_Chi_Minh')::date`;
  return `${member}.member_from <= ${day} and (${member}.member_to is null or ${member}.member_to >= ${day})`;
};

const SEATS = `
select s.id as "sessionId", s.name as "sessionName", c.name as "councilName", s.phase, s.planned_at as "plannedAt",
  m.id as "memberId", m.role, m.voting, coalesce(m.full_name, m.title || ', ' || m.institution) as "memberLabel",
  (select count(*)::int from evaluation e where e.session_id = s.id) as "agendaCount",
  coalesce((
    select json_agg(json_build_object('memberId', h.id, 'role', h.role, 'order', h.position, 'present',
      coalesce(a.present, false)) order by h.position, h.id)
    from council_member h left join attendance a on a.session_id = s.id and a.member_id = h.id
    where h.council_id = c.id and h.role in ('CHAIR', 'VICE_CHAIR') and ${inOffice('h')}), '[]') as candidates,
  coalesce((
    select json_agg(coalesce((
      select json_agg(r.member_id) from sheet r where r.evaluation_id = e.id and r.state = 'RECUSED'), '[]'))
    from evaluation e
    where e.session_id = s.id and e.phase in ('PRESENTING', 'SCORING', 'REVIEWING', 'CONCLUDED', 'STOPPED')),
    '[]') as decisions
from council_member m join council c on c.id = m.council_id join session s on s.council_id = c.id
where (m.id = $1 or m.account_id = $2) and ($3::uuid is null or s.id = $3)
  and ${inOffice('m')}
  and (s.phase <> 'CLOSED' or s.closed_at > now() - interval '90 days')
order by array_position(array['OPEN', 'SUSPENDED', 'PLANNED', 'CLOSED'], s.phase), s.planned_at, s.id`;

/**
 * May the viewer conduct from this seat: the session, or a single dossier that lies on the table or waits for its
 * release. As `presidingIn` and `releasingIn` have it: after the closing attendance decides no more.
 */
export function conductsFrom({ memberId, role, phase, candidates, decisions }: ViewerSeat): boolean {
  if (role === 'CHAIR' || role === 'SECRETARY') return true;
  const present = candidates.filter((candidate) => candidate.present).map((candidate) => candidate.memberId);
  const able = phase === 'CLOSED' ? candidates.map((candidate) => candidate.memberId) : present;
  return (
    presiding(candidates, present, []) === memberId ||
    decisions.some((recused) => presiding(candidates, able, recused) === memberId)
  );
}
