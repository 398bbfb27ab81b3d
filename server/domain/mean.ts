/**
 * An exact mean of whole points: never divided, so never rounded.
 * @source R 8.6
 */
export interface Mean {
  /** Whole points, 0 or more. */
  readonly sum: number;
  /** How many were added up, 1 or more. */
  readonly count: number;
}

/**
 * An exact fraction of a point, not reduced; the denominator is 1 or more.
 * @source R 8.6
 */
export interface Fraction {
  readonly num: number;
  readonly den: number;
}

/**
 * The language a number is written in: Vietnamese "90,75", English "90.75".
 * @source R 8.6
 */
export type NumberLocale = 'vi' | 'en';

/**
 * The arithmetic mean of whole numbers of points.
 * @throws {RangeError} on no total, or one that is not a whole number: a programming fault, not a refusal
 * @source R 8.6
 */
export function meanOf(totals: readonly number[]): Mean {
  if (totals.length === 0) throw new RangeError('a mean needs at least one total');
  let sum = 0;
  for (const total of totals) {
    if (!Number.isSafeInteger(total)) throw new RangeError(`not a whole number of points: ${total}`);
    sum += total;
  }
  return { sum, count: totals.length };
}

/**
 * Where the exact mean stands to a whole number of points, by cross-multiplication.
 * @returns negative below, 0 equal, positive above
 * @source R 5.1, R 8.6
 */
export function compareMean(mean: Mean, points: number): number {
  return mean.sum - points * mean.count;
}

/**
 * How far the mean is from a bound that it does not reach, exactly.
 * @returns null where the mean reaches the bound
 * @source R 5.1, R 8.6
 */
export function shortfall(mean: Mean, bound: number): Fraction | null {
  const num = bound * mean.count - mean.sum;
  return num > 0 ? { num, den: mean.count } : null;
}

/**
 * The mean as people read it, cut off after the decimals and not rounded: 89.995 is shown as "89,99". Every bound
 * of a class is a whole number, so a cut-off value always stands in the same class as the exact one, while a rounded
 * one ("90,00") would show a class that was not reached. Parts shown this way may add up to 0,01 less than the total.
 * @param decimals  0 to 12
 * @throws {RangeError} on a negative mean or a bad number of decimals
 * @source R 5.1, R 8.6 (two decimals; no rounding rule was found)
 */
export function formatMean(mean: Mean, decimals = 2, locale: NumberLocale = 'vi'): string {
  return decimalsOf({ num: mean.sum, den: mean.count }, decimals, locale).text;
}

/**
 * A shortfall as people read it, taken up to the next decimal: what is missing never shows as nothing, and the mean
 * as shown plus the shortfall as shown is the bound ("69,99" and "0,01").
 * @param decimals  0 to 12
 * @throws {RangeError} on a negative shortfall or a bad number of decimals
 * @source R 5.1, R 8.6
 */
export function formatShortfall(short: Fraction, decimals = 2, locale: NumberLocale = 'vi'): string {
  const down = decimalsOf(short, decimals, locale);
  if (down.exact) return down.text;
  const unit = 10 ** decimals;
  const units = Number(down.digits) + 1;
  return decimalsOf({ num: units, den: unit }, decimals, locale).text;
}

function decimalsOf({ num, den }: Fraction, decimals: number, locale: NumberLocale) {
  if (!Number.isSafeInteger(num) || num < 0 || !Number.isSafeInteger(den) || den < 1) {
    throw new RangeError(`not a mean of points: ${num}/${den}`);
  }
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 12) {
    throw new RangeError(`cannot show ${decimals} decimals`);
  }
  // Long division by hand: `num / den` would already have rounded.
  let rest = num % den;
  const whole = String((num - rest) / den);
  let fraction = '';
  for (let place = 0; place < decimals; place += 1) {
    const scaled = rest * 10;
    rest = scaled % den;
    fraction += String((scaled - rest) / den);
  }
  const text = decimals === 0 ? whole : `${whole}${locale === 'vi' ? ',' : '.'}${fraction}`;
  return { text, digits: whole + fraction, exact: rest === 0 };
}
