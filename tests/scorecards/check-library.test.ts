import { expect, test } from 'vitest';
import type { Scorecard } from '../../server/domain/scorecard.js';
import type { ProductGroups } from '../../server/scorecards/card-schema.js';
import { checkLibrary } from '../../server/scorecards/check-library.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';

const { all, get, productGroups } = loadScorecards();
const card = get('OCOP-26-2026-04')!;

/** All cards, one of them replaced by what `change` makes of it. */
const withCard = (change: Partial<Scorecard>) =>
  all.map((one) => (one === card ? { ...card, ...change } : one));
const withEntry = (change: Partial<ProductGroups['sets'][number]>): ProductGroups => ({
  ...productGroups,
  sets: productGroups.sets.map((entry) => (entry.set === 4 ? { ...entry, ...change } : entry)),
});

test('the cards of the project agree with each other and with Annex I', () => {
  expect(checkLibrary(all, productGroups)).toEqual([]);
});

test.each<[fault: string, cards: readonly Scorecard[], groups: ProductGroups, sentence: string]>([
  [
    'R 15: two cards of one code',
    [...all, card],
    productGroups,
    'OCOP-26-2026-04: the card code is used twice.',
  ],
  [
    'R 3.4: two cards for one set',
    [...all, { ...card, code: 'OCOP-26-2026-04B' }],
    productGroups,
    '26-2026: product set 4 has several cards of one day (OCOP-26-2026-04, OCOP-26-2026-04B).',
  ],
  [
    'R 3.4: a set without a card',
    all.filter((one) => one !== card),
    productGroups,
    '26-2026: product set 4 has no card.',
  ],
  [
    'R 1: a decree nobody knows',
    withCard({ decree: '27/2027/QĐ-TTg' }),
    productGroups,
    'OCOP-26-2026-04: the decree "27/2027/QĐ-TTg" is unknown.',
  ],
  [
    'R 1: an amendment nobody knows',
    withCard({ decree: '26/2026/QĐ-TTg + 27/2027/QĐ-TTg' }),
    productGroups,
    'OCOP-26-2026-04: the decree "26/2026/QĐ-TTg + 27/2027/QĐ-TTg" is unknown.',
  ],
  [
    'R 1: the date of another decree',
    withCard({ decreeInfo: { ...card.decreeInfo, date: '2023-02-24' } }),
    productGroups,
    'OCOP-26-2026-04: the date 2023-02-24 is not that of 26/2026/QĐ-TTg (2026-05-22).',
  ],
  [
    'R 4.1: the parts of another decree',
    withCard({ parts: card.parts.map((part, at) => ({ ...part, maxPoints: [35, 25, 40][at]! })) }),
    productGroups,
    'OCOP-26-2026-04: the maxima of its parts are 35, 25, 40, the decree says 40, 25, 35.',
  ],
  [
    'R 3.1: Annex I names a card that is not there',
    all,
    withEntry({ scorecard: 'OCOP-26-2026-99' }),
    '26/2026/QĐ-TTg, Phụ lục I: set 4 names the unknown card OCOP-26-2026-99.',
  ],
  [
    'R 3.1: Annex I gives a set the card of another',
    all,
    withEntry({ scorecard: 'OCOP-26-2026-05' }),
    '26/2026/QĐ-TTg, Phụ lục I: set 4 and its card OCOP-26-2026-05 disagree on decree, number or sector.',
  ],
  [
    'R 3.1: Annex I puts a set into another sector',
    all,
    withEntry({ sector: 'BEVERAGE' }),
    '26/2026/QĐ-TTg, Phụ lục I: set 4 and its card OCOP-26-2026-04 disagree on decree, number or sector.',
  ],
  [
    'R 3.1: Annex I names a ministry that is not there',
    all,
    withEntry({ managedBy: ['MOF'] }),
    '26/2026/QĐ-TTg, Phụ lục I: set 4 names the unknown ministry MOF.',
  ],
  [
    'R 3.1: Annex I loses a set',
    all,
    { ...productGroups, sets: productGroups.sets.slice(1) },
    '26/2026/QĐ-TTg, Phụ lục I: it must list sets 1 to 26 in order.',
  ],
])('%s', (_fault, cards, groups, sentence) => {
  expect(checkLibrary(cards, groups).map((fault) => fault.sentence.en)).toContain(sentence);
});
