import { isSettled, nextSession, onTable } from '../../../domain/phases.js';
import { Refusal } from '../../../domain/refusal.js';
import { requiredWording } from '../../../domain/wording.js';
import { memberLabel } from '../../councils/council.js';
import { checkAgenda, evaluationDay } from '../agenda-rules.js';
import { requireConducting, type Actor } from '../authority.js';
import type { Change, Decided } from '../change.js';
import type { SessionState } from '../session-state.js';

/**
 * Opens the session and pins the council's regulation to it.
 * @throws {Refusal} RETIRED where the council has been dissolved since, CARD_NOT_IN_FORCE naming the dossiers whose
 *   decree does not govern them on this day: the session may open later than it was planned
 * @source ARCHITECTURE §3; R 1.2, R 1.4, R 12
 */
export function openSession(state: SessionState, actor: Actor, now: Date): Decided {
  requireConducting(state, actor);
  const phase = nextSession(state.phase, 'open');
  if (state.councilRetired)
    throw new Refusal('RETIRED', {
      fields: [
        'sessionId|hội đồng của phiên họp này đã kết thúc hoạt động|the council of this session has ended',
      ],
    });
  checkAgenda(state.evaluations, evaluationDay({ year: state.year, plannedAt: now, openedAt: now }));
  return {
    changes: [{ on: 'session', set: { phase, opened: true, regulationId: state.regulation.id } }],
    record: asOpened(state),
  };
}

/**
 * The session as the council found it: all that a result is later recomputed from and that no further act says. The
 * regulation stands here word for word, so that the record needs no other table to be read.
 */
function asOpened(state: SessionState): Decided['record'] {
  const { regulation, members, evaluations } = state;
  return {
    council: { id: state.councilId, name: state.councilName },
    name: state.name,
    year: state.year,
    batch: state.batch,
    round: state.round,
    regulation: regulation.id,
    regulationVersion: regulation.version,
    settings: regulation.settings,
    members: members.map((member) => ({
      member: member.id,
      label: memberLabel(member),
      role: member.role,
      voting: member.voting,
      present: member.present,
      absenceReason: member.absenceReason,
    })),
    agenda: evaluations.map(
      ({ id, dossierId, position, round, criteriaSetCode, productName, producerName }) => ({
        evaluation: id,
        dossier: dossierId,
        position,
        round,
        card: criteriaSetCode,
        product: productName,
        producer: producerName,
      }),
    ),
  };
}

/** Suspends the session: nothing can be marked or decided until it resumes. @source R 8.15 */
export function suspendSession(state: SessionState, actor: Actor, reason: string): Decided {
  requireConducting(state, actor);
  const phase = nextSession(state.phase, 'suspend');
  const suspendedReason = requiredWording('reason', reason);
  return {
    changes: [{ on: 'session', set: { phase, suspendedReason } }],
    record: { reason: suspendedReason },
  };
}

/** Takes the session up again where it stood. @source R 8.15 */
export function resumeSession(state: SessionState, actor: Actor): Decided {
  requireConducting(state, actor);
  const phase = nextSession(state.phase, 'resume');
  return { changes: [{ on: 'session', set: { phase, suspendedReason: null } }], record: {} };
}

/**
 * Closes the session; dossiers that never came to the table are free for another one.
 * @throws {Refusal} EVALUATION_ON_TABLE while a dossier is being presented, scored or reviewed
 * @source ARCHITECTURE §3
 */
export function closeSession(state: SessionState, actor: Actor): Decided {
  requireConducting(state, actor);
  const phase = nextSession(state.phase, 'close');
  const busy = state.evaluations.find((evaluation) => onTable(evaluation.phase));
  if (busy) throw new Refusal('EVALUATION_ON_TABLE', { evaluation: busy.id });
  const untouched = state.evaluations.filter((evaluation) => !isSettled(evaluation.phase));
  const freed = untouched.map(({ dossierId, round }): Change => ({
    on: 'dossier',
    id: dossierId,
    set: { state: round > 1 ? 'AWAITING_ROUND_2' : 'REGISTERED' },
  }));
  return {
    changes: [
      { on: 'session', set: { phase, suspendedReason: null, onTableId: null, closed: true } },
      ...freed,
    ],
    record: { untouched: untouched.map(({ id }) => id) },
  };
}
