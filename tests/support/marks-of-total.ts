import type { Scorecard } from '../../server/domain/scorecard.js';
import { applicableCriteria } from '../../server/domain/totals.js';

/** One choice as a member's device would send it. */
export interface ChosenLevel {
  readonly criterion: string;
  readonly choice: 'LEVELS';
  readonly levels: readonly number[];
}

/**
 * A full sheet of exactly this many points, one option a criterion, all of the same case.
 * @throws {RangeError} where no such sheet exists
 */
export function marksOfTotal(card: Scorecard, hasStory: boolean, total: number): ChosenLevel[] {
  const criteria = applicableCriteria(card, { hasStory });
  // ways[i]: points reached after the first i criteria, each with the last option taken.
  const ways: Map<number, { before: number; level: number }>[] = [new Map([[0, { before: 0, level: -1 }]])];
  for (const { levels, cases } of criteria) {
    const reached = new Map<number, { before: number; level: number }>();
    for (const before of ways.at(-1)!.keys()) {
      levels.forEach((level, at) => {
        const fits = level.case === undefined || level.case === cases?.[0]?.code;
        const points = before + level.points;
        if (fits && points <= total && !reached.has(points)) reached.set(points, { before, level: at });
      });
    }
    ways.push(reached);
  }
  const chosen: ChosenLevel[] = [];
  let points = total;
  for (let at = criteria.length; at > 0; at -= 1) {
    const way = ways[at]!.get(points);
    if (!way) throw new RangeError(`${card.code} has no sheet of ${total} points`);
    chosen.unshift({ criterion: criteria[at - 1]!.code, choice: 'LEVELS', levels: [way.level] });
    points = way.before;
  }
  return chosen;
}
