import type { ConditionEffect, DraftDesk_DraftFragment } from '../../../generated/operations';
import type { BilingualText } from '../../../ui/locale';
import type { PlaceKeys } from './place-keys';

type Content = DraftDesk_DraftFragment['content'];
type Criterion = Content['parts'][number]['sections'][number]['criteria'][number];

export type PartKey = `part ${string}`;
export type SectionKey = `section ${string}`;
export type CriterionKey = `criterion ${string}`;
export type GroupKey = `group ${string}`;
export type ListKey = `in ${string}`;

/** One option of a criterion, its number as it is typed. */
export interface LevelForm {
  points: string;
  label: BilingualText;
  minStar: number | null;
  case: string | null;
  abridged: boolean;
}

/** What a class asks of a criterion; no points: nothing. */
export interface MinimumForm {
  stars: number;
  points: string;
  note: string;
}

/** A part, a section or a group: a heading with its maximum. */
export interface HeadingForm {
  code: string;
  title: BilingualText;
  maxPoints: string;
}

export interface CriterionForm extends HeadingForm {
  officialCode: string;
  many: boolean;
  selectionRule: string | null;
  levels: LevelForm[];
  /** For 3, 4 and 5 stars, in this order. */
  minimums: MinimumForm[];
  minStarAny: number | null;
  preAssessedByCommune: boolean;
  impliedLevels: boolean;
  evidence: string[];
  cases: { code: string; title: BilingualText }[];
  group: GroupKey | null;
}

export interface ConditionForm {
  code: string;
  effect: ConditionEffect;
  /** The key of a criterion, group or section, so that it follows a change of code; else as it stands ("DOSSIER"). */
  scope: string;
  text: BilingualText;
}

export interface EvidenceForm {
  code: string;
  title: BilingualText;
}

/**
 * A draft as the page holds it: numbers as they are typed, lists of plain texts one entry a line, and every part,
 * section, criterion and group under a key of its own, so that two people's work is merged place by place.
 */
export interface DraftForm {
  basis: string;
  title: BilingualText;
  complete: boolean;
  missing: string;
  source: string;
  sourceNotes: string;
  starMinimumsKnown: boolean;
  conditions: ConditionForm[];
  evidence: EvidenceForm[];
  /** Minimums that no criterion can show: of an unknown one, or said twice. */
  strayMinimums: Content['starMinimums'];
  [part: PartKey]: HeadingForm;
  [section: SectionKey]: HeadingForm;
  [group: GroupKey]: HeadingForm;
  [criterion: CriterionKey]: CriterionForm;
  /** What stands in the card, a part or a section, in order. */
  [list: ListKey]: string[];
}

/** The parts of the card, the sections of a part, the criteria of a section. */
export const partsOf = (form: DraftForm) => (form['in card'] ?? []) as PartKey[];
export const sectionsOf = (form: DraftForm, part: PartKey) => (form[`in ${part}`] ?? []) as SectionKey[];
export const criteriaOf = (form: DraftForm, section: SectionKey) =>
  (form[`in ${section}`] ?? []) as CriterionKey[];
export const allSections = (form: DraftForm) => partsOf(form).flatMap((part) => sectionsOf(form, part));
export const allCriteria = (form: DraftForm) =>
  allSections(form).flatMap((section) => criteriaOf(form, section));

/** The form of a draft as the server has it. */
export function formOf({ basis, content }: DraftDesk_DraftFragment, keys: PlaceKeys): DraftForm {
  const reading = keys.reading();
  const form: DraftForm = {
    basis,
    title: words(content.title),
    complete: content.complete,
    missing: content.missing.join('\n'),
    source: content.source.join('\n'),
    sourceNotes: content.sourceNotes.join('\n'),
    starMinimumsKnown: content.starMinimumsKnown,
    conditions: [],
    evidence: content.evidenceCatalogue.map(({ code, title }) => ({ code, title: words(title) })),
    strayMinimums: [],
  };
  const list = <Key extends string>(of: ListKey, entries: Key[]) => (form[of] = entries);
  list(
    'in card',
    content.parts.map((part) => {
      const partKey = reading.key('part', part.code);
      form[partKey] = heading(part);
      list(
        `in ${partKey}`,
        part.sections.map((section) => {
          const sectionKey = reading.key('section', section.code);
          form[sectionKey] = heading(section);
          list(
            `in ${sectionKey}`,
            section.criteria.map((criterion) => {
              const key = reading.key('criterion', criterion.code);
              form[key] = { ...criterionForm(criterion), group: groupIn(form, criterion, reading) };
              return key;
            }),
          );
          return sectionKey;
        }),
      );
      return partKey;
    }),
  );
  spreadMinimums(form, content.starMinimums);
  form.conditions = content.conditions.map(({ code, effect, scope, text }) => ({
    ...{ code, effect, text: words(text) },
    scope: placeOfCode(form, scope) ?? scope,
  }));
  return form;
}

/** The criterion, group or section that a condition means by a code. */
export function placeOfCode(form: DraftForm, code: string): CriterionKey | GroupKey | SectionKey | null {
  const criteria = allCriteria(form);
  const groups = criteria.flatMap((key) => form[key]!.group ?? []);
  return [...criteria, ...groups, ...allSections(form)].find((key) => form[key]?.code === code) ?? null;
}

const words = ({ vi, en }: BilingualText): BilingualText => ({ vi, en });
const heading = (place: { code: string; title: BilingualText; maxPoints: number }): HeadingForm => ({
  code: place.code,
  title: words(place.title),
  maxPoints: String(place.maxPoints),
});

function criterionForm(criterion: Criterion): CriterionForm {
  const { many, selectionRule, minStarAny, preAssessedByCommune, impliedLevels } = criterion;
  return {
    ...heading(criterion),
    ...{ many, selectionRule, minStarAny, preAssessedByCommune, impliedLevels },
    officialCode: criterion.officialCode ?? '',
    levels: criterion.levels.map((level) => ({
      points: String(level.points),
      label: words(level.label),
      minStar: level.minStar,
      case: level.case,
      abridged: level.abridged,
    })),
    minimums: [3, 4, 5].map((stars) => ({ stars, points: '', note: '' })),
    evidence: [...criterion.evidence],
    cases: criterion.cases.map(({ code, title }) => ({ code, title: words(title) })),
    group: null,
  };
}

/** Criteria that say the same of their group share it; those that disagree keep each its own. */
function groupIn(
  form: DraftForm,
  { group }: Criterion,
  reading: ReturnType<PlaceKeys['reading']>,
): GroupKey | null {
  if (!group) return null;
  const said = heading(group);
  const known = (Object.keys(form) as GroupKey[]).find(
    (key) => key.startsWith('group ') && JSON.stringify(form[key]) === JSON.stringify(said),
  );
  if (known) return known;
  const key = reading.key('group', group.code);
  form[key] = said;
  return key;
}

function spreadMinimums(form: DraftForm, minimums: Content['starMinimums']): void {
  const criteria = allCriteria(form).map((key) => form[key]!);
  for (const { stars, criterion, minPoints, note } of minimums) {
    const of = criteria.find(({ code }) => code === criterion);
    const place = of?.minimums.find((each) => each.stars === stars && each.points === '');
    if (place) Object.assign(place, { points: String(minPoints), note: note ?? '' });
    else form.strayMinimums = [...form.strayMinimums, { stars, criterion, minPoints, note }];
  }
}

/** Every place with the code it has now, in the order of the card. */
export function namedPlaces(form: DraftForm) {
  const named = <Kind extends 'part' | 'section' | 'criterion' | 'group'>(
    kind: Kind,
    keys: readonly (PartKey | SectionKey | CriterionKey | GroupKey)[],
  ) => keys.map((key) => ({ kind, key, code: form[key]?.code.trim() ?? '' }));
  const groups = allCriteria(form).flatMap((key) => form[key]?.group ?? []);
  return [
    ...named('part', partsOf(form)),
    ...named('section', allSections(form)),
    ...named('criterion', allCriteria(form)),
    ...named('group', [...new Set(groups)]),
  ];
}
