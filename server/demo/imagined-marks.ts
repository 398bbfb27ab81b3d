import { indexCard } from '../domain/card-index.js';
import type { Criterion, Scorecard } from '../domain/scorecard.js';
import { applicableCriteria } from '../domain/totals.js';
import { seeded } from './seeded.js';

/** What an imagined product is worth; the council's marks are drawn around it. */
export interface Portrait {
  /** Share of each criterion's maximum that the product reaches, 0–1. */
  readonly quality: number;
  /** Every minimum up to this class is met. */
  readonly meets: 2 | 3 | 4;
  /** Points at criteria that stand out, whatever the quality; no member goes above them. */
  readonly fixed?: Readonly<Record<string, number>>;
  readonly hasStory: boolean;
}

/** A ticked option; the position within the criterion. */
export interface ImaginedMark {
  readonly criterion: string;
  readonly level: number;
  readonly points: number;
}

/** The mark of a fair observer at every criterion that applies, in card order. */
export function fairMarks(card: Scorecard, portrait: Portrait): ImaginedMark[] {
  return applicableCriteria(card, portrait).map((criterion) => {
    const floor = floorOf(card, portrait, criterion);
    const wanted = portrait.fixed?.[criterion.code] ?? portrait.quality * criterion.maxPoints;
    const distance = ({ points }: { points: number }) =>
      points < floor ? Infinity : Math.abs(points - wanted);
    const best = optionsOf(criterion).reduce((nearest, option) =>
      distance(option) < distance(nearest) ? option : nearest,
    );
    return { criterion: criterion.code, ...best };
  });
}

/**
 * One member's marks: the fair ones, with honest differences of one option here and there.
 * @param seed  names the product and the member
 * @param lean  points by which the member's total is drawn off the fair one; minimums still hold
 */
export function memberMarks(card: Scorecard, portrait: Portrait, seed: string, lean = 0): ImaginedMark[] {
  const chance = seeded(`${card.code} ${seed}`);
  const goal = lean + Math.round((chance() - 0.5) * 2 * HONEST_DIFFERENCE);
  const fair = fairMarks(card, portrait);
  const marks = [...fair];
  let off = 0;
  // Criteria in an order of this member's own, each changed once at most.
  const order = fair.map((_, at) => ({ at, rank: chance() })).sort((a, b) => a.rank - b.rank);
  for (const { at } of order) {
    if (off === goal) break;
    const moved = step(card, portrait, fair[at]!, Math.sign(goal - off));
    if (!moved || Math.abs(off + moved.points - fair[at]!.points - goal) >= Math.abs(off - goal)) continue;
    marks[at] = moved;
    off += moved.points - fair[at]!.points;
  }
  return marks;
}

/** Points that members may lie off the fair total without being asked to score again. */
const HONEST_DIFFERENCE = 4;

function step(
  card: Scorecard,
  portrait: Portrait,
  mark: ImaginedMark,
  direction: number,
): ImaginedMark | null {
  const criterion = indexCard(card).byCode.get(mark.criterion)!.criterion;
  const options = optionsOf(criterion).sort((a, b) => a.points - b.points);
  const next =
    direction > 0
      ? options.find(({ points }) => points > mark.points)
      : options.findLast(({ points }) => points < mark.points);
  const most = portrait.fixed?.[criterion.code] ?? criterion.maxPoints;
  if (!next || next.points > most || next.points < floorOf(card, portrait, criterion)) return null;
  return { criterion: mark.criterion, ...next };
}

/** Options of one case only, where the criterion has two (R 4.7). */
function optionsOf({ levels, cases }: Criterion): Omit<ImaginedMark, 'criterion'>[] {
  const chosen = cases?.[0]?.code;
  return levels.flatMap(({ points, case: of }, level) =>
    of === undefined || of === chosen ? [{ level, points }] : [],
  );
}

function floorOf(card: Scorecard, { meets, fixed }: Portrait, { code }: Criterion): number {
  if (fixed?.[code] !== undefined) return 0;
  const due = indexCard(card).minimums.filter(
    (minimum) => minimum.criterion === code && minimum.stars <= meets,
  );
  return Math.max(0, ...due.map(({ minPoints }) => minPoints));
}
