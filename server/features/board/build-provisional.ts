import { indexCard } from '../../domain/card-index.js';
import { deviation, deviationExceeds, widestPairs, type MemberTotal } from '../../domain/deviation.js';
import { formatShortfall } from '../../domain/mean.js';
import { Refusal } from '../../domain/refusal.js';
import type { Scorecard } from '../../domain/scorecard.js';
import { showMean, showPartMeans } from '../dossiers/released-results.js';
import { classifyCounted, standingOf, weigh } from '../sessions/acts/conclude.js';
import { memberLabel } from '../councils/council.js';
import { type EvaluationState, type SessionState } from '../sessions/session-state.js';
import { wordClassification } from '../sessions/word-classification.js';
import type { BoardDeviation, Provisional } from './board.js';

/**
 * Running means and class over the submissions that count now, and what still stands in the way of concluding.
 * Sheets that cannot be reckoned leave the figures empty and are named as the obstacle: one damaged sheet must not
 * take the whole board from everybody.
 */
export function buildProvisional(
  state: SessionState,
  evaluation: EvaluationState,
  card: Scorecard,
): Provisional {
  try {
    return reckon(state, evaluation, card);
  } catch (error) {
    if (error instanceof RangeError) return withoutFigures([new Refusal('SHEETS_UNREADABLE')]);
    throw error;
  }
}

const withoutFigures = (obstacles: readonly Refusal[]): Provisional => ({
  mean: null,
  parts: [],
  bandClass: null,
  starClass: null,
  minimums: [],
  next: null,
  deviation: null,
  why: [],
  obstacles,
});

function reckon(state: SessionState, evaluation: EvaluationState, card: Scorecard): Provisional {
  const obstacles = obstaclesOf(state, evaluation);
  const { counted } = standingOf(state, evaluation);
  if (counted.length === 0) return withoutFigures(obstacles);
  const found = classifyCounted(state, evaluation, card, counted);
  const label = (memberId: string) => memberLabel(state.members.find(({ id }) => id === memberId) ?? UNKNOWN);
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
    deviation: deviationOf(counted, state.regulation.settings.deviationLimit, label),
    why: wordClassification(card, found),
    obstacles,
  };
}

const UNKNOWN = { fullName: null, title: '', institution: '' };

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
