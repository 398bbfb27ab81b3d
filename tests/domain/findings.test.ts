import { describe, expect, it } from 'vitest';
import {
  reportableCondition,
  reportableConditions,
  settleFinding,
  zeroStops,
} from '../../server/domain/findings.js';
import { allCards, cardOf, fullSheet, honey, remark } from './cards.js';
import { refusalOf } from './refusal-of.js';

const water = cardOf('OCOP-26-2026-16');

describe('what a member may report', () => {
  it('R 4.20-4.24 is what excludes, stops, keeps out or is required, never what only guides the scoring', () => {
    const effects = new Set(
      allCards.flatMap((card) => reportableConditions(card).map(({ effect }) => effect)),
    );
    expect([...effects].sort()).toEqual(['NOT_ASSESSED', 'REJECT', 'REQUIREMENT', 'STOP']);
    const codes = reportableConditions(honey).map(({ code }) => code);
    expect(codes).toContain('FORGED_DOSSIER');
    expect(codes).not.toContain('ONLY_WITH_STORY');
  });

  it('R 15 is found by code and scope, which tell apart the conditions of one code', () => {
    expect(reportableCondition(water, 'ZERO_STOPS', '6.3')).toMatchObject({ effect: 'STOP', scope: '6.3' });
    const card = cardOf('OCOP-26-2026-20');
    const declared = reportableConditions(card).filter(({ code }) => code === 'NO_PRODUCT_DECLARATION');
    expect(declared.map(({ effect }) => effect).sort()).toEqual(['REJECT', 'STOP']);
    for (const one of declared) expect(reportableCondition(card, one.code, one.scope)).toBe(one);
  });

  it.each([
    ['FORGED_DOSSIER', '6.1'],
    ['UNHEARD_OF', 'DOSSIER'],
    ['ONLY_WITH_STORY', '5.2'],
  ])('R 15 refuses a report of %s at %s', (code, scope) => {
    const refusal = refusalOf(() => reportableCondition(honey, code, scope));
    expect([refusal.code, refusal.details]).toEqual(['NOT_FOUND', { condition: code, scope }]);
  });
});

describe('a 0 that stops', () => {
  it.each<[string, Record<string, number>, string[]]>([
    ['R 4.23 full marks stop nothing', {}, []],
    ['R 4.23 a sensory 0 of bottled water stops', { '6.2': 0 }, ['6.2']],
    ['R 4.23 each sensory 0 stops on its own', { '6.4': 0, '6.1': 0 }, ['6.1', '6.4']],
    ['R 4.23 a 0 elsewhere stops nothing', { '1.1': 0, '5.3': 0 }, []],
  ])('%s', (_, points, scopes) => {
    const stops = zeroStops(water, remark(water, fullSheet(water), points));
    expect(stops.map(({ code, scope }) => [code, scope])).toEqual(
      scopes.map((scope) => ['ZERO_STOPS', scope]),
    );
  });

  it('R 4.23 "none applies" is a 0 like any other, an unscored criterion is none', () => {
    const none = { criterion: '6.1', choice: { kind: 'NONE' as const }, points: 0 };
    expect(zeroStops(water, [none])).toHaveLength(1);
    expect(zeroStops(water, [])).toEqual([]);
  });

  it('R 4.23 in set 7 of 1048 only foreign matter stops', () => {
    const card = cardOf('OCOP-1048-2019-07');
    const codes = card.parts.flatMap((p) => p.sections.flatMap((s) => s.criteria.map(({ code }) => code)));
    const none = codes.map((criterion) => ({ criterion, choice: { kind: 'NONE' as const }, points: 0 }));
    expect(zeroStops(card, none).map(({ scope }) => scope)).toEqual(['6.1']);
  });

  it('R 4.23 most cards know no such stop', () => {
    expect(zeroStops(honey, remark(honey, fullSheet(honey), { '6.1': 0, '6.2': 0 }))).toEqual([]);
  });
});

describe("the chair's decision on a finding", () => {
  it.each([
    ['R 4.20 a confirmed exclusion rejects the dossier', 'REJECT', 'REJECTED'],
    ['R 4.23 a confirmed stop ends the evaluation', 'STOP', 'STOPPED'],
    ['R 4.22 a common product is not evaluated further', 'NOT_ASSESSED', 'STOPPED'],
  ] as const)('%s', (_, effect, outcome) => {
    expect(settleFinding(effect, 'CONFIRM', null)).toBe(outcome);
  });

  it('R 13 an unmet requirement is a remark, settled with a reason', () => {
    expect(settleFinding('REQUIREMENT', 'CONFIRM', 'Chờ xác nhận vùng nguyên liệu')).toBe('REMARK');
    expect(refusalOf(() => settleFinding('REQUIREMENT', 'CONFIRM', null)).code).toBe('REASON_REQUIRED');
  });

  it('R 4.24 the chair may stop on a free ground, in words', () => {
    expect(settleFinding(null, 'CONFIRM', 'Mẫu bị hỏng trước khi thử')).toBe('STOPPED');
    expect(refusalOf(() => settleFinding(null, 'CONFIRM', '  ')).code).toBe('REASON_REQUIRED');
  });

  it.each(['REJECT', 'STOP', 'NOT_ASSESSED', 'REQUIREMENT', null] as const)(
    'R 4.24 a report of %s is dismissed with a reason only',
    (effect) => {
      expect(settleFinding(effect, 'DISMISS', 'Giấy chứng nhận còn hiệu lực')).toBe('DISMISSED');
      expect(refusalOf(() => settleFinding(effect, 'DISMISS', '')).code).toBe('REASON_REQUIRED');
    },
  );
});
