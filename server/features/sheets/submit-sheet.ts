import { nextSheet } from '../../domain/phases.js';
import { Refusal } from '../../domain/refusal.js';
import { needsRemark, type Regulation } from '../../domain/regulation.js';
import type { Scorecard } from '../../domain/scorecard.js';
import { sheetTotal, type SheetTotal } from '../../domain/totals.js';
import { scoredMarks, type SheetMark, type SheetStanding } from './sheet.js';

/**
 * May this sheet be submitted? A returned sheet may be handed in again unchanged: its member stands by it.
 * @param supportPoints the support team's points by criterion, where it scored provisionally (R 8.10)
 * @throws {Refusal} SCORING_NOT_OPEN, SESSION_NOT_OPEN, NOT_PRESENT, the sheet's state, SHEET_INCOMPLETE naming the gaps,
 *   REMARK_REQUIRED naming the criteria
 * @source R 4.2, R 8.5; council regulation
 */
export function judgeSubmission(
  card: Scorecard,
  hasStory: boolean,
  standing: SheetStanding,
  marks: readonly SheetMark[],
  regulation: Pick<Regulation, 'remarkBeyond'>,
  supportPoints: ReadonlyMap<string, number>,
): SheetTotal {
  requireScoring(standing);
  nextSheet(standing.state, 'submit');
  const total = sheetTotal(card, { hasStory }, scoredMarks(marks));
  if (total.missing.length > 0) throw new Refusal('SHEET_INCOMPLETE', { missing: total.missing });
  const silent = marks.filter(
    ({ criterion, points, remark }) =>
      remark === null && needsRemark(regulation, points, supportPoints.get(criterion) ?? null),
  );
  if (silent.length > 0)
    throw new Refusal('REMARK_REQUIRED', { criteria: silent.map(({ criterion }) => criterion) });
  return total;
}

/**
 * May this sheet be taken back for correction? Only while scoring is open, and in a re-scoring only a sheet that was
 * part of it.
 * @throws {Refusal} SCORING_NOT_OPEN, SESSION_NOT_OPEN, NOT_PRESENT, SHEET_NOT_SUBMITTED, SHEET_SEALED, WRONG_PHASE
 * @source ARCHITECTURE §3
 */
export function judgeWithdrawal(standing: SheetStanding): void {
  requireScoring(standing);
  nextSheet(standing.state, 'withdraw');
  if (standing.attempt !== standing.evaluationAttempt)
    throw new Refusal('WRONG_PHASE', { attempt: standing.attempt });
}

function requireScoring({ sessionPhase, evaluationPhase, present }: SheetStanding): void {
  if (sessionPhase === 'CLOSED') throw new Refusal('SESSION_CLOSED');
  if (sessionPhase !== 'OPEN') throw new Refusal('SESSION_NOT_OPEN');
  if (evaluationPhase !== 'SCORING') throw new Refusal('SCORING_NOT_OPEN');
  if (!present) throw new Refusal('NOT_PRESENT');
}
