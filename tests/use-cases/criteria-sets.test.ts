import { describe, expect, it } from 'vitest';
import { CriteriaSets } from '../../server/features/criteria/criteria-sets.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';

const sets = new CriteriaSets(loadScorecards());
const criteriaOf = (code: string) =>
  sets.pinned(code).parts.flatMap((part) => part.sections.flatMap((section) => section.criteria));

describe('the scorecards', () => {
  it('are all there, 73 of 79 fit for use', () => {
    expect(sets.list({})).toHaveLength(79);
    expect(sets.list({ complete: true })).toHaveLength(73);
    expect(sets.list({ complete: false }).every(({ missing }) => missing.length > 0)).toBe(true);
    expect(sets.list({ regime: '26-2026' }).map(({ productSet }) => productSet)).toEqual(
      Array.from({ length: 26 }, (_, at) => at + 1),
    );
  });

  it('say which criteria apply only with a story (R 4.10)', () => {
    const only = (code: string) =>
      criteriaOf(code)
        .filter((one) => one.onlyWithStory)
        .map((one) => one.code);
    expect(only('OCOP-26-2026-04')).toEqual(['5.2']);
    expect(only('OCOP-148-2023-01')).toEqual(['5.2', '5.3']);
    expect(only('OCOP-1048-2019-01')).toEqual(['5.2', '5.3']);
  });

  it('say where the maximum is given because the check is not mandatory (R 4.11)', () => {
    const free = sets
      .list({})
      .flatMap(({ code }) =>
        criteriaOf(code).flatMap((one) => (one.fullIfNotMandatory ? [`${code} ${one.code}`] : [])),
      );
    expect(free.length).toBeGreaterThan(0);
    expect(free.every((place) => place.startsWith('OCOP-148-2023-21 7'))).toBe(true);
  });

  it('let members report exclusions, stops and requirements, and nothing that only guides (R 4.20-4.24)', () => {
    const kinds = new Map<string, Set<boolean>>();
    for (const card of sets.list({})) {
      for (const { effect, reportable } of card.conditions) {
        kinds.set(effect, (kinds.get(effect) ?? new Set()).add(reportable));
      }
    }
    const said = (reportable: boolean) =>
      [...kinds]
        .filter(([, answers]) => answers.has(reportable))
        .map(([effect]) => effect)
        .sort();
    expect(said(true)).toEqual(['NOT_ASSESSED', 'REJECT', 'REQUIREMENT', 'STOP']);
    expect(said(false)).toEqual(['APPLIES_IF', 'EVIDENCE_REQUIRED', 'GUIDE', 'SCORING']);
  });

  it('number the options of each criterion from 0 (R 15)', () => {
    for (const { levels } of criteriaOf('OCOP-26-2026-26')) {
      expect(levels.map(({ position }) => position)).toEqual(levels.map((_, at) => at));
    }
  });

  it('are made once and can be changed by nobody', () => {
    const card = sets.pinned('OCOP-26-2026-04');
    expect(sets.find('OCOP-26-2026-04')).toBe(card);
    expect(() => Object.assign(card.parts[0]!.sections[0]!.criteria[0]!, { maxPoints: 99 })).toThrow(
      TypeError,
    );
  });

  it('can be compared, and a code that is none is refused', () => {
    expect(sets.differences('OCOP-148-2023-04', 'OCOP-26-2026-04').length).toBeGreaterThan(0);
    expect(sets.differences('OCOP-26-2026-04', 'OCOP-26-2026-04')).toEqual([]);
    expect(() => sets.differences('OCOP-26-2026-04', 'x')).toThrow('NOT_FOUND');
    expect(() => sets.pinned('x')).toThrow(/not in the library/);
  });
});
