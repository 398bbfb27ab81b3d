import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../server/domain/marks.js';
import { applicableCriteria, sheetTotal } from '../../server/domain/totals.js';
import {
  allCards,
  anyCouncil,
  cardOf,
  completeCards,
  fullSheet,
  honey,
  remark,
  withoutStory,
  withStory,
} from './cards.js';

const plainSets1048 = completeCards.filter((card) => /^OCOP-1048-2019-\d\d$/.test(card.code));

describe('full marks', () => {
  it('R 4.1 are tried under all 73 complete cards, 24 of them with the short household case', () => {
    expect([completeCards.length, plainSets1048.length]).toEqual([73, 24]);
  });

  it.each(completeCards.map((card) => [card.code, card] as const))(
    'R 4.1 come to 100 under %s',
    (_, card) => {
      const total = sheetTotal(card, withStory, fullSheet(card));
      expect(total.points).toBe(100);
      expect(total.missing).toEqual([]);
      for (const part of total.parts) expect(part.points).toBe(part.maxPoints);
    },
  );

  it.each(plainSets1048.map((card) => [card.code, card] as const))(
    'R 4.7 of a household stop at 99 under %s',
    (_, card) => {
      expect(sheetTotal(card, withStory, fullSheet(card, withStory, { 'CO/HH': 'HH' })).points).toBe(99);
    },
  );

  it('R 4.7 of a household reach 100 under the 2020 tourism card', () => {
    const card = cardOf('OCOP-781-2020-26');
    expect(sheetTotal(card, withStory, fullSheet(card, withStory, { 'CO/HH': 'HH' })).points).toBe(100);
  });

  it('R 4.8 of the 2019 tourism card add up its boxes, to the 99 points that could be read', () => {
    const card = cardOf('OCOP-1048-2019-26A');
    expect(sheetTotal(card, withStory, fullSheet(card)).points).toBe(99);
  });
});

describe('a product without a story', () => {
  it.each([
    ['R 4.10 26/2026 leaves out the structure', 'OCOP-26-2026-04', ['5.2'], 98],
    ['R 4.10 148 leaves out identity and structure', 'OCOP-148-2023-01', ['5.2', '5.3'], 93],
    ['R 4.10 148 leaves out identity alone where the card says no more', 'OCOP-148-2023-04', ['5.2'], 95],
    ['R 4.10 tourism asks for all', 'OCOP-26-2026-26', [], 100],
  ])('%s', (_, code, left, points) => {
    const card = cardOf(code);
    const asked = applicableCriteria(card, withoutStory).map((criterion) => criterion.code);
    const all = applicableCriteria(card, withStory).map((criterion) => criterion.code);
    expect(all.filter((criterion) => !asked.includes(criterion))).toEqual(left);
    const total = sheetTotal(card, withoutStory, fullSheet(card, withoutStory));
    expect(total).toMatchObject({ points, missing: [], scored: asked.length, applicable: asked.length });
  });

  it('R 4.10 gets nothing from a mark left over at a criterion that does not apply', () => {
    expect(sheetTotal(honey, withoutStory, fullSheet(honey, withStory)).points).toBe(98);
  });
});

describe('a sheet in the making', () => {
  it('R 4.2 has everything missing at first, in the order of the card', () => {
    const total = sheetTotal(honey, withStory, []);
    expect(total).toMatchObject({ points: 0, scored: 0, applicable: 32 });
    expect(total.missing).toEqual(applicableCriteria(honey, withStory).map(({ code }) => code));
    expect(total.parts.map(({ code, maxPoints }) => [code, maxPoints])).toEqual([
      ['A', 40],
      ['B', 25],
      ['C', 35],
    ]);
  });

  it('R 4.5 an explicit 0 is scored, a cleared mark is missing', () => {
    const sheet = remark(honey, fullSheet(honey), { '1.1': 0 });
    expect(sheetTotal(honey, withStory, sheet)).toMatchObject({ points: 97, missing: [], scored: 32 });
    const cleared = applyChanges(honey, withStory, sheet, [{ criterion: '1.1', choice: null }]);
    expect(sheetTotal(honey, withStory, cleared)).toMatchObject({ points: 97, missing: ['1.1'], scored: 31 });
  });

  it('a mark of another card is a fault, not a refusal', () => {
    const stray = [{ criterion: '99', choice: { kind: 'NONE' as const }, points: 0 }];
    expect(() => sheetTotal(honey, withStory, stray)).toThrow(RangeError);
  });
});

describe('under every card', () => {
  it('R 4.1 the parts add up to the total, and the marks to the parts', () => {
    fc.assert(
      fc.property(anyCouncil(allCards, 1), ({ card, facts, sheets }) => {
        for (const { marks } of sheets) {
          const total = sheetTotal(card, facts, marks);
          expect(total.parts.reduce((sum, part) => sum + part.points, 0)).toBe(total.points);
          expect(marks.reduce((sum, mark) => sum + mark.points, 0)).toBe(total.points);
          expect(total.points).toBeLessThanOrEqual(100);
          for (const part of total.parts) expect(part.points).toBeLessThanOrEqual(part.maxPoints);
        }
      }),
    );
  });

  it('R 4.5 scored and missing make up what applies, whatever was cleared', () => {
    const cleared = anyCouncil(allCards, 1).chain((council) =>
      fc.subarray([...(council.sheets[0]?.marks ?? [])]).map((marks) => ({ ...council, marks })),
    );
    fc.assert(
      fc.property(cleared, ({ card, facts, marks }) => {
        const total = sheetTotal(card, facts, marks);
        expect(total.scored).toBe(marks.length);
        expect(total.scored + total.missing.length).toBe(total.applicable);
      }),
    );
  });
});
