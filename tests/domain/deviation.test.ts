import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviation, deviationExceeds, widestPairs } from '../../server/domain/deviation.js';

const members = (...totals: number[]) => totals.map((points, at) => ({ memberId: `m${at}`, points }));
const totals = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 15 });

describe('how far the members lie apart', () => {
  it.each<[string, number[], number, boolean]>([
    ['R 8.5 a lone total has no spread', [73], 0, false],
    ['R 8.5 equal totals have no spread', [60, 60, 60], 0, false],
    ['R 8.5 exactly 10 points is within a limit of 10', [70, 80, 75], 10, false],
    ['R 8.5 11 points is more than 10', [70, 81, 75], 11, true],
    ['R 8.5 the whole scale', [0, 100], 100, true],
  ])('%s', (_, given, spread, exceeds) => {
    expect(deviation(given)).toBe(spread);
    expect(deviationExceeds(given, 10)).toBe(exceeds);
  });

  it('R 8.5 a council may set its own limit, 0 too', () => {
    expect([
      deviationExceeds([70, 76], 5),
      deviationExceeds([70, 71], 0),
      deviationExceeds([70, 70], 0),
    ]).toEqual([true, true, false]);
  });

  it('R 8.5 an empty council is a fault', () => {
    expect(() => deviation([])).toThrow(RangeError);
    expect(() => deviationExceeds([], 10)).toThrow(RangeError);
  });

  it('R 8.5 the order of members does not matter, nor does a total between the others', () => {
    const mixed = totals.chain((given) =>
      fc.record({
        given: fc.constant(given),
        other: fc.shuffledSubarray(given, { minLength: given.length }),
        between: fc.integer({ min: Math.min(...given), max: Math.max(...given) }),
      }),
    );
    fc.assert(
      fc.property(mixed, ({ given, other, between }) => {
        expect(deviation(other)).toBe(deviation(given));
        expect(deviation([...given, between])).toBe(deviation(given));
      }),
    );
  });
});

describe('who makes the spread', () => {
  it('R 8.5 the lowest and the highest', () => {
    expect(widestPairs(members(75, 70, 81))).toEqual([{ low: 'm1', high: 'm2' }]);
  });

  it('R 8.5 each of the lowest with each of the highest', () => {
    expect(widestPairs(members(70, 81, 70, 75, 81))).toEqual([
      { low: 'm0', high: 'm1' },
      { low: 'm0', high: 'm4' },
      { low: 'm2', high: 'm1' },
      { low: 'm2', high: 'm4' },
    ]);
  });

  it.each([[[]], [[60]], [[60, 60]]])('R 8.5 nobody, where the totals are %j', (given: number[]) => {
    expect(widestPairs(members(...given))).toEqual([]);
  });

  it('R 8.5 every pair is as far apart as the council is', () => {
    fc.assert(
      fc.property(totals, (given) => {
        const points = new Map(members(...given).map((member) => [member.memberId, member.points]));
        const pairs = widestPairs(members(...given));
        expect(pairs.length === 0).toBe(deviation(given) === 0);
        for (const { low, high } of pairs) {
          expect((points.get(high) ?? 0) - (points.get(low) ?? 0)).toBe(deviation(given));
        }
      }),
    );
  });
});
