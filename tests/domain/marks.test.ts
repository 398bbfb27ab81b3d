import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexCard } from '../../server/domain/card-index.js';
import { applyChanges, judgeMark, type Choice } from '../../server/domain/marks.js';
import type { RefusalCode } from '../../server/domain/refusal.js';
import {
  allCards,
  anyCouncil,
  cardOf,
  changeCriterion,
  fullSheet,
  honey,
  tourism,
  vegetables148,
  withoutStory,
  withStory,
} from './cards.js';
import { refusalOf } from './refusal-of.js';

const ticks = (...levels: number[]): Choice => ({ kind: 'LEVELS', levels });
const none: Choice = { kind: 'NONE' };
const notMandatory: Choice = { kind: 'NOT_MANDATORY' };

describe('a mark is worth what the decree prints', () => {
  const oldTourism = cardOf('OCOP-1048-2019-26A');
  const crafts148 = cardOf('OCOP-148-2023-21');
  it.each([
    ['R 4.4 the third of 0-1-3-5 options is 3 points', honey, '5.3', ticks(2), 3],
    ['R 4.5 "none applies" is an explicit 0 where no option is worth 0', honey, '1.1', none, 0],
    ['R 4.5 "none applies" is lawful beside an option of 0', honey, '1.2', none, 0],
    ['R 4.6 an implied yes is 1 point', honey, '3.2', ticks(1), 1],
    ['R 4.6 an implied no is 0 points', honey, '3.2', ticks(0), 0],
    ['R 4.8 boxes that are true add up in the 2019 tourism card', oldTourism, '6', ticks(0, 2), 3],
    ['R 4.8 all boxes of the 2019 tourism card reach the maximum', oldTourism, '6', ticks(0, 1, 2, 3), 5],
    ['R 4.11 a check that is not mandatory gives the maximum', crafts148, '7', notMandatory, 4],
    [
      'R 15 two options of equal points are told apart by position',
      cardOf('OCOP-26-2026-07'),
      '3.1',
      ticks(1),
      1,
    ],
  ])('%s', (_, card, criterion, choice, points) => {
    expect(judgeMark(card, withStory, criterion, choice)).toEqual({ criterion, choice, points });
  });

  it('R 4.8 a box ticked twice is ticked once, and the order of ticking does not matter', () => {
    expect(judgeMark(oldTourism, withStory, '6', ticks(2, 0, 2))).toEqual({
      criterion: '6',
      choice: ticks(0, 2),
      points: 3,
    });
  });
});

describe('a mark that the card does not allow is refused', () => {
  const cases: [string, RefusalCode, Parameters<typeof judgeMark>][] = [
    ['R 4.3 a criterion that the card does not have', 'UNKNOWN_CRITERION', [honey, withStory, '99', none]],
    ['R 4.3 an option beyond the last', 'UNKNOWN_LEVEL', [honey, withStory, '1.1', ticks(3)]],
    ['R 4.3 an option before the first', 'UNKNOWN_LEVEL', [honey, withStory, '1.1', ticks(-1)]],
    ['R 4.3 half an option', 'UNKNOWN_LEVEL', [honey, withStory, '1.1', ticks(0.5)]],
    ['R 4.3 two options where one is asked', 'ONE_LEVEL_ONLY', [honey, withStory, '1.1', ticks(0, 1)]],
    ['R 4.3 no option and yet a tick', 'INVALID_INPUT', [honey, withStory, '1.1', ticks()]],
    [
      'R 4.10 the structure of a story that is not there',
      'CRITERION_NOT_APPLICABLE',
      [honey, withoutStory, '5.2', none],
    ],
    [
      'R 4.11 the maximum for free on another card',
      'NOT_MANDATORY_NOT_ALLOWED',
      [honey, withStory, '7', notMandatory],
    ],
    [
      'R 4.11 the maximum for free at another criterion',
      'NOT_MANDATORY_NOT_ALLOWED',
      [cardOf('OCOP-148-2023-21'), withStory, '1.1', notMandatory],
    ],
  ];
  it.each(cases)('%s', (_, code, call) => {
    const refusal = refusalOf(() => judgeMark(...call));
    expect(refusal.code).toBe(code);
    expect(refusal.details['criterion']).toBe(call[2]);
  });
});

describe('cases are chosen once per sheet', () => {
  const inCase = (criterion: string, code: string): Choice => {
    const levels = indexCard(tourism).byCode.get(criterion)?.criterion.levels ?? [];
    return ticks(levels.findIndex((level) => level.case === code));
  };

  it('R 4.7 refuses case S at one criterion beside case C at another, and names both', () => {
    const sheet = applyChanges(tourism, withStory, [], [{ criterion: '8', choice: inCase('8', 'C') }]);
    const refusal = refusalOf(() =>
      applyChanges(tourism, withStory, sheet, [{ criterion: '15', choice: inCase('15', 'S') }]),
    );
    expect(refusal.code).toBe('CASES_MIXED');
    expect(refusal.details).toEqual({ criteria: ['8', '15'], cases: ['C', 'S'] });
  });

  it('R 4.7 lets a member change the case of all criteria in one save', () => {
    const all = ['8', '9', '15'];
    const first = all.map((criterion) => ({ criterion, choice: inCase(criterion, 'C') }));
    const second = all.map((criterion) => ({ criterion, choice: inCase(criterion, 'S') }));
    const sheet = applyChanges(tourism, withStory, [], first);
    expect(applyChanges(tourism, withStory, sheet, second)).toHaveLength(3);
  });

  it('R 4.7 lets a member change the case after clearing the others', () => {
    const sheet = applyChanges(tourism, withStory, [], [{ criterion: '8', choice: inCase('8', 'C') }]);
    const changed = applyChanges(tourism, withStory, sheet, [
      { criterion: '15', choice: inCase('15', 'S') },
      { criterion: '8', choice: null },
    ]);
    expect(changed.map((mark) => mark.criterion)).toEqual(['15']);
  });

  it('R 4.7 refuses boxes of two cases ticked at one criterion', () => {
    const boxes = changeCriterion(tourism, '8', (criterion) => ({ ...criterion, selection: 'MANY' }));
    expect(judgeMark(boxes, withStory, '8', ticks(0, 1)).points).toBe(4);
    const refusal = refusalOf(() => judgeMark(boxes, withStory, '8', ticks(1, 2)));
    expect([refusal.code, refusal.details]).toEqual(['CASES_MIXED', { criteria: ['8'], cases: ['C', 'S'] }]);
  });

  it('R 4.7 "none applies" binds to no case', () => {
    const sheet = applyChanges(
      tourism,
      withStory,
      [],
      [
        { criterion: '8', choice: none },
        { criterion: '9', choice: inCase('9', 'S') },
      ],
    );
    expect(sheet.map((mark) => mark.points)).toEqual([0, 1]);
  });

  it('R 4.7 the household case and the tourism case of one card are chosen apart', () => {
    const card = cardOf('OCOP-781-2020-26');
    const mixed = fullSheet(card, withStory, { 'CO/HH': 'HH', 'C/S': 'C' });
    expect(mixed).toHaveLength(32);
  });
});

describe('a sheet after several changes', () => {
  it('R 4.2 stands in the order of the card, whatever was marked first', () => {
    const sheet = applyChanges(
      honey,
      withStory,
      [],
      [
        { criterion: '12', choice: none },
        { criterion: '1.1', choice: ticks(0) },
        { criterion: '10', choice: ticks(0) },
      ],
    );
    expect(sheet.map((mark) => mark.criterion)).toEqual(['1.1', '10', '12']);
  });

  it('R 4.3 holds the last of two marks for one criterion', () => {
    const changes = [ticks(0), ticks(2)].map((choice) => ({ criterion: '1.1', choice }));
    expect(applyChanges(honey, withStory, [], changes).map((mark) => mark.points)).toEqual([3]);
  });

  it('R 4.5 a cleared mark is gone, not 0; clearing twice changes nothing', () => {
    const sheet = fullSheet(honey);
    const cleared = applyChanges(honey, withStory, sheet, [{ criterion: '1.1', choice: null }]);
    expect(cleared).toHaveLength(sheet.length - 1);
    expect(applyChanges(honey, withStory, cleared, [{ criterion: '1.1', choice: null }])).toEqual(cleared);
  });

  it('R 4.3 clearing a criterion that the card does not have is refused', () => {
    const clear = () => applyChanges(honey, withStory, [], [{ criterion: '99', choice: null }]);
    expect(refusalOf(clear).code).toBe('UNKNOWN_CRITERION');
  });

  it('R 4.3 one bad change refuses the whole save and leaves the sheet as it was', () => {
    const sheet = Object.freeze(fullSheet(vegetables148));
    const before = structuredClone(sheet);
    const save = () =>
      applyChanges(vegetables148, withStory, sheet, [
        { criterion: '1.1', choice: none },
        { criterion: '1.2', choice: ticks(7) },
      ]);
    expect(refusalOf(save).code).toBe('UNKNOWN_LEVEL');
    expect(sheet).toEqual(before);
  });

  it('R 4.3 saving the same marks again changes nothing, under every card', () => {
    fc.assert(
      fc.property(anyCouncil(allCards, 1), ({ card, facts, sheets }) => {
        for (const { marks } of sheets) {
          expect(applyChanges(card, facts, marks, marks)).toEqual(marks);
        }
      }),
    );
  });

  it('R 4.3 a mark is never worth more than its criterion, under every card', () => {
    fc.assert(
      fc.property(anyCouncil(allCards, 1), ({ card, sheets }) => {
        for (const mark of sheets.flatMap(({ marks }) => marks)) {
          const most = indexCard(card).byCode.get(mark.criterion)?.criterion.maxPoints ?? -1;
          expect(Number.isInteger(mark.points) && mark.points >= 0 && mark.points <= most).toBe(true);
        }
      }),
    );
  });
});
