import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../server/domain/marks.js';
import type { MinimumTest } from '../../server/domain/regulation.js';
import type { Scorecard, StarClass } from '../../server/domain/scorecard.js';
import { classify, type CountedSheet } from '../../server/domain/stars.js';
import { cardOf, completeCards, fullSheet, highestMinimum, honey, remark, sheetWorth } from './cards.js';
import { vegetables148, withoutStory, withStory } from './cards.js';

const BY_MEAN = { minimumTest: 'MEAN' } as const;
const TESTS: readonly MinimumTest[] = ['MEAN', 'MAJORITY', 'ALL'];
const oldVegetables = cardOf('OCOP-1048-2019-01');

/** A council whose members' totals are these, every minimum met on every sheet where `keep` says so. */
function council(card: Scorecard, totals: readonly number[], keep = highestMinimum(card)): CountedSheet[] {
  const made = new Map<number, CountedSheet['marks']>();
  return totals.map((total, at) => {
    const marks = made.get(total) ?? sheetWorth(card, total, keep);
    made.set(total, marks);
    return { memberId: `m${at}`, marks };
  });
}

const times = (count: number, total: number) => Array.from({ length: count }, () => total);

describe('the band of the exact mean', () => {
  const none = () => 0;
  it.each<[string, number[], StarClass]>([
    ['R 5.1 a mean of 89.995 is 4 stars', [...times(199, 90), 89], 4],
    ['R 5.1 a mean of 90 is 5 stars', [89, 91], 5],
    ['R 5.1 a mean of 100 is 5 stars', [100, 100], 5],
    ['R 5.1 a mean of 89.5 is 4 stars', [89, 90], 4],
    ['R 5.1 a mean of 70 is 4 stars', [69, 71], 4],
    ['R 5.1 a mean of 69.6 is 3 stars', [70, 70, 70, 69, 69], 3],
    ['R 5.1 a mean of 69.9999 is 3 stars', [...times(9999, 70), 69], 3],
    ['R 5.1 a mean of 50 is 3 stars', [40, 60], 3],
    ['R 5.1 a mean of 49.666… is 2 stars', [50, 50, 49], 2],
    ['R 5.1 a mean of 30 is 2 stars', [30], 2],
    ['R 5.1 a mean of 29.99 is 1 star', [...times(99, 30), 29], 1],
    ['R 5.1 a mean of 0 is 1 star', [0], 1],
  ])('%s', (_, totals, stars) => {
    const result = classify(oldVegetables, withStory, council(oldVegetables, totals, none), BY_MEAN);
    expect(result.mean).toEqual({ sum: totals.reduce((a, b) => a + b), count: totals.length });
    expect([result.bandClass, result.starClass]).toEqual([stars, stars]);
  });

  it('R 5.1 a mean of 89.995 with every minimum met is 4 stars under 26/2026 too', () => {
    const result = classify(honey, withStory, council(honey, [...times(199, 90), 89]), BY_MEAN);
    expect(result.starClass).toBe(4);
    expect(result.minimums.every((minimum) => minimum.met)).toBe(true);
    expect(result.nextClass).toEqual({ stars: 5, shortBy: { num: 1, den: 200 }, missingMinimums: [] });
  });

  it('R 5.2 89.5 under 1048, which its print leaves open, is "under 90"', () => {
    expect(classify(oldVegetables, withStory, council(oldVegetables, [89, 90]), BY_MEAN).starClass).toBe(4);
  });

  it('R 5.1 69.6 is 3 stars, 0.4 short of 4, with the parts as exact as the whole', () => {
    const result = classify(honey, withStory, council(honey, [70, 70, 70, 69, 69]), BY_MEAN);
    expect(result.starClass).toBe(3);
    expect(result.reasons).toEqual([{ kind: 'BAND', stars: 3, min: 50, max: 70 }]);
    expect(result.nextClass?.shortBy).toEqual({ num: 2, den: 5 });
    expect(result.parts.reduce((sum, part) => sum + part.mean.sum, 0)).toBe(348);
    expect(result.parts.map((part) => part.mean.count)).toEqual([5, 5, 5]);
  });
});

describe('minimum requirements', () => {
  const alone = (card: Scorecard, points: Record<string, number>): CountedSheet[] => [
    { memberId: 'm0', marks: remark(card, fullSheet(card), points) },
  ];

  it('R 5.4 98 points with a missed 5-star minimum are 4 stars, and the minimum is named', () => {
    const result = classify(honey, withStory, alone(honey, { '6.3': 2 }), BY_MEAN);
    expect([result.mean.sum, result.bandClass, result.starClass]).toEqual([98, 5, 4]);
    expect(result.reasons).toEqual([
      { kind: 'BAND', stars: 5, min: 90, max: 100 },
      expect.objectContaining({
        kind: 'MINIMUM_MISSED',
        stars: 5,
        criterion: '6.3',
        minPoints: 4,
        met: false,
      }),
    ]);
    expect(result.nextClass).toMatchObject({ stars: 5, shortBy: null });
    expect(result.nextClass?.missingMinimums.map((minimum) => minimum.criterion)).toEqual(['6.3']);
  });

  it.each<[string, Record<string, number>, StarClass, string[]]>([
    ['R 5.5 a missed 4-star minimum bars 5 stars too', { '2.1': 1 }, 3, ['4:2.1']],
    ['R 5.5 a missed 3-star minimum bars 4 and 5 stars', { '2.2': 1 }, 2, ['3:2.2']],
    [
      'R 5.6 a criterion below all its minimums misses each of them',
      { '4.1': 1 },
      2,
      ['3:4.1', '4:4.1', '5:4.1'],
    ],
    ['R 5.6 the lowest missed class decides', { '2.1': 1, '2.2': 1 }, 2, ['3:2.2', '4:2.1']],
    ['R 5.6 full marks miss nothing', {}, 5, []],
  ])('%s', (_, points, stars, missed) => {
    const result = classify(honey, withStory, alone(honey, points), BY_MEAN);
    expect([result.bandClass, result.starClass]).toEqual([5, stars]);
    const named = result.reasons.flatMap((r) =>
      r.kind === 'MINIMUM_MISSED' ? `${r.stars}:${r.criterion}` : [],
    );
    expect(named).toEqual(missed);
  });

  it('R 5.4 a minimum of a class that the mean does not reach is no reason', () => {
    const sheets = council(honey, [60], ({ code }) => highestMinimum3(code));
    const result = classify(honey, withStory, sheets, BY_MEAN);
    expect([result.bandClass, result.starClass]).toEqual([3, 3]);
    expect(result.minimums.some((minimum) => minimum.stars > 3 && !minimum.met)).toBe(true);
    expect(result.reasons).toHaveLength(1);
  });

  it('R 5.3 a mean below 50 is never barred further: 1 and 2 stars have no minimums', () => {
    const sheets = council(honey, [40], () => 0);
    expect(classify(honey, withStory, sheets, BY_MEAN).starClass).toBe(2);
  });

  it('R 5.4 a star at the criterion itself is met by any scoring option and missed by none', () => {
    const met = classify(vegetables148, withStory, alone(vegetables148, { '3.6': 1 }), BY_MEAN);
    expect(met.starClass).toBe(5);
    const missed = classify(vegetables148, withStory, alone(vegetables148, { '3.6': 0 }), BY_MEAN);
    expect(missed.starClass).toBe(3);
  });

  it('R 5.4 a star at the criterion itself counts once, even where the card does not list it', () => {
    const unlisted: Scorecard = {
      ...vegetables148,
      starMinimums: vegetables148.starMinimums.filter((minimum) => minimum.criterion !== '3.6'),
    };
    const at36 = (card: Scorecard) =>
      classify(card, withStory, alone(card, {}), BY_MEAN).minimums.filter((m) => m.criterion === '3.6');
    expect(at36(unlisted)).toMatchObject([{ stars: 4, minPoints: 1 }]);
    expect(at36(vegetables148)).toMatchObject([{ stars: 4, minPoints: 1 }]);
  });

  it('R 13 a minimum at a story criterion stands without a story, and fails', () => {
    const sheets = [{ memberId: 'm0', marks: fullSheet(vegetables148, withoutStory) }];
    const result = classify(vegetables148, withoutStory, sheets, BY_MEAN);
    expect([result.mean.sum, result.bandClass, result.starClass]).toEqual([93, 5, 2]);
    const story = result.minimums.filter((minimum) => !minimum.applicable);
    expect(story.map(({ stars, criterion, met }) => `${stars}:${criterion}:${met}`)).toEqual([
      '3:5.2:false',
      '4:5.2:false',
      '5:5.3:false',
    ]);
  });

  it('R 5.8 a card whose minimums are not known classes by the band and says so', () => {
    const high = classify(oldVegetables, withStory, council(oldVegetables, [95]), BY_MEAN);
    expect(high.starClass).toBe(5);
    expect(high.reasons.map((reason) => reason.kind)).toEqual(['BAND', 'MINIMUMS_UNKNOWN']);
    const low = classify(oldVegetables, withStory, council(oldVegetables, [40]), BY_MEAN);
    expect(low.reasons.map((reason) => reason.kind)).toEqual(['BAND']);
  });

  it('R 5.8 the 2020 tourism card is known to have none', () => {
    const card = cardOf('OCOP-781-2020-26');
    const sheets = [{ memberId: 'm0', marks: fullSheet(card) }];
    expect(classify(card, withStory, sheets, BY_MEAN).reasons.map((r) => r.kind)).toEqual(['BAND']);
  });
});

function highestMinimum3(code: string): number {
  return (
    honey.starMinimums.find((minimum) => minimum.stars === 3 && minimum.criterion === code)?.minPoints ?? 0
  );
}

describe('what cannot be classed', () => {
  it('R 8.6 no sheet at all is a fault', () => {
    expect(() => classify(honey, withStory, [], BY_MEAN)).toThrow(RangeError);
  });

  it('R 4.5 a sheet with an unscored criterion is a fault: unscored is never 0', () => {
    const marks = applyChanges(honey, withStory, fullSheet(honey), [{ criterion: '11', choice: null }]);
    expect(() => classify(honey, withStory, [{ memberId: 'm0', marks }], BY_MEAN)).toThrow(RangeError);
  });
});

describe('full marks', () => {
  it.each(completeCards.map((card) => [card.code, card] as const))(
    'R 5.1 are 5 stars under %s',
    (_, card) => {
      for (const minimumTest of TESTS) {
        const result = classify(card, withStory, [{ memberId: 'm0', marks: fullSheet(card) }], {
          minimumTest,
        });
        expect([result.mean.sum, result.starClass, result.nextClass]).toEqual([100, 5, null]);
      }
    },
  );
});
