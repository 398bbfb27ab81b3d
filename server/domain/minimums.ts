import { indexCard } from './card-index.js';
import type { DossierFacts, Mark } from './marks.js';
import { compareMean, meanOf, type Mean } from './mean.js';
import type { MinimumTest } from './regulation.js';
import type { Scorecard, StarMinimum } from './scorecard.js';

/**
 * One minimum requirement, tested on the council's sheets.
 * @source R 5.4, R 5.7
 */
export interface MinimumResult extends StarMinimum {
  readonly met: boolean;
  /** False: a story criterion of a product without a story. The minimum stands all the same, and fails (R 13). */
  readonly applicable: boolean;
  /** The council's exact mean of that criterion. */
  readonly mean: Mean;
  /** Members whose own mark is below the minimum, in the order of the sheets, whatever the test. */
  readonly failingMembers: readonly string[];
}

/**
 * Tests every minimum of the card, stars printed at a criterion itself included. A criterion that does not apply
 * counts 0 on every sheet.
 * @param sheets  complete sheets; at least one
 * @throws {RangeError} on no sheet
 * @source R 5.4, R 5.7, R 13
 */
export function testMinimums(
  card: Scorecard,
  facts: DossierFacts,
  sheets: readonly { readonly memberId: string; readonly marks: readonly Mark[] }[],
  test: MinimumTest,
): MinimumResult[] {
  const { minimums, byCode } = indexCard(card);
  const points = sheets.map(({ marks }) => new Map(marks.map((mark) => [mark.criterion, mark.points])));
  return minimums.map((minimum) => {
    const applicable = facts.hasStory || !byCode.get(minimum.criterion)?.needsStory;
    const given = points.map((sheet) => (applicable ? (sheet.get(minimum.criterion) ?? 0) : 0));
    return {
      ...minimum,
      met: holds(given, minimum.minPoints, test),
      applicable,
      mean: meanOf(given),
      failingMembers: sheets
        .filter((_, position) => (given[position] ?? 0) < minimum.minPoints)
        .map(({ memberId }) => memberId),
    };
  });
}

function holds(given: readonly number[], minPoints: number, test: MinimumTest): boolean {
  const reached = given.filter((points) => points >= minPoints).length;
  switch (test) {
    case 'MEAN':
      return compareMean(meanOf(given), minPoints) >= 0;
    case 'MAJORITY':
      return reached * 2 > given.length;
    case 'ALL':
      return reached === given.length;
  }
}
