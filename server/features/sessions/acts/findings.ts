import { reportableCondition, settleFinding } from '../../../domain/findings.js';
import { checkSessionLets, nextEvaluation, nextSheet, onTable } from '../../../domain/phases.js';
import { Refusal } from '../../../domain/refusal.js';
import type { Scorecard } from '../../../domain/scorecard.js';
import { requiredWording } from '../../../domain/wording.js';
import { conducts, requirePresiding, type Actor } from '../authority.js';
import type { Change, Decided } from '../change.js';
import type { EvaluationState, SessionState } from '../session-state.js';

/**
 * A member reports a fact that excludes the dossier or stops its evaluation; it waits for whoever presides.
 * Others may have reported the same; that is not theirs to learn from this one, nor the other way round.
 * @throws {Refusal} NOT_ALLOWED, WRONG_PHASE unless on the table, NOT_FOUND for another condition, DUPLICATE for what
 *   the same member has reported and nobody has decided yet
 * @source R 4.20–4.24
 */
export function reportStop(
  state: SessionState,
  actor: Actor,
  evaluation: EvaluationState,
  card: Scorecard,
  finding: { readonly code: string; readonly scope: string; readonly remark: string },
): Decided {
  if (actor.kind !== 'MEMBER' || evaluation.recusedIds.includes(actor.member.id))
    throw new Refusal('NOT_ALLOWED');
  if (!(actor.member.voting && actor.member.present) && !conducts(state, actor.member, evaluation)) {
    throw new Refusal('NOT_ALLOWED');
  }
  checkSessionLets(state.phase, 'stop');
  if (!onTable(evaluation.phase)) throw new Refusal('WRONG_PHASE', { phase: evaluation.phase });
  const condition = reportableCondition(card, finding.code, finding.scope);
  const reportedById = actor.member.id;
  const same = evaluation.findings.some(
    (other) => other.reportedById === reportedById && isOpenOn(other, condition),
  );
  if (same) {
    throw new Refusal('DUPLICATE', {
      fields: [
        'code|đồng chí đã báo cáo việc này; đang chờ người chủ trì quyết định|you have reported this already; it waits for whoever presides',
      ],
    });
  }
  const { code, scope, effect } = condition;
  const remark = requiredWording('remark', finding.remark);
  return {
    changes: [
      {
        on: 'newFinding',
        finding: { evaluationId: evaluation.id, code, scope, effect, remark, reportedById },
      },
    ],
    record: { evaluation: evaluation.id, card: card.code, condition: code, scope, effect, remark },
  };
}

/**
 * Whoever presides confirms or dismisses a reported fact. A confirmed exclusion or stop ends the evaluation with its
 * own outcome; a confirmed requirement stays as a settled remark.
 * @throws {Refusal} NOT_ALLOWED, NOT_FOUND, ALREADY_DONE, REASON_REQUIRED
 * @source R 4.24, R 13
 */
export function confirmStop(
  state: SessionState,
  actor: Actor,
  evaluation: EvaluationState,
  findingId: string,
  decision: 'CONFIRM' | 'DISMISS',
  reason: string,
): Decided {
  const decider = requirePresiding(state, actor, evaluation);
  checkSessionLets(state.phase, 'stop');
  const finding = evaluation.findings.find(({ id }) => id === findingId);
  if (!finding) throw new Refusal('NOT_FOUND', { finding: findingId });
  if (finding.state !== 'REPORTED') throw new Refusal('ALREADY_DONE');
  const why = requiredWording('reason', reason);
  const outcome = settleFinding(finding.effect, decision, why);
  const decided = outcome === 'DISMISSED' ? 'DISMISSED' : 'CONFIRMED';
  // A fact that holds holds for all who reported it; one report may be dismissed for its own remark.
  const settling =
    decided === 'CONFIRMED' ? evaluation.findings.filter((other) => isOpenOn(other, finding)) : [finding];
  const settled = settling.map(({ id }): Change => ({
    on: 'finding',
    id,
    set: { state: decided, decidedById: decider.id, reason: why },
  }));
  const record = {
    evaluation: evaluation.id,
    finding: finding.id,
    settled: settling.map(({ id }) => id),
    condition: finding.code,
    scope: finding.scope,
    effect: finding.effect,
    reportedBy: finding.reportedById,
    decision,
    outcome,
    reason: why,
  };
  if (outcome === 'DISMISSED' || outcome === 'REMARK') return { changes: settled, record };
  return { changes: [...settled, ...stop(evaluation, outcome, why, decider.id)], record };
}

const isOpenOn = (
  { state, code, scope }: EvaluationState['findings'][number],
  condition: { readonly code: string; readonly scope: string },
): boolean => state === 'REPORTED' && code === condition.code && scope === condition.scope;

function stop(
  evaluation: EvaluationState,
  outcome: 'STOPPED' | 'REJECTED',
  reason: string,
  concludedById: string,
): Change[] {
  const phase = nextEvaluation(evaluation.phase, 'stop');
  const sealed = evaluation.sheets
    .filter(({ state }) => state === 'SUBMITTED')
    .map(({ id, state }): Change => ({ on: 'sheet', id, set: { state: nextSheet(state, 'seal') } }));
  return [
    { on: 'evaluation', id: evaluation.id, set: { phase, reason } },
    {
      on: 'newResult',
      result: {
        evaluationId: evaluation.id, outcome, starClass: null, sumPoints: null, sheetCount: null, parts: [],
        classification: { why: [STOP_WORDS[outcome]] }, reason, concludedById,
      },
    },
    ...sealed,
  ]; // prettier-ignore
}

const STOP_WORDS = {
  STOPPED: {
    vi: 'Hội đồng dừng đánh giá, không xếp hạng.',
    en: 'The council stopped the evaluation; no class is given.',
  },
  REJECTED: { vi: 'Hồ sơ bị loại, không xếp hạng.', en: 'The dossier is excluded; no class is given.' },
} as const;
