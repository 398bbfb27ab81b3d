/**
 * How far the council's totals for one dossier lie apart.
 * @param totals  each member's total, in points, 0–100; at least one
 * @returns highest less lowest, in points, 0–100
 * @throws {RangeError} on an empty council: a programming fault, not a refusal
 * @source council by-law; how much is too much is a council setting, not a constant (R 8.5)
 */
export function deviation(totals: readonly number[]): number {
  if (totals.length === 0) throw new RangeError('deviation needs at least one total');
  return Math.max(...totals) - Math.min(...totals);
}

/**
 * Whether the council has to discuss: strictly more than the limit, as the by-laws say "quá 10".
 * @param limit  points, 0–100
 * @throws {RangeError} on an empty council
 * @source R 8.5
 */
export function deviationExceeds(totals: readonly number[], limit: number): boolean {
  return deviation(totals) > limit;
}

/**
 * One member's total for one dossier.
 * @source R 8.5
 */
export interface MemberTotal {
  readonly memberId: string;
  /** Whole points, 0–100. */
  readonly points: number;
}

/**
 * Two members as far apart as any two of the council.
 * @source R 8.5
 */
export interface WidestPair {
  readonly low: string;
  readonly high: string;
}

/**
 * The members who make the spread: each with the lowest total beside each with the highest, in the order given.
 * @returns nothing where all totals are equal or there is none
 * @source R 8.5 (who should speak first in the discussion)
 */
export function widestPairs(totals: readonly MemberTotal[]): WidestPair[] {
  const all = totals.map(({ points }) => points);
  const lowest = Math.min(...all);
  const highest = Math.max(...all);
  if (!(lowest < highest)) return [];
  const having = (sought: number) => totals.filter(({ points }) => points === sought);
  return having(lowest).flatMap((low) =>
    having(highest).map((high) => ({ low: low.memberId, high: high.memberId })),
  );
}
