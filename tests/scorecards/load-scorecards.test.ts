import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findScorecardFolder, loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { productSetsOf } from '../../server/scorecards/product-sets.js';

const library = loadScorecards();

describe('the scorecards of the project', () => {
  test('all 79 load, 73 of them complete', () => {
    expect(library.all).toHaveLength(79);
    expect(library.all.filter((card) => card.complete)).toHaveLength(73);
  });

  test('R 13: the six incomplete ones are known by name, and each says what is missing', () => {
    const incomplete = library.all.filter((card) => !card.complete);
    expect(incomplete.map((card) => card.code)).toEqual([
      'OCOP-1048-2019-19',
      'OCOP-1048-2019-26A',
      'OCOP-148-2023-07',
      'OCOP-148-2023-11',
      'OCOP-148-2023-12',
      'OCOP-148-2023-13',
    ]);
    for (const card of incomplete) expect(card.missing.length).toBeGreaterThan(0);
  });

  test.each([
    ['1048/QĐ-TTg', 1, 0, 23, 80],
    ['1048/QĐ-TTg + 781/QĐ-TTg', 25, 24, 750, 2712],
    ['148/QĐ-TTg', 26, 22, 795, 2632],
    ['26/2026/QĐ-TTg', 26, 26, 787, 2579],
    ['781/QĐ-TTg', 1, 1, 32, 94],
  ])(
    '%s has %i cards, %i complete, with %i criteria and %i levels',
    (decree, cards, complete, criteria, levels) => {
      const own = library.all.filter((card) => card.decree === decree);
      const all = own.flatMap((card) =>
        card.parts.flatMap((part) => part.sections.flatMap((one) => one.criteria)),
      );
      expect({
        cards: own.length,
        complete: own.filter((card) => card.complete).length,
        criteria: all.length,
        levels: all.flatMap((criterion) => criterion.levels).length,
      }).toEqual({ cards, complete, criteria, levels });
    },
  );

  test('stand in order of decree and set', () => {
    const order = library.all.map((card) => card.code);
    expect(order.slice(24, 28)).toEqual([
      'OCOP-1048-2019-25',
      'OCOP-1048-2019-26A',
      'OCOP-781-2020-26',
      'OCOP-148-2023-01',
    ]);
    expect(order.at(-1)).toBe('OCOP-26-2026-26');
  });

  test('cannot be changed by accident', () => {
    const card = library.get('OCOP-26-2026-01')!;
    expect(() => Object.assign(card.parts[0]!, { maxPoints: 41 })).toThrow(TypeError);
  });

  test('R 4.5: 378 of the 787 criteria of 26/2026 have no option of 0 points', () => {
    const criteria = library.all
      .filter((card) => library.regimeOf(card.code) === '26-2026')
      .flatMap((card) => card.parts.flatMap((part) => part.sections.flatMap((one) => one.criteria)));
    expect(criteria.filter((one) => one.levels.every((level) => level.points > 0))).toHaveLength(378);
    expect(criteria.filter((one) => one.impliedLevels)).toHaveLength(22);
  });
});

describe('finding a card', () => {
  test.each([
    ['2019-08-21', 'OCOP-1048-2019-26A'],
    ['2020-06-07', 'OCOP-1048-2019-26A'],
    ['2020-06-08', 'OCOP-781-2020-26'],
    ['2021-10-06', 'OCOP-781-2020-26'],
    [undefined, 'OCOP-781-2020-26'],
  ])('R 1: the tourism card of 1048/781 on %s is %s', (on, code) => {
    expect(library.forProductSet('1048-781', 26, on).code).toBe(code);
  });

  test.each([
    ['1048-781', 1, 'OCOP-1048-2019-01'],
    ['148', 26, 'OCOP-148-2023-26'],
    ['26-2026', 4, 'OCOP-26-2026-04'],
  ] as const)('R 3.4: under %s set %i picks %s', (regime, set, code) => {
    expect(library.forProductSet(regime, set).code).toBe(code);
    expect(library.regimeOf(code)).toBe(regime);
  });

  test('a set, a day or a code without a card is a fault of ours', () => {
    expect(() => library.forProductSet('148', 27)).toThrow(RangeError);
    expect(() => library.forProductSet('148', 1, '2023-02-23')).toThrow(RangeError);
    expect(() => library.sha256('OCOP-0')).toThrow(RangeError);
    expect(() => library.regimeOf('OCOP-0')).toThrow(RangeError);
    expect(library.get('OCOP-0')).toBeUndefined();
  });

  test.each(['1048-781', '148', '26-2026'] as const)(
    'R 3.1: %s has 26 product sets, each with its card',
    (regime) => {
      const sets = productSetsOf(library, regime);
      expect(sets.map((set) => set.number)).toEqual(Array.from({ length: 26 }, (_, at) => at + 1));
      for (const set of sets) {
        expect(library.get(set.cardCode)).toMatchObject({ title: set.title, complete: set.complete });
        expect(new Set(sets.map((one) => one.sectorCode)).size).toBe(6);
      }
    },
  );

  test('an incomplete card shows as such among the product sets, with what it lacks', () => {
    expect(productSetsOf(library, '148')[6]).toMatchObject({
      cardCode: 'OCOP-148-2023-07',
      complete: false,
      missing: ['6.4: level worth 4 points (top listed level is 3)'],
    });
    expect(productSetsOf(library, '1048-781', '2019-09-01')[25]?.cardCode).toBe('OCOP-1048-2019-26A');
  });

  test('R 3.1: Annex I of 26/2026 has 6 sectors and 17 groups', () => {
    const { sets } = library.productGroups;
    expect(new Set(sets.map((entry) => entry.sector)).size).toBe(6);
    expect(new Set(sets.map((entry) => `${entry.sector} ${entry.groupNo}`)).size).toBe(17);
  });
});

describe('the folder of the scorecards', () => {
  const folder = findScorecardFolder();
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'scorecards-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const copyInto = (place: string) => {
    cpSync(folder, place, { recursive: true });
    return place;
  };

  test('is found from the sources and from the compiled code, which has no JSON beside it', () => {
    const sources = copyInto(join(root, 'server', 'scorecards'));
    const compiled = join(root, 'dist', 'server', 'scorecards');
    mkdirSync(compiled, { recursive: true });
    expect(findScorecardFolder(sources)).toBe(sources);
    expect(findScorecardFolder(compiled)).toBe(sources);
    expect(loadScorecards(findScorecardFolder(compiled)).all).toHaveLength(79);
  });

  test('is asked for in one sentence when it is not there', () => {
    expect(() => findScorecardFolder(root)).toThrow(/Không tìm thấy.*No folder server.scorecards/s);
  });

  test('may be checked out with other line ends: the fingerprint stays; one word changed: it does not', () => {
    const copy = copyInto(join(root, 'copy'));
    const file = join(copy, 'cards', '26-2026-01.json');
    const text = readFileSync(file, 'utf8');
    expect(library.sha256('OCOP-26-2026-01')).toMatch(/^[0-9a-f]{64}$/);

    writeFileSync(file, text.replaceAll('\n', '\r\n'));
    expect(loadScorecards(copy).sha256('OCOP-26-2026-01')).toBe(library.sha256('OCOP-26-2026-01'));

    writeFileSync(file, text.replace('Nguồn gốc sản phẩm', 'Xuất xứ sản phẩm'));
    expect(loadScorecards(copy).sha256('OCOP-26-2026-01')).not.toBe(library.sha256('OCOP-26-2026-01'));
  });

  test('is refused with all its faults at once', () => {
    const copy = copyInto(join(root, 'copy'));
    const edit = (name: string, change: (text: string) => string) => {
      const file = join(copy, 'cards', name);
      writeFileSync(file, change(readFileSync(file, 'utf8')));
    };
    edit('26-2026-01.json', () => '{ "code": ');
    edit('26-2026-02.json', (text) => text.replace('"minStar"', '"minstar"'));
    edit('26-2026-03.json', (text) => text.replace('"minPoints": 1', '"minPoints": 2'));

    let message = '';
    try {
      loadScorecards(copy);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toMatch(/^Các bộ tiêu chí có 3 lỗi: \/ The scorecards have 3 faults:\n/);
    expect(message).toContain('26-2026-01.json: it is not JSON');
    expect(message).toMatch(/26-2026-02\.json, parts\.[\w.]+: Unrecognized key: "minstar"\./);
    expect(message).toMatch(/26-2026-02\.json, parts\.[\w.]+: Khóa không được nhận dạng: "minstar"\./);
    expect(message).toMatch(
      /OCOP-26-2026-03, [\d.]+: its \d-star mark gives 1, the list of minimums says 2\./,
    );
  });

  test('is refused when a product set has lost its card', () => {
    const copy = copyInto(join(root, 'copy'));
    rmSync(join(copy, 'cards', '148-2023-05.json'));
    expect(() => loadScorecards(copy)).toThrow('148: product set 5 has no card.');
  });
});
