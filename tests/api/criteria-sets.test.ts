import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nobody, openRegistryApi, type RegistryApi } from '../support/registry-api.js';

let api: RegistryApi;
beforeAll(async () => {
  api = await openRegistryApi(() => new Date('2026-11-22T02:00:00Z'));
});
afterAll(() => api?.close());

describe('the scorecards over the API', () => {
  it('are served whole, in both languages, with their fingerprint', async () => {
    const { criteriaSet } = await api.data<{
      criteriaSet: Record<string, unknown>;
    }>(`{ criteriaSet(code: "OCOP-26-2026-04") {
      code regime decree productSet title { vi en } sectorCode sector { vi en } group { vi en } complete missing maxPoints
      parts { code title { vi en } maxPoints sections { code title { vi en } maxPoints criteria {
        code officialCode title { vi en } maxPoints many preAssessedByCommune evidence impliedLevels minStarAny
        onlyWithStory fullIfNotMandatory cases { code title { vi en } } group { code title { vi en } maxPoints }
        levels { position points label { vi en } minStar case abridged } } } }
      starBands { stars min max maxInclusive recognisedBy } starMinimumsKnown
      starMinimums { stars criterion minPoints note }
      conditions { code effect scope text { vi en } reportable } evidenceCatalogue { code title { vi en } }
      source sourceNotes sha256 } }`);
    expect(criteriaSet).toMatchObject({ regime: 'R26_2026', productSet: 4, complete: true, maxPoints: 100 });
    expect(criteriaSet.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(criteriaSet.starBands).toContainEqual(expect.objectContaining({ stars: 5, min: 90, max: 100 }));
  });

  it('can be listed by decree and by whether they can be used', async () => {
    const list = `query ($regime: Regime, $complete: Boolean) { criteriaSets(regime: $regime, complete: $complete) { code } }`;
    const count = async (variables: Record<string, unknown>) =>
      (await api.data<{ criteriaSets: unknown[] }>(list, variables)).criteriaSets.length;
    expect(await count({})).toBe(79);
    expect(await count({ complete: true })).toBe(73);
    expect(await count({ regime: 'R148', complete: false })).toBe(4);
    expect(await count({ regime: null, complete: null })).toBe(79);
  });

  it('tell what changed from one decree to the next', async () => {
    const { cardDifferences } = await api.data<{ cardDifferences: object[] }>(
      '{ cardDifferences(from: "OCOP-148-2023-04", to: "OCOP-26-2026-04") { criterion kind from { vi en } to { vi en } } }',
    );
    expect(cardDifferences).toContainEqual({
      criterion: '3.5',
      kind: 'ONLY_FROM',
      from: { vi: 'Kế toán', en: 'Accounting' },
      to: null,
    });
    const { errors } = await api.ask('{ cardDifferences(from: "x", to: "OCOP-26-2026-04") { kind } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('answer an unknown code with nothing, and an outsider with a refusal', async () => {
    expect(await api.data('{ criteriaSet(code: "x\\u0000") { code } }')).toEqual({ criteriaSet: null });
    const asked = (viewer: Parameters<RegistryApi['ask']>[2]) =>
      api.ask('{ criteriaSets { code } }', {}, viewer);
    expect((await asked(nobody)).errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
    const token = (scopes: ['CRITERIA'] | ['REPORTS']) => ({ kind: 'TOKEN', tokenId: 't', scopes }) as const;
    expect((await asked(token(['CRITERIA']))).errors).toBeUndefined();
    expect((await asked(token(['REPORTS']))).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });
});
