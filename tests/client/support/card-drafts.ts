import { contentOf } from '../../../server/scorecards/card-content.js';
import { loadScorecards } from '../../../server/scorecards/load-scorecards.js';
import type { DraftDesk_DraftFragment } from '../../../client/generated/operations';

const library = loadScorecards('server/scorecards');

/** The codes of all shipped cards. */
export const codes = library.all.map(({ code }) => code);

/** As the API answers it: what is not there is null, and every object says what it is. */
export function answered(value: unknown, typename = 'CardContent'): unknown {
  if (Array.isArray(value)) return value.map((each) => answered(each, `${typename}Item`));
  if (typeof value !== 'object' || value === null) return value;
  const named = Object.entries(value).map(([key, each]) => [key, answered(each, key)] as const);
  return { __typename: typename, ...Object.fromEntries(named) };
}

const OPTIONAL = {
  criterion: { officialCode: null, selectionRule: null, group: null, minStarAny: null },
  level: { minStar: null, case: null },
};

/** The first draft over a shipped card. */
export function draftOf(code: string, changes: object = {}): DraftDesk_DraftFragment {
  const card = library.get(code)!;
  const content = contentOf(card);
  const full = {
    ...content,
    starMinimums: content.starMinimums.map((each) => ({ note: null, ...each })),
    parts: content.parts.map((part) => ({
      ...part,
      sections: part.sections.map((section) => ({
        ...section,
        criteria: section.criteria.map((criterion) => ({
          ...OPTIONAL.criterion,
          ...criterion,
          levels: criterion.levels.map((level) => ({ ...OPTIONAL.level, ...level })),
        })),
      })),
    })),
  };
  return {
    ...{ __typename: 'CriteriaSetDraft', id: 'd1', version: 1, code: `${code}.2`, edition: 2 },
    base: {
      ...{ __typename: 'CriteriaSet', code, regime: 'R148', decree: card.decree, edition: 1 },
      ...{ productSet: card.decreeInfo.set, title: { __typename: 'Text', ...card.title } },
    },
    ...{ basis: '', content: answered(full), faults: [], differences: [] },
    ...{ changedAt: '2026-11-22T01:00:00Z', changedBy: 'Bà Lan', ...changes },
  } as unknown as DraftDesk_DraftFragment;
}
