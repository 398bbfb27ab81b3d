import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareMean, formatMean, formatShortfall, meanOf, shortfall } from '../../server/domain/mean.js';

const anyMean = fc.record({
  sum: fc.integer({ min: 0, max: 1_000_000 }),
  count: fc.integer({ min: 1, max: 10_000 }),
});

describe('the mean of a council', () => {
  it('R 8.6 is the sum and the number of totals, never a quotient', () => {
    expect(meanOf([90, 90, 89])).toEqual({ sum: 269, count: 3 });
  });

  it('R 8.6 of nobody is a fault', () => {
    expect(() => meanOf([])).toThrow(RangeError);
  });

  it.each([89.5, Number.NaN, Infinity])('R 4.3 of %s points is a fault: points are whole', (points) => {
    expect(() => meanOf([90, points])).toThrow(RangeError);
  });

  it.each([
    ['R 5.1 89.995 is below 90', { sum: 17_999, count: 200 }, 90, -1],
    ['R 5.1 90 exactly reaches 90', { sum: 990, count: 11 }, 90, 0],
    ['R 5.1 a hundredth above 70 is above 70', { sum: 7001, count: 100 }, 70, 1],
    ['R 5.1 a ten-thousandth below 50 is below 50', { sum: 499_999, count: 10_000 }, 50, -1],
  ])('%s', (_, mean, bound, side) => {
    expect(Math.sign(compareMean(mean, bound))).toBe(side);
  });
});

describe('the mean as people read it', () => {
  it.each([
    ['R 8.6 two decimals, as published', { sum: 363, count: 4 }, '90,75', '90.75'],
    ['R 8.6 whole points keep their decimals', { sum: 180, count: 2 }, '90,00', '90.00'],
    ['R 5.1 89.995 is not shown as 90', { sum: 17_999, count: 200 }, '89,99', '89.99'],
    ['R 8.6 two thirds are cut off, not rounded', { sum: 200, count: 3 }, '66,66', '66.66'],
    ['R 8.6 a decimal of 0 keeps its place', { sum: 1401, count: 20 }, '70,05', '70.05'],
    ['R 8.6 the full 100', { sum: 1100, count: 11 }, '100,00', '100.00'],
    ['R 8.6 nothing at all', { sum: 0, count: 5 }, '0,00', '0.00'],
  ])('%s', (_, mean, vi, en) => {
    expect(formatMean(mean)).toBe(vi);
    expect(formatMean(mean, 2, 'en')).toBe(en);
  });

  it('R 8.6 has as many decimals as asked, none without a comma', () => {
    expect(formatMean({ sum: 179, count: 2 }, 0)).toBe('89');
    expect(formatMean({ sum: 2, count: 3 }, 12, 'en')).toBe('0.666666666666');
  });

  it.each([
    [{ sum: -1, count: 2 }, 2],
    [{ sum: 1, count: 0 }, 2],
    [{ sum: 1, count: 2 }, 13],
    [{ sum: 1, count: 2 }, 0.5],
  ])('R 8.6 refuses to show %j with %d decimals', (mean, decimals) => {
    expect(() => formatMean(mean, decimals)).toThrow(RangeError);
  });

  it('R 5.1 stands on the same side of every bound as the exact mean', () => {
    fc.assert(
      fc.property(anyMean, fc.integer({ min: 0, max: 100 }), (mean, bound) => {
        const [whole = '', cents = ''] = formatMean(mean).split(',');
        const shown = BigInt(whole + cents);
        expect(shown >= BigInt(bound) * 100n).toBe(compareMean(mean, bound) >= 0);
      }),
    );
  });

  it('R 8.6 is the exact decimal expansion, cut off', () => {
    fc.assert(
      fc.property(anyMean, fc.integer({ min: 1, max: 12 }), (mean, decimals) => {
        const exact = (BigInt(mean.sum) * 10n ** BigInt(decimals)) / BigInt(mean.count);
        expect(BigInt(formatMean(mean, decimals, 'en').replace('.', ''))).toBe(exact);
      }),
    );
  });
});

describe('what is missing to a class', () => {
  it('R 5.1 69.6 is exactly 0.4 short of 70', () => {
    expect(shortfall({ sum: 348, count: 5 }, 70)).toEqual({ num: 2, den: 5 });
    expect(formatShortfall({ num: 2, den: 5 })).toBe('0,40');
  });

  it('R 5.1 nothing is missing at the bound itself', () => {
    expect(shortfall({ sum: 350, count: 5 }, 70)).toBeNull();
  });

  it('R 5.1 a shortfall of 0.005 is not shown as nothing', () => {
    expect(formatShortfall({ num: 1, den: 200 })).toBe('0,01');
    expect(formatShortfall({ num: 1, den: 200 }, 3, 'en')).toBe('0.005');
  });

  it('R 5.1 the mean as shown and the shortfall as shown make the bound', () => {
    fc.assert(
      fc.property(anyMean, fc.integer({ min: 0, max: 100 }), (mean, bound) => {
        const short = shortfall(mean, bound);
        expect(short === null).toBe(compareMean(mean, bound) >= 0);
        if (!short) return;
        const cents = (text: string) => BigInt(text.replace(',', ''));
        expect(cents(formatMean(mean)) + cents(formatShortfall(short))).toBe(BigInt(bound) * 100n);
      }),
    );
  });
});
