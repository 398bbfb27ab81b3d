import type { BilingualText } from '../../../ui/locale';
import {
  allCriteria,
  criteriaOf,
  sectionsOf,
  type CriterionForm,
  type CriterionKey,
  type DraftForm,
  type LevelForm,
  type PartKey,
  type SectionKey,
} from './draft-form';
import type { PlaceKeys } from './place-keys';

const unnamed = (): BilingualText => ({ vi: '', en: '' });

/** The rule as every card of the decrees writes it where several options count. */
const ADD_UP = 'tick every option that is true; points add up';

export const emptyLevel = (): LevelForm => ({
  ...{ points: '0', label: unnamed(), minStar: null, case: null, abridged: false },
});

const emptyCriterion = (code: string): CriterionForm => ({
  ...{ code, officialCode: '', title: unnamed(), maxPoints: '1', many: false, selectionRule: null },
  levels: [
    { ...emptyLevel(), points: '0' },
    { ...emptyLevel(), points: '1' },
  ],
  minimums: [3, 4, 5].map((stars) => ({ stars, points: '', note: '' })),
  ...{ minStarAny: null, preAssessedByCommune: false, impliedLevels: false, evidence: [], cases: [] },
  group: null,
});

/** The first of "6.1", "6.2" … that is free below a code. */
function freeCode(below: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const code = below ? `${below}.${number}` : String(number);
    if (!taken.includes(code)) return code;
  }
}

/** Adds a criterion at the end of a section. */
export function addCriterion(form: DraftForm, keys: PlaceKeys, section: SectionKey): CriterionKey {
  const key = keys.fresh('criterion');
  const taken = allCriteria(form).map((each) => form[each]!.code);
  form[key] = emptyCriterion(freeCode(form[section]!.code, taken));
  form[`in ${section}`] = [...criteriaOf(form, section), key];
  return key;
}

/** Adds a section with one criterion at the end of a part. */
export function addSection(
  form: DraftForm,
  keys: PlaceKeys,
  part: PartKey,
  taken: readonly string[],
): SectionKey {
  const key = keys.fresh('section');
  form[key] = { code: freeCode('', taken), title: unnamed(), maxPoints: '1' };
  form[`in ${key}`] = [];
  addCriterion(form, keys, key);
  form[`in ${part}`] = [...sectionsOf(form, part), key];
  return key;
}

/** Takes a criterion or a section out of where it stands. */
export function removePlace(form: DraftForm, from: PartKey | SectionKey, key: string): void {
  form[`in ${from}`] = (form[`in ${from}`] ?? []).filter((each) => each !== key);
}

/** Puts a criterion at the end of another section; it leaves its group, which belongs to the old one. */
export function moveCriterion(form: DraftForm, key: CriterionKey, from: SectionKey, to: SectionKey): void {
  removePlace(form, from, key);
  form[`in ${to}`] = [...criteriaOf(form, to), key];
  form[key]!.group = null;
}

/** One option counts, or all that hold do; the card then says so. */
export function addUp(criterion: CriterionForm, many: boolean): void {
  criterion.many = many;
  criterion.selectionRule = many ? (criterion.selectionRule ?? ADD_UP) : null;
}

/** Takes a case away, and its options out of it. */
export function removeCase(criterion: CriterionForm, code: string): void {
  criterion.cases = criterion.cases.filter((each) => each.code !== code);
  for (const level of criterion.levels) if (level.case === code) level.case = null;
}

/** Adds a case under a letter that is free. */
export function addCase(criterion: CriterionForm): void {
  const taken = criterion.cases.map(({ code }) => code);
  const code = [...'ABCDEFGH'].find((letter) => !taken.includes(letter)) ?? `A${taken.length}`;
  criterion.cases = [...criterion.cases, { code, title: unnamed() }];
}
