import {
  checkConclusion,
  countedNow,
  type ConcludingMember,
  type Conclusion,
  type CountedNow,
} from '../../../domain/conclusion.js';
import { checkSessionLets, nextEvaluation, nextSheet } from '../../../domain/phases.js';
import { Refusal } from '../../../domain/refusal.js';
import type { Scorecard } from '../../../domain/scorecard.js';
import { classify, type Classification } from '../../../domain/stars.js';
import { optionalWording, requiredWording } from '../../../domain/wording.js';
import {
  presidingIn,
  quorumIn,
  requireConducting,
  requirePresiding,
  requireReleasing,
  type Actor,
} from '../authority.js';
import type { Change, Decided } from '../change.js';
import { memberLabel } from '../../councils/council.js';
import { countedAttempt, type EvaluationState, type SessionState } from '../session-state.js';
import { wordClassification } from '../word-classification.js';
import { namesOnRecord, namesToPin } from './names.js';

/** How the sheets of one dossier stand: for boards, and for the conclusion itself. */
export function standingOf(state: SessionState, evaluation: EvaluationState): CountedNow {
  return countedNow(state.members.map((member) => concluding(member, evaluation)));
}

/** What a conclusion would rest on now. @throws {Refusal} whatever stands in its way, members named by their labels */
export function weigh(
  state: SessionState,
  evaluation: EvaluationState,
  deviationReason: string | null,
): Conclusion {
  try {
    return checkConclusion({
      regulation: state.regulation.settings,
      members: state.members.map((member) => concluding(member, evaluation)),
      presiding: presidingIn(state, evaluation)?.id ?? null,
      openFindings: evaluation.findings.filter((finding) => finding.state === 'REPORTED').map(({ id }) => id),
      attempt: evaluation.attempt,
      deviationReason,
    });
  } catch (error) {
    throw error instanceof Refusal ? labelled(error, state) : error;
  }
}

/** Totals, means, minimums and class over the submissions that count. */
export function classifyCounted(
  state: SessionState,
  evaluation: EvaluationState,
  card: Scorecard,
  counted: Conclusion['counted'],
): Classification {
  const sheets = counted.map(({ memberId }) => {
    const sheet = evaluation.sheets.find((one) => one.memberId === memberId);
    const submitted = sheet ? countedAttempt(sheet) : null;
    if (!submitted) throw new Error(`the counted sheet of ${memberId} is not there`);
    return { memberId, marks: submitted.marks };
  });
  return classify(card, { hasStory: evaluation.hasStory }, sheets, state.regulation.settings);
}

/**
 * Whoever presides concludes: the class is fixed, sheets are sealed, and it waits for release.
 * @throws {Refusal} NO_QUORUM, NOBODY_PRESIDES, SHEETS_MISSING, FINDINGS_OPEN, DEVIATION_UNRESOLVED, NO_SHEET_COUNTS
 * @source R 5, R 8.4–8.6
 */
export function conclude(
  state: SessionState,
  actor: Actor,
  evaluation: EvaluationState,
  card: Scorecard,
  reason: string | null,
): Decided {
  const presiding = requirePresiding(state, actor, evaluation);
  checkSessionLets(state.phase, 'conclude');
  const phase = nextEvaluation(evaluation.phase, 'conclude');
  const why = optionalWording('reason', reason);
  const conclusion = weigh(state, evaluation, why);
  const classification = classifyCounted(state, evaluation, card, conclusion.counted);
  const words = wordClassification(card, classification);
  const { mean, starClass, bandClass, minimums } = classification;
  const { appointed, present, required } = quorumIn(state, evaluation);
  const sealed = evaluation.sheets
    .filter((sheet) => sheet.state === 'SUBMITTED')
    .map(({ id, state: s }): Change => ({ on: 'sheet', id, set: { state: nextSheet(s, 'seal') } }));
  const basis = {
    counted: conclusion.counted,
    outside: conclusion.outside,
    deviation: conclusion.deviation,
    settledBy: conclusion.settledBy,
  };
  return {
    changes: [
      { on: 'evaluation', id: evaluation.id, set: { phase, reason: why } },
      {
        on: 'newResult',
        result: {
          evaluationId: evaluation.id, outcome: 'CLASSIFIED', starClass, sumPoints: mean.sum, sheetCount: mean.count,
          parts: classification.parts.map(({ code, mean: m }) => ({ code, sum: m.sum, count: m.count })),
          classification: { why: words, bandClass, minimums, ...basis }, reason: why, concludedById: presiding.id,
        },
      },
      ...sealed,
    ],
    record: {
      evaluation: evaluation.id, attempt: evaluation.attempt, presiding: presiding.id, appointed, present, required,
      members: state.members.map(({ id, role, voting, present: there }) => ({ member: id, role, voting, present: there })),
      recused: evaluation.recusedIds, starClass, bandClass, sum: mean.sum, count: mean.count,
      parts: classification.parts.map(({ code, mean: m }) => ({ code, sum: m.sum, count: m.count })),
      missed: minimums.filter(({ met }) => !met).map(({ stars, criterion }) => ({ stars, criterion })),
      ...basis, reason: why,
    },
  }; // prettier-ignore
}

/** Makes the result public. It may follow the closing of the session; then as `releasingIn` says. @source R 8.7 */
export function release(state: SessionState, actor: Actor, evaluation: EvaluationState): Decided {
  requireReleasing(state, actor, evaluation);
  checkSessionLets(state.phase, 'release');
  const phase = nextEvaluation(evaluation.phase, 'release');
  return {
    changes: [
      { on: 'evaluation', id: evaluation.id, set: { phase } },
      { on: 'releaseResult', evaluationId: evaluation.id },
      { on: 'dossier', id: evaluation.dossierId, set: { state: 'EVALUATED' } },
    ],
    record: { evaluation: evaluation.id },
  };
}

/**
 * Leaves the dossier to the next round with a list of what to mend.
 * @throws {Refusal} NO_FURTHER_ROUND where the regulation has no later round, REASON_REQUIRED
 * @source R 8.9, R 7.31
 */
export function defer(
  state: SessionState,
  actor: Actor,
  evaluation: EvaluationState,
  reason: string,
  fixList: string,
): Decided {
  requireConducting(state, actor, evaluation);
  checkSessionLets(state.phase, 'defer');
  const phase = nextEvaluation(evaluation.phase, 'defer');
  const rounds = state.regulation.settings.roundsPerBatch;
  if (evaluation.round >= rounds) throw new Refusal('NO_FURTHER_ROUND', { rounds });
  const set = {
    phase,
    reason: requiredWording('reason', reason),
    fixList: requiredWording('fixList', fixList, 5000),
    // It may never have been presented, or have been taken off the table and renamed since.
    ...namesToPin(evaluation),
  };
  return {
    changes: [
      { on: 'evaluation', id: evaluation.id, set },
      {
        on: 'dossier',
        id: evaluation.dossierId,
        set: { state: 'AWAITING_ROUND_2', round: evaluation.round + 1 },
      },
      ...(state.onTableId === evaluation.id ? [{ on: 'session', set: { onTableId: null } } as const] : []),
    ],
    record: {
      evaluation: evaluation.id,
      ...namesOnRecord(evaluation),
      reason: set.reason,
      fixList: set.fixList,
    },
  };
}

function concluding(member: SessionState['members'][number], evaluation: EvaluationState): ConcludingMember {
  const sheet = evaluation.sheets.find(({ memberId }) => memberId === member.id);
  const submitted = sheet ? countedAttempt(sheet) : null;
  return {
    memberId: member.id,
    voting: member.voting,
    present: member.present === true,
    sheet: sheet?.state ?? (evaluation.recusedIds.includes(member.id) ? 'RECUSED' : 'EMPTY'),
    submitted: submitted && { attempt: submitted.attempt, points: submitted.total },
    absenceReason: member.absenceReason,
  };
}

function labelled(refusal: Refusal, state: SessionState): Refusal {
  const { members } = refusal.details;
  if (!Array.isArray(members)) return refusal;
  const labels = state.members.filter(({ id }) => members.includes(id)).map(memberLabel);
  return new Refusal(refusal.code, { ...refusal.details, labels });
}
