import type { CardContent } from '../../server/scorecards/card-content.js';
import type { Loose, Person } from './server.js';

const TEXT = '{ vi en }';
const CONTENT = `title ${TEXT} parts { code title ${TEXT} maxPoints sections { code title ${TEXT} maxPoints criteria {
  code officialCode title ${TEXT} maxPoints many selectionRule levels { points label ${TEXT} minStar case abridged }
  preAssessedByCommune evidence cases { code title ${TEXT} } group { code title ${TEXT} maxPoints } impliedLevels minStarAny } } }
  starMinimumsKnown starMinimums { stars criterion minPoints note } complete missing conditions { code effect scope text ${TEXT} }
  evidenceCatalogue { code title ${TEXT} } source sourceNotes`;
// `code` of a refusal is of another type.
export const DRAFT = `id version cardCode: code edition base { code } basis content { ${CONTENT} } changedBy
  faults { criterion path sentence ${TEXT} } differences { criterion kind from { vi en } to { vi en } }`;
export const SET = 'cardCode: code edition basedOn basis publishedAt supersededBy complete missing sha256';

type Mutable<T> = { -readonly [K in keyof T]: Mutable<T[K]> };
export type Typed = Mutable<CardContent>;

export const beginDraft = (who: Person, code: string): Promise<Loose> =>
  who.act(
    'draftCriteriaSet(code: $code)',
    '$code: String!',
    { code },
    `... on CriteriaSetDraft { ${DRAFT} }`,
  );

/** Saves the draft with one thing changed, over the version that was read. */
export function saveDraft(
  who: Person,
  { id, version, basis, content }: Loose,
  change: (content: Typed) => void = () => undefined,
  words: string = basis,
): Promise<Loose> {
  const typed = structuredClone(content) as Typed;
  change(typed);
  return who.act(
    'saveCriteriaSetDraft(id: $id, version: $version, input: $input)',
    '$id: ID!, $version: Int!, $input: CriteriaSetDraftInput!',
    { id, version, input: { basis: words, content: typed } },
    `... on CriteriaSetDraft { ${DRAFT} }`,
  );
}

const ofDraft =
  (field: string, selection: string) =>
  (who: Person, draft: Loose): Promise<Loose> =>
    who.act(
      `${field}(id: $id, version: $version)`,
      '$id: ID!, $version: Int!',
      { id: draft.id, version: draft.version },
      selection,
    );
export const publishDraft = ofDraft('publishCriteriaSetDraft', `... on CriteriaSet { ${SET} }`);
export const discardDraft = ofDraft('discardCriteriaSetDraft', `... on CriteriaSetDraft { ${DRAFT} }`);
export const renewCard = ofDraft(
  'renewDossierCard',
  '... on Dossier { id version state criteriaSet { code } newerCriteriaSet { code } }',
);

export const readDraft = async (who: Person, id: string): Promise<Loose> =>
  (await who.get(`query($id: ID!) { criteriaSetDraft(id: $id) { ${DRAFT} } }`, { id })).criteriaSetDraft;

export const readSet = async (who: Person, code: string): Promise<Loose> =>
  (await who.get(`query($code: String!) { criteriaSet(code: $code) { ${SET} } }`, { code })).criteriaSet;

/** A criterion of the content, by its code. */
export const criterionIn = (content: Typed, code: string) =>
  content.parts
    .flatMap((part) => part.sections.flatMap((section) => section.criteria))
    .find((one) => one.code === code)!;

/** Publishes the next edition of a card, with this change. */
export async function publishNext(
  who: Person,
  code: string,
  change: (content: Typed) => void,
  basis = 'Công văn 12/VPĐP ngày 02/11/2026',
): Promise<Loose> {
  const draft = await beginDraft(who, code);
  const saved = await saveDraft(who, draft, change, basis);
  const set = await publishDraft(who, saved);
  if (set.__typename !== 'CriteriaSet')
    throw new Error(JSON.stringify([draft.__typename, saved.faults, set]));
  return set;
}
