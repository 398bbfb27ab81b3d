import { describe, expect, it } from 'vitest';
import { testMinimums } from '../../server/domain/minimums.js';
import type { MinimumTest } from '../../server/domain/regulation.js';
import { classify } from '../../server/domain/stars.js';
import { cardOf, fullSheet, honey, remark, withoutStory, withStory } from './cards.js';

const TESTS: readonly MinimumTest[] = ['MEAN', 'MAJORITY', 'ALL'];

describe('a minimum tested on several sheets', () => {
  // Criterion 2.2 of the honey card: at least 2 points for 3 stars; the members' marks for it.
  it.each<[string, number[], Record<MinimumTest, boolean>]>([
    ['R 5.7 all reach it', [2, 3, 2], { MEAN: true, MAJORITY: true, ALL: true }],
    ['R 5.7 one of three misses it', [3, 3, 1], { MEAN: true, MAJORITY: true, ALL: false }],
    ['R 13 a tie fails under MAJORITY', [3, 1], { MEAN: true, MAJORITY: false, ALL: false }],
    ['R 5.7 two of three reach it, the mean is 1.33', [2, 2, 0], { MEAN: false, MAJORITY: true, ALL: false }],
    ['R 5.7 the mean is exactly it', [3, 3, 0], { MEAN: true, MAJORITY: true, ALL: false }],
    ['R 5.7 one of three reaches it', [3, 1, 1], { MEAN: false, MAJORITY: false, ALL: false }],
    [
      'R 5.7 the mean is 1.99',
      [...Array<number>(99).fill(2), 1],
      { MEAN: false, MAJORITY: true, ALL: false },
    ],
    ['R 5.7 a lone member reaches it', [2], { MEAN: true, MAJORITY: true, ALL: true }],
    ['R 5.7 nobody reaches it', [1, 0], { MEAN: false, MAJORITY: false, ALL: false }],
  ])('%s', (_, marks, expected) => {
    const sheets = marks.map((points, at) => ({
      memberId: `m${at}`,
      marks: remark(honey, fullSheet(honey), { '2.2': points }),
    }));
    for (const minimumTest of TESTS) {
      const minimums = testMinimums(honey, withStory, sheets, minimumTest);
      expect(minimums.find((minimum) => minimum.stars === 3 && minimum.criterion === '2.2')).toEqual({
        stars: 3,
        criterion: '2.2',
        minPoints: 2,
        met: expected[minimumTest],
        applicable: true,
        mean: { sum: marks.reduce((a, b) => a + b), count: marks.length },
        failingMembers: marks.flatMap((points, at) => (points < 2 ? `m${at}` : [])),
      });
      const { starClass } = classify(honey, withStory, sheets, { minimumTest });
      expect(starClass).toBe(expected[minimumTest] ? 5 : 2);
    }
  });
});

describe('the list of minimums', () => {
  it('R 5.4 holds every minimum of the card, lowest class first', () => {
    const minimums = testMinimums(honey, withStory, [{ memberId: 'm0', marks: fullSheet(honey) }], 'ALL');
    expect(minimums).toHaveLength(honey.starMinimums.length);
    const classes = minimums.map((minimum) => minimum.stars);
    expect(classes).toEqual([...classes].sort());
  });

  it.each(TESTS)(
    'R 13 without a story, a story minimum fails under %s even beside a left-over mark',
    (test) => {
      const card = cardOf('OCOP-148-2023-01');
      const sheets = [{ memberId: 'm0', marks: fullSheet(card, withStory) }];
      const story = testMinimums(card, withoutStory, sheets, test).filter((minimum) => !minimum.applicable);
      expect(story.map((m) => [m.criterion, m.met, m.mean.sum, m.failingMembers])).toEqual([
        ['5.2', false, 0, ['m0']],
        ['5.2', false, 0, ['m0']],
        ['5.3', false, 0, ['m0']],
      ]);
    },
  );

  it('R 5.7 on no sheet is a fault', () => {
    expect(() => testMinimums(honey, withStory, [], 'ALL')).toThrow(RangeError);
  });
});
