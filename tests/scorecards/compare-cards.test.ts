import { describe, expect, test } from 'vitest';
import type { Scorecard } from '../../server/domain/scorecard.js';
import { cardDifferences, compareCards } from '../../server/scorecards/compare-cards.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';

const library = loadScorecards();
const card = (code: string) => library.get(code)!;
const codes = (rows: ReturnType<typeof compareCards>) => rows.map((row) => [row.from?.code, row.to?.code]);

const same = (words: string) => ({ vi: words, en: words });

const fresh148 = card('OCOP-148-2023-01');
const fresh2026 = card('OCOP-26-2026-01');

describe('two scorecards side by side', () => {
  test('a card and itself differ in nothing', () => {
    for (const one of library.all) {
      expect(cardDifferences(one, one)).toEqual([]);
      expect(
        compareCards(one, one).every((row) => row.from === row.to && row.levels.every((l) => l.same)),
      ).toBe(true);
    }
  });

  test('148 and 26/2026: renumbered criteria still face each other', () => {
    const pairs = codes(compareCards(fresh148, fresh2026));
    expect(pairs).toContainEqual(['1.2', '1.3']);
    expect(pairs).toContainEqual(['3.6', '3.5']);
    expect(pairs).toContainEqual(['5.2', '5.3']);
    expect(pairs).toContainEqual(['5.3', '5.2']);
    expect(pairs).toContainEqual(['7', '7']);
  });

  test('R 4.12: accounting is only in 148, the two-language label only in 26/2026', () => {
    const differences = cardDifferences(fresh148, fresh2026);
    expect(differences).toContainEqual(
      expect.objectContaining({
        kind: 'ONLY_FROM',
        from: expect.objectContaining({ vi: 'Kế toán' }),
        to: null,
      }),
    );
    expect(differences).toContainEqual(
      expect.objectContaining({
        criterion: '2.4',
        kind: 'ONLY_TO',
        from: null,
        to: expect.objectContaining({ vi: expect.stringContaining('song ngữ') }),
      }),
    );
  });

  test('changed points, levels and minimums are told with both wordings', () => {
    const differences = cardDifferences(fresh148, fresh2026);
    expect(differences).toContainEqual({ criterion: '1.1', kind: 'POINTS', from: same('5'), to: same('3') });
    expect(differences).toContainEqual({
      criterion: '1.3',
      kind: 'CODE',
      from: same('1.2'),
      to: same('1.3'),
    });
    const levels = differences.find((one) => one.criterion === '1.1' && one.kind === 'LEVELS');
    for (const language of ['vi', 'en'] as const) {
      const points = (side = same('')) => side[language].split('\n').map((line) => line.slice(0, 3));
      expect(points(levels?.from ?? undefined)).toEqual(['1: ', '3: ', '5: ']);
      expect(points(levels?.to ?? undefined)).toEqual(['1: ', '2: ', '3: ']);
    }
    expect(differences.find((one) => one.kind === 'MINIMUMS')?.from).not.toEqual(
      differences.find((one) => one.kind === 'MINIMUMS')?.to,
    );
  });

  test('titles and levels are told in English too, and of what differs in Vietnamese alone both', () => {
    const [criterion] = fresh2026.parts[0]!.sections[0]!.criteria;
    const [first, ...others] = criterion!.levels;
    const change = { ...first!, label: { ...first!.label, vi: 'Khác' } };
    const changed = {
      ...criterion!,
      title: { vi: `${criterion!.title.vi} khác`, en: 'Another' },
      levels: [change, ...others],
    };
    const swapped = JSON.parse(JSON.stringify(fresh2026)) as typeof fresh2026;
    Object.assign(swapped.parts[0]!.sections[0]!.criteria[0]!, changed);
    const found = cardDifferences(fresh2026, swapped);
    const of = (kind: string) => found.find((one) => one.kind === kind);
    expect(of('TITLE')).toMatchObject({ from: criterion!.title, to: changed.title });
    const english = (level: typeof change) => `${level.points}: ${level.label.en}`;
    const rest = others.map(english);
    expect(of('LEVELS')?.to?.en.split('\n')).toEqual([
      `${english(change)} (${change.points}: Khác)`,
      ...rest,
    ]);
    expect(of('LEVELS')?.to?.vi).not.toContain(first!.label.en);
  });

  test('R 5.8: minimums that nobody knows are not reported as changed', () => {
    const kinds = cardDifferences(card('OCOP-1048-2019-01'), fresh2026).map((one) => one.kind);
    expect(kinds).toContain('LEVELS');
    expect(kinds).toContain('ASSESSED_BY');
    expect(kinds).not.toContain('MINIMUMS');
  });

  test('R 4.7: levels are never paired across cases', () => {
    const rows = compareCards(card('OCOP-148-2023-26'), card('OCOP-26-2026-26'));
    const paired = rows.flatMap((row) => row.levels).filter((level) => level.from && level.to);
    expect(paired.filter((level) => level.from?.case).length).toBeGreaterThan(0);
    expect(paired.every((level) => level.from!.case === level.to!.case)).toBe(true);
  });

  test.each([
    ['OCOP-1048-2019-14', 'OCOP-148-2023-13'],
    ['OCOP-1048-2019-26A', 'OCOP-781-2020-26'],
    ['OCOP-148-2023-12', 'OCOP-26-2026-12'],
    ['OCOP-26-2026-01', 'OCOP-26-2026-26'],
  ])('%s and %s: every criterion and level of both stands in one row, in order', (a, b) => {
    const rows = compareCards(card(a), card(b));
    const all = (one: Scorecard) => one.parts.flatMap((p) => p.sections.flatMap((s) => s.criteria));
    expect(rows.flatMap((row) => row.from ?? [])).toEqual(all(card(a)));
    expect(new Set(rows.flatMap((row) => row.to ?? []))).toEqual(new Set(all(card(b))));
    expect(rows.flatMap((row) => row.to ?? [])).toHaveLength(all(card(b)).length);
    for (const row of rows) {
      expect(row.levels.flatMap((level) => level.from ?? [])).toEqual(row.from?.levels ?? []);
      expect(row.levels.flatMap((level) => level.to ?? [])).toHaveLength(row.to?.levels.length ?? 0);
    }
  });
});
