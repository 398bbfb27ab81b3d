import { checkSessionLets, nextEvaluation, nextSheet, onTable } from '../../../domain/phases.js';
import { Refusal } from '../../../domain/refusal.js';
import { requiredWording } from '../../../domain/wording.js';
import { conducts, requireConducting, requireQuorum, type Actor } from '../authority.js';
import type { Change, Decided } from '../change.js';
import {
  countedAttempt,
  type EvaluationState,
  type SessionState,
  type SheetSummary,
} from '../session-state.js';
import { namesOnRecord, namesToPin } from './names.js';
import { seatVoters } from './seats.js';

/**
 * Puts a dossier on the table, under the names it has now; one that is only being presented goes back to the agenda.
 * @throws {Refusal} EVALUATION_ON_TABLE while another one is being scored or reviewed
 * @source ARCHITECTURE §3; R 8.11
 */
export function presentDossier(state: SessionState, actor: Actor, evaluation: EvaluationState): Decided {
  requireConducting(state, actor);
  checkSessionLets(state.phase, 'present');
  const phase = nextEvaluation(evaluation.phase, 'present');
  const others = state.evaluations.filter((other) => other.id !== evaluation.id && onTable(other.phase));
  const busy = others.find((other) => other.phase !== 'PRESENTING');
  if (busy) throw new Refusal('EVALUATION_ON_TABLE', { evaluation: busy.id });
  return {
    changes: [
      ...others.map(({ id }): Change => ({ on: 'evaluation', id, set: { phase: 'WAITING' } })),
      { on: 'evaluation', id: evaluation.id, set: { phase, ...namesToPin(evaluation) } },
      { on: 'session', set: { onTableId: evaluation.id } },
      ...seatVoters(state, evaluation),
    ],
    record: {
      evaluation: evaluation.id,
      dossier: evaluation.dossierId,
      ...namesOnRecord(evaluation),
      recused: evaluation.recusedIds,
    },
  };
}

/**
 * Takes the dossier off the table undecided; it waits on the agenda, and its sheets go on from where they are when it
 * is presented again. It decides nothing about the product, so it needs neither quorum nor anybody presiding, and even
 * whoever is recused from the product may clear the table: where nothing can be concluded the session must go on.
 * @throws {Refusal} NOT_ALLOWED, ALREADY_DONE or WRONG_PHASE where it is not on the table, REASON_REQUIRED
 * @source R 8.11
 */
export function takeOffTable(
  state: SessionState,
  actor: Actor,
  evaluation: EvaluationState,
  reason: string,
): Decided {
  const presides = actor.kind === 'MEMBER' && conducts(state, actor.member, evaluation);
  if (!presides) requireConducting(state, actor);
  checkSessionLets(state.phase, 'takeOff');
  const phase = nextEvaluation(evaluation.phase, 'takeOff');
  const why = requiredWording('reason', reason);
  return {
    changes: [
      { on: 'evaluation', id: evaluation.id, set: { phase } },
      ...(state.onTableId === evaluation.id ? [{ on: 'session', set: { onTableId: null } } as const] : []),
    ],
    record: { evaluation: evaluation.id, from: evaluation.phase, reason: why },
  };
}

/**
 * Opens scoring and pins the scorecard by its fingerprint; from REVIEWING it lets the unfinished go on.
 * @throws {Refusal} NO_QUORUM, NOBODY_PRESIDES, WRONG_PHASE
 * @source R 8.4, R 1.4
 */
export function openScoring(
  state: SessionState,
  actor: Actor,
  evaluation: EvaluationState,
  cardSha256: string,
): Decided {
  requireConducting(state, actor, evaluation);
  const reopening = evaluation.phase === 'REVIEWING';
  const act = reopening ? 'reopenScoring' : 'openScoring';
  checkSessionLets(state.phase, act);
  const phase = nextEvaluation(evaluation.phase, act);
  requireQuorum(state, evaluation);
  return {
    changes: [
      {
        on: 'evaluation',
        id: evaluation.id,
        set: { phase, cardSha256: evaluation.cardSha256 ?? cardSha256 },
      },
      ...seatVoters(state, evaluation),
    ],
    record: {
      evaluation: evaluation.id,
      card: evaluation.criteriaSetCode,
      cardSha256,
      hasStory: evaluation.hasStory,
      recused: evaluation.recusedIds,
      reopening,
    },
  };
}

/** Ends scoring; whatever arrives later is refused. @source ARCHITECTURE §1 */
export function closeScoring(state: SessionState, actor: Actor, evaluation: EvaluationState): Decided {
  requireConducting(state, actor, evaluation);
  checkSessionLets(state.phase, 'closeScoring');
  const phase = nextEvaluation(evaluation.phase, 'closeScoring');
  return {
    changes: [{ on: 'evaluation', id: evaluation.id, set: { phase } }],
    record: {
      evaluation: evaluation.id,
      sheets: evaluation.sheets.map(({ id, state: s, version }) => ({ id, state: s, version })),
    },
  };
}

/**
 * Re-scoring: submitted sheets go back to their members as the next attempt; the earlier one stays on record.
 * @param memberIds whose sheets; null for all that are submitted
 * @throws {Refusal} NO_QUORUM, NOBODY_PRESIDES as for opening; SHEET_NOT_SUBMITTED when none of them is; NOT_FOUND;
 *   REASON_REQUIRED
 * @source R 8.4, R 8.5
 */
export function returnSheets(
  state: SessionState,
  actor: Actor,
  evaluation: EvaluationState,
  memberIds: readonly string[] | null,
  reason: string,
): Decided {
  requireConducting(state, actor, evaluation);
  checkSessionLets(state.phase, 'returnSheets');
  const phase = nextEvaluation(evaluation.phase, 'returnSheets');
  requireQuorum(state, evaluation);
  const why = requiredWording('reason', reason);
  const attempt = evaluation.attempt + 1;
  const sheets = sheetsOf(evaluation, memberIds);
  if (sheets.length === 0) throw new Refusal('SHEET_NOT_SUBMITTED');
  const changes = sheets.flatMap((sheet): Change[] => {
    const submitted = countedAttempt(sheet);
    return [
      { on: 'sheet', id: sheet.id, set: { state: nextSheet(sheet.state, 'return'), attempt, reason: why } },
      ...(submitted ? [{ on: 'attemptReturned', attemptId: submitted.id, reason: why } as const] : []),
    ];
  });
  return {
    changes: [{ on: 'evaluation', id: evaluation.id, set: { phase, attempt } }, ...changes],
    record: {
      evaluation: evaluation.id,
      attempt,
      members: sheets.map(({ memberId }) => memberId),
      reason: why,
    },
  };
}

function sheetsOf(evaluation: EvaluationState, memberIds: readonly string[] | null): SheetSummary[] {
  if (memberIds === null) return evaluation.sheets.filter(({ state }) => state === 'SUBMITTED');
  return [...new Set(memberIds)].map((memberId) => {
    const sheet = evaluation.sheets.find((one) => one.memberId === memberId);
    if (!sheet) throw new Refusal('NOT_FOUND', { member: memberId });
    return sheet;
  });
}
