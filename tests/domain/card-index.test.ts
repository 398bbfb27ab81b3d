import { describe, expect, it } from 'vitest';
import { indexCard, inScope } from '../../server/domain/card-index.js';
import { allCards, cardOf, changeCriterion, honey, tourism } from './cards.js';

describe('the index of a card', () => {
  it('R 15 is made once for a card, and apart for another version of it', () => {
    expect(indexCard(honey)).toBe(indexCard(honey));
    expect(indexCard({ ...honey })).not.toBe(indexCard(honey));
  });

  it.each(allCards.map((card) => [card.code, card] as const))(
    'R 15 finds every criterion of %s',
    (_, card) => {
      const printed = card.parts.flatMap((p) =>
        p.sections.flatMap((s) => s.criteria.map((c) => [p.code, c])),
      );
      const { criteria, byCode } = indexCard(card);
      expect(criteria.map(({ part, criterion }) => [part, criterion])).toEqual(printed);
      expect(byCode.size).toBe(printed.length);
    },
  );

  it('R 4.7 joins the criteria that offer the same pair of cases', () => {
    const pairs = (code: string) =>
      indexCard(cardOf(code)).criteria.flatMap(({ criterion, caseKey }) =>
        caseKey ? [`${criterion.code} ${caseKey}`] : [],
      );
    expect(pairs(tourism.code)).toEqual(['8 C/S', '9 C/S', '15 C/S']);
    expect(pairs('OCOP-781-2020-26')).toEqual(['3.2 CO/HH', '9 C/S', '10 C/S', '16 C/S']);
  });

  it('R 4.10 knows the criteria of a story, R 4.11 the one check that may not be mandatory', () => {
    const marked = (pick: 'needsStory' | 'fullIfNotMandatory') =>
      allCards.flatMap((card) =>
        indexCard(card)
          .criteria.filter((entry) => entry[pick])
          .map(({ criterion }) => `${card.code} ${criterion.code}`),
      );
    expect(marked('needsStory')).toHaveLength(107);
    expect(marked('fullIfNotMandatory')).toEqual(['OCOP-148-2023-21 7']);
  });

  it('R 4.9 a condition at a heading speaks of every criterion under it', () => {
    const tea = indexCard(cardOf('OCOP-26-2026-11')).byCode.get('6.1.1')?.criterion;
    if (!tea) throw new Error('the tea card has no 6.1.1');
    expect([
      inScope('6.1', tea),
      inScope('6.1.1', tea),
      inScope('6.1.2', tea),
      inScope('DOSSIER', tea),
    ]).toEqual([true, true, false, false]);
  });

  it('R 5.1 has bands and minimums in the order of their classes, however the file lists them', () => {
    const reversed = {
      ...honey,
      starBands: [...honey.starBands].reverse(),
      starMinimums: [...honey.starMinimums].reverse(),
    };
    for (const card of [honey, reversed]) {
      const { bands, minimums } = indexCard(card);
      expect(bands.map(({ stars }) => stars)).toEqual([5, 4, 3, 2, 1]);
      expect([...new Set(minimums.map(({ stars }) => stars))]).toEqual([3, 4, 5]);
    }
  });

  it('R 4.7 knows a pair of cases in whichever order a criterion lists them', () => {
    const turned = changeCriterion(tourism, '9', (criterion) => ({
      ...criterion,
      cases: [...(criterion.cases ?? [])].reverse(),
    }));
    expect(indexCard(turned).byCode.get('9')?.caseKey).toBe('C/S');
  });

  it('R 5.4 a star at the criterion itself asks for its lowest option that scores, never for 0', () => {
    const starred = changeCriterion(honey, '5.3', (criterion) => ({ ...criterion, minStarAny: 5 }));
    expect(indexCard(starred).minimums).toContainEqual({ stars: 5, criterion: '5.3', minPoints: 1 });
  });
});
