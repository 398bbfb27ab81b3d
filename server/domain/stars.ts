import { indexCard } from './card-index.js';
import type { DossierFacts, Mark } from './marks.js';
import { compareMean, meanOf, shortfall, type Fraction, type Mean } from './mean.js';
import { testMinimums, type MinimumResult } from './minimums.js';
import type { Regulation } from './regulation.js';
import type { Scorecard, StarBand, StarClass } from './scorecard.js';
import { sheetTotal } from './totals.js';

/**
 * One sheet that counts: complete, of a member who is neither absent nor recused.
 * @source R 8.6, R 8.14
 */
export interface CountedSheet {
  readonly memberId: string;
  readonly marks: readonly Mark[];
}

/**
 * Why the class is what it is.
 * BAND: the band the exact mean stands in. MINIMUM_MISSED: a minimum that kept the product from the band's class.
 * MINIMUMS_UNKNOWN: the sources of this card do not tell its minimums, so the band alone decided (R 5.8).
 * @source R 5.1, R 5.4, R 5.8
 */
export type Reason =
  | { readonly kind: 'BAND'; readonly stars: StarClass; readonly min: number; readonly max: number }
  | ({ readonly kind: 'MINIMUM_MISSED' } & MinimumResult)
  | { readonly kind: 'MINIMUMS_UNKNOWN' };

/**
 * What is still missing for the next class up.
 * @source R 5.1, R 5.5
 */
export interface NextClass {
  readonly stars: StarClass;
  /** Points by which the mean is short of that band, exactly; null where it reaches it. */
  readonly shortBy: Fraction | null;
  /** Minimums of that class and those below that are not met. */
  readonly missingMinimums: readonly MinimumResult[];
}

/**
 * The star class of one product, and all that is needed to explain it.
 * @source R 5.1, R 5.4-5.6, R 8.6
 */
export interface Classification {
  readonly mean: Mean;
  readonly parts: readonly { readonly code: string; readonly mean: Mean; readonly maxPoints: number }[];
  /** By the mean alone. */
  readonly bandClass: StarClass;
  /** By the mean and the minimums; never above `bandClass`. */
  readonly starClass: StarClass;
  /** Every minimum of classes 3 to 5, lowest class first. */
  readonly minimums: readonly MinimumResult[];
  readonly reasons: readonly Reason[];
  /** Null at 5 stars. */
  readonly nextClass: NextClass | null;
}

/**
 * Classes a product: the band of the exact mean, then every minimum of that class and those below; where one is
 * missed, the highest class that holds. Classes 1 and 2 have no minimums, so the fall always ends.
 * @throws {RangeError} on no sheet, or a sheet with an unscored criterion: it has no total yet, and never 0 instead
 * @source R 5.1, R 5.4, R 5.5, R 5.6, R 5.7, R 8.6
 */
export function classify(
  card: Scorecard,
  facts: DossierFacts,
  sheets: readonly CountedSheet[],
  regulation: Pick<Regulation, 'minimumTest'>,
): Classification {
  const totals = sheets.map(({ memberId, marks }) => {
    const total = sheetTotal(card, facts, marks);
    if (total.missing.length > 0) throw new RangeError(`sheet of ${memberId} is not complete`);
    return total;
  });
  const mean = meanOf(totals.map((total) => total.points));
  const { parts, bands } = indexCard(card);
  const band = bandOf(bands, mean);
  const minimums = testMinimums(card, facts, sheets, regulation.minimumTest);
  const missedUpTo = (stars: StarClass) => minimums.filter((m) => m.stars <= stars && !m.met);
  // The lowest missed class bars itself and all above it, because minimums add up (R 5.5).
  const barred = Math.min(...missedUpTo(band.stars).map((m) => m.stars), band.stars + 1);
  const starClass = (barred - 1) as StarClass;
  return {
    mean,
    parts: parts.map(({ code, maxPoints }, position) => ({
      code,
      mean: meanOf(totals.map((total) => total.parts[position]?.points ?? 0)),
      maxPoints,
    })),
    bandClass: band.stars,
    starClass,
    minimums,
    reasons: reasonsOf(card, band, missedUpTo(band.stars)),
    nextClass: nextClassOf(bands, mean, starClass, missedUpTo),
  };
}

function bandOf(bands: readonly StarBand[], mean: Mean): StarBand {
  // Highest first, and bands touch: the first whose lower bound is reached is the one.
  const band = bands.find(({ min }) => compareMean(mean, min) >= 0);
  if (!band) throw new RangeError(`no band holds ${mean.sum}/${mean.count}`);
  return band;
}

function reasonsOf(card: Scorecard, band: StarBand, missed: readonly MinimumResult[]): Reason[] {
  const reasons: Reason[] = [{ kind: 'BAND', stars: band.stars, min: band.min, max: band.max }];
  for (const minimum of missed) reasons.push({ kind: 'MINIMUM_MISSED', ...minimum });
  if (!card.starMinimumsKnown && band.stars >= 3) reasons.push({ kind: 'MINIMUMS_UNKNOWN' });
  return reasons;
}

function nextClassOf(
  bands: readonly StarBand[],
  mean: Mean,
  starClass: StarClass,
  missedUpTo: (stars: StarClass) => MinimumResult[],
): NextClass | null {
  const next = bands.find(({ stars }) => stars === starClass + 1);
  if (!next) return null;
  return {
    stars: next.stars,
    shortBy: shortfall(mean, next.min),
    missingMinimums: missedUpTo(next.stars),
  };
}
