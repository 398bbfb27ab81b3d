import { describe, expect, it } from 'vitest';
import { indexCard, inScope } from '../../server/domain/card-index.js';
import { allCards, cardOf, honey, tourism } from './cards.js';

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

  it('R 5.1 has the bands from the highest down', () => {
    expect(indexCard(honey).bands.map(({ stars }) => stars)).toEqual([5, 4, 3, 2, 1]);
  });
});
