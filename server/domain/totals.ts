import { indexCard } from './card-index.js';
import type { DossierFacts, Mark } from './marks.js';
import type { Criterion, Scorecard } from './scorecard.js';

/**
 * One part of a sheet's total.
 * @source R 4.1
 */
export interface PartTotal {
  /** "A", "B", "C". */
  readonly code: string;
  /** Whole points so far. */
  readonly points: number;
  /** As printed on the card, whether or not every criterion applies. */
  readonly maxPoints: number;
}

/**
 * What one sheet comes to so far. It is the member's total only once `missing` is empty.
 * @source R 4.1, R 4.2
 */
export interface SheetTotal {
  /** Whole points; always the sum of the parts. */
  readonly points: number;
  /** In card order. */
  readonly parts: readonly PartTotal[];
  /** How many of the applicable criteria carry a mark. */
  readonly scored: number;
  readonly applicable: number;
  /** Codes of applicable criteria without a mark, in card order: not yet scored is never 0. */
  readonly missing: readonly string[];
}

/**
 * The criteria a member has to score for this dossier, in card order.
 * @source R 4.10
 */
export function applicableCriteria(card: Scorecard, facts: DossierFacts): Criterion[] {
  return indexCard(card)
    .criteria.filter((entry) => facts.hasStory || !entry.needsStory)
    .map((entry) => entry.criterion);
}

/**
 * Adds up a sheet, part by part. A mark left on a criterion that does not apply counts nothing.
 * @throws {RangeError} on a mark for a criterion the card does not have: a programming fault, not a refusal
 * @source R 4.1, R 4.5, R 4.8, R 4.10
 */
export function sheetTotal(card: Scorecard, facts: DossierFacts, marks: readonly Mark[]): SheetTotal {
  const index = indexCard(card);
  const points = new Map<string, number>();
  for (const mark of marks) {
    if (!index.byCode.has(mark.criterion)) {
      throw new RangeError(`card ${card.code} has no criterion ${mark.criterion}`);
    }
    points.set(mark.criterion, mark.points);
  }
  const byPart = new Map<string, number>(index.parts.map((part) => [part.code, 0]));
  const missing: string[] = [];
  let total = 0;
  let applicable = 0;
  for (const { criterion, part, needsStory } of index.criteria) {
    if (needsStory && !facts.hasStory) continue;
    applicable += 1;
    const scored = points.get(criterion.code);
    if (scored === undefined) {
      missing.push(criterion.code);
      continue;
    }
    total += scored;
    byPart.set(part, (byPart.get(part) ?? 0) + scored);
  }
  return {
    points: total,
    parts: index.parts.map(({ code, maxPoints }) => ({ code, points: byPart.get(code) ?? 0, maxPoints })),
    scored: applicable - missing.length,
    applicable,
    missing,
  };
}
