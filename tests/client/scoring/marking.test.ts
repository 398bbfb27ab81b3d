import { describe, expect, it } from 'vitest';
import { viewCard } from '../../../client/features/scoring/card-view';
import {
  asksRemark,
  casesTicked,
  clearOtherCase,
  lacksRemark,
  nextMissing,
  stoppingZeros,
  sumSheet,
  tapLevel,
} from '../../../client/features/scoring/marking';
import { mustFollow } from '../../../client/features/scoring/table-following';
import { whereSheetIs } from '../../../client/features/scoring/where-sheet-is';
import { UNSCORED, type Wish } from '../../../client/live/outbox-state';
import { sampleDossier } from './sample-sheet';

const level = (...levels: number[]): Wish => ({ choice: 'LEVELS', levels, remark: null });
const NONE: Wish = { choice: 'NONE', levels: [], remark: null };
const of = (wishes: Record<string, Wish>) => (code: string) => wishes[code] ?? UNSCORED;

describe('a sheet added up on the device', () => {
  it('reaches the card’s hundred with the best level everywhere', () => {
    const card = viewCard(sampleDossier('honey'));
    const best = Object.fromEntries(
      card.criteria.map(({ code, levels, maxPoints }) => [
        code,
        level(levels.findIndex(({ points }) => points === maxPoints)),
      ]),
    );
    const sum = sumSheet(card, of(best));
    expect(sum.total).toBe(100);
    expect(sum.parts.map(({ points }) => points)).toEqual([40, 25, 35]);
    expect(sum.missing).toEqual([]);
  });

  it('never takes what is not scored for 0, and counts an explicit 0 as scored', () => {
    const card = viewCard(sampleDossier('honey'));
    const sum = sumSheet(card, of({ '1.1': NONE, '1.2': level(1) }));
    expect(sum.total).toBe(1);
    expect(sum.scored).toBe(2);
    expect(sum.missing).toHaveLength(card.criteria.length - 2);
    expect(nextMissing(card, sum.missing, '1.1')).toBe('1.3');
    expect(nextMissing(card, sum.missing, card.criteria.at(-1)!.code)).toBe('1.3');
  });

  it('leaves a story criterion out where there is no story', () => {
    const without = viewCard(sampleDossier('honey', { hasStory: false }));
    const sum = sumSheet(without, of({ '5.2': level(1) }));
    expect(sum.total).toBe(0);
    expect(sum.missing).not.toContain('5.2');
    expect(sum.applicable).toBe(without.criteria.length - 1);
  });

  it('stands criteria of one heading together', () => {
    const groups = viewCard(sampleDossier('tea')).parts.flatMap((part) =>
      part.sections.flatMap((section) => section.groups.filter(({ group }) => group)),
    );
    expect(groups.length).toBeGreaterThan(0);
    for (const { group, criteria } of groups) {
      expect(criteria.length).toBeGreaterThan(1);
      expect(criteria.every(({ code }) => code.startsWith(`${group!.code}.`))).toBe(true);
    }
  });
});

describe('a tap', () => {
  const old = viewCard(sampleDossier('oldTourism'));
  const many = old.criteria.find((criterion) => criterion.many)!;

  it('replaces the level at a criterion with one choice, and keeps the remark', () => {
    const one = viewCard(sampleDossier('honey')).byCode.get('1.1')!;
    const before = { ...level(0), remark: 'xem lại' };
    expect(tapLevel(one, before, 2)).toEqual({ ...level(2), remark: 'xem lại' });
  });

  it('ticks and unticks boxes, and unticking the last one is not scored again', () => {
    const both = tapLevel(many, tapLevel(many, UNSCORED, 1), 0);
    expect(both.levels).toEqual([0, 1]);
    expect(tapLevel(many, tapLevel(many, both, 0), 1).choice).toBeNull();
  });
});

describe('two cases', () => {
  const card = viewCard(sampleDossier('tourism'));
  const at = (code: string, of: string) =>
    card.byCode.get(code)!.levels.findIndex((each) => each.case === of);

  it('follow one choice on the whole sheet', () => {
    const keys = new Set(['8', '9', '15'].map((code) => card.byCode.get(code)!.caseKey));
    expect([...keys]).toEqual(['C/S']);
    expect(casesTicked(card, of({ '9': level(at('9', 'S')) })).get('C/S')).toBe('S');
  });

  it('clear the marks of the case that is left, and nothing else', () => {
    const wishes = { '8': level(at('8', 'C')), '9': level(at('9', 'S')), '15': NONE, '1.1': level(0) };
    expect(Object.keys(clearOtherCase(card, of(wishes), 'C/S', 'S'))).toEqual(['8']);
  });
});

describe('what a member must be told', () => {
  it('names the criteria where his own 0 would stop the evaluation', () => {
    const water = viewCard(sampleDossier('water'));
    expect(
      stoppingZeros(water, of({ '6.1': NONE, '6.2': level(1), '1.1': NONE })).map(({ code }) => code),
    ).toEqual(['6.1']);
  });

  it('asks for a remark from the limit on, to either side, and only beside a mark of the support team', () => {
    const assessments = [
      { author: 'SUPPORT_TEAM' as const, criterion: '1.5', levels: [1], points: 1, remark: null },
    ];
    const criterion = viewCard(sampleDossier('honey', { assessments })).byCode.get('1.5')!;
    expect([0, 1, 2, 3].map((position) => asksRemark(criterion, level(position), 2))).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(asksRemark(criterion, level(0), 1)).toBe(true);
    expect(asksRemark(criterion, UNSCORED, 1)).toBe(false);
    expect(asksRemark(criterion, level(3), null)).toBe(false);
    expect(lacksRemark(criterion, { ...level(3), remark: ' ' }, 2)).toBe(true);
    expect(lacksRemark(criterion, { ...level(3), remark: 'đã xem hợp đồng' }, 2)).toBe(false);
  });
});

describe('the line that tells the truth', () => {
  const calm = {
    waiting: 0,
    troubled: false,
    stopped: false,
    sheetState: 'DRAFT',
    scored: 3,
    phase: 'SCORING',
  };
  it.each([
    ['nothing waits', {}, 'SERVER'],
    ['nobody has marked anything', { sheetState: 'EMPTY', scored: 0 }, 'NOTHING'],
    ['nobody has marked anything, being absent', { sheetState: 'ABSENT', scored: 0 }, 'NOTHING'],
    ['the first mark waits', { sheetState: 'EMPTY', scored: 1, waiting: 1 }, 'SENDING'],
    ['a tap is on its way', { waiting: 1 }, 'SENDING'],
    ['there is no way through', { waiting: 1, troubled: true }, 'DEVICE'],
    ['the server refused it', { waiting: 1, stopped: true }, 'DEVICE'],
    ['the sheet is submitted', { sheetState: 'SUBMITTED' }, 'SUBMITTED'],
    ['the sheet is sealed', { sheetState: 'SEALED' }, 'COUNTED'],
    ['the council has concluded on it', { sheetState: 'SUBMITTED', phase: 'CONCLUDED' }, 'COUNTED'],
    ['it was never submitted', { phase: 'CONCLUDED' }, 'SERVER'],
    ['something waits on a sealed sheet', { waiting: 2, stopped: true, sheetState: 'SEALED' }, 'DEVICE'],
  ])('when %s', (_, now, place) => {
    expect(whereSheetIs({ ...calm, ...now }).state).toBe(place);
  });
});

describe('the chair moves everyone', () => {
  it.each([
    ['who looks elsewhere goes to the new product', 'a', { onTable: 'b', lookedAt: 'c' }, true],
    ['who follows the table is there already', 'a', { onTable: 'b', lookedAt: null }, false],
    ['nobody is moved while the same product stays', 'a', { onTable: 'a', lookedAt: 'c' }, false],
    ['nobody is moved between two products', 'a', { onTable: null, lookedAt: 'c' }, false],
    ['nobody is moved by opening the page', undefined, { onTable: 'b', lookedAt: 'c' }, false],
    ['the first product of the session moves everyone', null, { onTable: 'b', lookedAt: 'c' }, true],
  ])('%s', (_, before, now, moved) => {
    expect(mustFollow(before, now)).toBe(moved);
  });
});
