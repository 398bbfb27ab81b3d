import { indexCard } from '../../domain/card-index.js';
import { deviation, deviationExceeds, widestPairs, type MemberTotal } from '../../domain/deviation.js';
import { formatShortfall } from '../../domain/mean.js';
import { Refusal } from '../../domain/refusal.js';
import type { Scorecard } from '../../domain/scorecard.js';
import { showMean, showPartMeans } from '../dossiers/released-results.js';
import { classifyCounted, weigh } from '../sessions/acts/conclude.js';
import {
  countedAttempt,
  labelOf,
  type EvaluationState,
  type SessionState,
} from '../sessions/session-state.js';
import { wordClassification } from '../sessions/word-classification.js';
import type { BoardDeviation, Provisional } from './board.js';

/** Running means and class over the sheets submitted so far, and what still stands in the way of concluding. */
export function buildProvisional(
  state: SessionState,
  evaluation: EvaluationState,
  card: Scorecard,
): Provisional {
  const obstacles = obstaclesOf(state, evaluation);
  const totals = submittedTotals(evaluation);
  if (totals.length === 0) {
    return {
      mean: null,
      parts: [],
      bandClass: null,
      starClass: null,
      minimums: [],
      next: null,
      deviation: null,
      why: [],
      obstacles,
    };
  }
  const found = classifyCounted(state, evaluation, card, totals.map(({ memberId }) => memberId)); // prettier-ignore
  const label = (memberId: string) => labelOf(state.members.find(({ id }) => id === memberId) ?? UNKNOWN);
  return {
    mean: showMean(found.mean),
    parts: showPartMeans(
      card,
      found.parts.map(({ code, mean }) => ({ code, ...mean })),
    ),
    bandClass: found.bandClass,
    starClass: found.starClass,
    minimums: found.minimums.map(({ stars, criterion, minPoints, met, mean, failingMembers }) => ({
      stars,
      criterion,
      minPoints,
      met,
      mean: showMean(mean),
      title: indexCard(card).byCode.get(criterion)?.criterion.title ?? { vi: criterion, en: criterion },
      failingMembers: failingMembers.map(label),
    })),
    next: found.nextClass && {
      stars: found.nextClass.stars,
      shortBy: found.nextClass.shortBy && formatShortfall(found.nextClass.shortBy),
      missingMinimums: found.nextClass.missingMinimums.map(({ criterion }) => criterion),
    },
    deviation: deviationOf(totals, state.regulation.settings.deviationLimit, label),
    why: wordClassification(card, found),
    obstacles,
  };
}

const UNKNOWN = { fullName: null, title: '', institution: '' };

function submittedTotals(evaluation: EvaluationState): MemberTotal[] {
  return evaluation.sheets.flatMap((sheet) => {
    const submitted = sheet.state === 'SUBMITTED' || sheet.state === 'SEALED' ? countedAttempt(sheet) : null;
    return submitted ? [{ memberId: sheet.memberId, points: submitted.total }] : [];
  });
}

function deviationOf(
  totals: readonly MemberTotal[],
  limit: number,
  label: (id: string) => string,
): BoardDeviation {
  const points = totals.map((total) => total.points);
  const pairs = widestPairs(totals);
  return {
    spread: deviation(points),
    limit,
    exceeded: deviationExceeds(points, limit),
    highest: [...new Set(pairs.map(({ high }) => label(high)))],
    lowest: [...new Set(pairs.map(({ low }) => label(low)))],
  };
}

function obstaclesOf(state: SessionState, evaluation: EvaluationState): Refusal[] {
  try {
    weigh(state, evaluation, null);
    return [];
  } catch (error) {
    if (error instanceof Refusal) return [error];
    throw error;
  }
}
