import { describe, expect, it } from 'vitest';
import { contentOf, cardOfContent } from '../../server/scorecards/card-content.js';
import type { PublishedEdition } from '../../server/scorecards/edition.js';
import { fingerprint } from '../../server/scorecards/fingerprint.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { productSetsOf } from '../../server/scorecards/product-sets.js';
import { readEdition } from '../../server/scorecards/read-edition.js';
import type { Scorecard } from '../../server/domain/scorecard.js';

const shipped = loadScorecards();

function edition(first: string, number: number, title = `Phiên bản ${number}`): PublishedEdition {
  const base = shipped.get(first)!;
  const content = { ...contentOf(base), title: { vi: title, en: title }, complete: true, missing: [] };
  const card = cardOfContent(base, `${first}.${number}`, content) as Scorecard;
  const basedOn = number === 2 ? first : `${first}.${number - 1}`;
  return {
    card,
    edition: number,
    basedOn,
    basis: 'Văn bản',
    publishedAt: new Date(),
    sha256: fingerprint(card),
  };
}

describe('editions in the library', () => {
  it('stand after the one before, and the newest is what new dossiers take; older codes stay good', () => {
    const library = loadScorecards();
    const first = 'OCOP-26-2026-04';
    // The tenth after the ninth, whatever the letters say; in whatever order they come in.
    for (const number of [3, 2, 10, 4, 5, 6, 7, 8, 9]) library.admit(edition(first, number));
    const codes = library.all.map(({ code }) => code);
    const at = codes.indexOf(first);
    expect(codes.slice(at, at + 11)).toEqual([
      first,
      ...[2, 3, 4, 5, 6, 7, 8, 9, 10].map((number) => `${first}.${number}`),
      'OCOP-26-2026-05',
    ]);
    expect(library.forProductSet('26-2026', 4).code).toBe(`${first}.10`);
    expect(library.newest(`${first}.3`).code).toBe(`${first}.10`);
    expect(library.get(first)).toEqual(shipped.get(first));
    expect(library.sha256(first)).toBe(shipped.sha256(first));
    expect(library.regimeOf(`${first}.2`)).toBe('26-2026');
    expect(library.editionOf(`${first}.2`)).toMatchObject({ edition: 2, basedOn: first, basis: 'Văn bản' });
    expect(library.editionOf(first)).toEqual({ edition: 1, basedOn: null, basis: null, publishedAt: null });
  });

  it('never mix cards: the tourism card of 2019 has its editions, that of 2020 its own (R 1, table)', () => {
    const library = loadScorecards();
    library.admit(edition('OCOP-1048-2019-26A', 2));
    expect(library.forProductSet('1048-781', 26, '2019-09-01').code).toBe('OCOP-1048-2019-26A.2');
    expect(library.forProductSet('1048-781', 26).code).toBe(shipped.forProductSet('1048-781', 26).code);
  });

  it('make a product set usable whose card lacked points', () => {
    const library = loadScorecards();
    const before = productSetsOf(library, '148');
    expect(before[6]).toMatchObject({ cardCode: 'OCOP-148-2023-07', complete: false });
    library.admit(edition('OCOP-148-2023-07', 2));
    const after = productSetsOf(library, '148');
    expect(after[6]).toMatchObject({ cardCode: 'OCOP-148-2023-07.2', complete: true, missing: [] });
    expect(after).toHaveLength(before.length);
  });

  it('are taken in once, and never in place of another', () => {
    const library = loadScorecards();
    const second = edition('OCOP-26-2026-04', 2);
    library.admit(second);
    const kept = library.get(second.card.code);
    library.admit(edition('OCOP-26-2026-04', 2));
    expect(library.get(second.card.code)).toBe(kept);
    expect(() => library.admit(edition('OCOP-26-2026-04', 2, 'Khác'))).toThrow('another scorecard');
    expect(() => library.admit({ ...second, card: { ...second.card, code: 'OCOP-26-2026-99.2' } })).toThrow(
      RangeError,
    );
    expect(() => Object.assign(kept!.title, { vi: 'x' })).toThrow(TypeError);
  });

  it('are read only as they were published', () => {
    const { card, sha256 } = edition('OCOP-26-2026-04', 2);
    const json = JSON.stringify(card);
    expect(readEdition(card.code, json, sha256)).toEqual(card);
    expect(() => readEdition(card.code, json.replace('Phiên bản 2', 'Phiên bản hai'), sha256)).toThrow(
      'not as it was published',
    );
    expect(() => readEdition('OCOP-26-2026-04.3', json, sha256)).toThrow('not as it was published');
    expect(() => readEdition(card.code, '{}', sha256)).toThrow('not as it was published');
  });
});
