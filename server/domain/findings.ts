import { indexCard, inScope } from './card-index.js';
import type { Mark } from './marks.js';
import { Refusal } from './refusal.js';
import type { ConditionEffect, MandatoryCondition, Scorecard } from './scorecard.js';

/**
 * The effects that are facts about a dossier, which only the council can find.
 * @source R 4.20-4.24
 */
export type FindingEffect = Extract<ConditionEffect, 'REJECT' | 'STOP' | 'NOT_ASSESSED' | 'REQUIREMENT'>;

/**
 * A condition that a member may report as found.
 * @source R 4.20-4.24
 */
export interface ReportableCondition extends MandatoryCondition {
  readonly effect: FindingEffect;
}

/**
 * What becomes of a finding. REJECTED: the dossier is excluded. STOPPED: the next steps are not evaluated. REMARK: the
 * chair has settled an unmet requirement with a reason, and scoring goes on. DISMISSED: the fact does not hold.
 * @source R 4.20, R 4.22, R 4.23, R 13
 */
export type FindingOutcome = 'REJECTED' | 'STOPPED' | 'REMARK' | 'DISMISSED';

/**
 * The conditions of a card that a member may report, in card order.
 * @source R 4.20-4.24, R 15
 */
export function reportableConditions(card: Scorecard): ReportableCondition[] {
  return card.mandatoryConditions.filter(isReportable);
}

/**
 * The condition a member reports, by the pair that identifies it within its card.
 * @throws {Refusal} NOT_FOUND where the card has no such condition, or only one that guides the scoring
 * @source R 15
 */
export function reportableCondition(card: Scorecard, code: string, scope: string): ReportableCondition {
  const found = reportableConditions(card).find((c) => c.code === code && c.scope === scope);
  if (!found) throw new Refusal('NOT_FOUND', { condition: code, scope });
  return found;
}

/**
 * The conditions that a sheet's own marks bring about: a 0 where the card says that a 0 stops, whether by a level
 * of 0 or by "none applies". A criterion not yet scored brings about nothing. One member's 0 is a report for the
 * chair to confirm, and does not stop by itself (R 4.24).
 * @source R 4.23
 */
export function zeroStops(card: Scorecard, marks: readonly Mark[]): ReportableCondition[] {
  const { byCode } = indexCard(card);
  const zeros = marks.flatMap((mark) => {
    const entry = mark.points === 0 ? byCode.get(mark.criterion) : undefined;
    return entry ? [entry.criterion] : [];
  });
  return reportableConditions(card).filter(
    ({ code, scope }) => code === 'ZERO_STOPS' && zeros.some((criterion) => inScope(scope, criterion)),
  );
}

/**
 * What the chair's decision on a finding brings about. A confirmed condition speaks for itself; a written reason is
 * needed to dismiss a report, to settle an unmet requirement, and to stop on a ground the card does not print.
 * @param effect  of the reported condition; null for a free stop
 * @throws {Refusal} REASON_REQUIRED
 * @source R 4.20, R 4.22, R 4.23, R 4.24, R 13
 */
export function settleFinding(
  effect: FindingEffect | null,
  decision: 'CONFIRM' | 'DISMISS',
  reason: string | null,
): FindingOutcome {
  const needsReason = decision === 'DISMISS' || effect === 'REQUIREMENT' || effect === null;
  if (needsReason && !reason?.trim()) throw new Refusal('REASON_REQUIRED', { field: 'reason' });
  if (decision === 'DISMISS') return 'DISMISSED';
  switch (effect) {
    case 'REJECT':
      return 'REJECTED';
    case 'REQUIREMENT':
      return 'REMARK';
    case 'STOP':
    case 'NOT_ASSESSED':
    case null:
      return 'STOPPED';
  }
}

function isReportable(condition: MandatoryCondition): condition is ReportableCondition {
  return ['REJECT', 'STOP', 'NOT_ASSESSED', 'REQUIREMENT'].includes(condition.effect);
}
