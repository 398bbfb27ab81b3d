import type {
  Card_CriterionFragment,
  ScoringPage_CardFragment,
  ScoringPage_DossierFragment,
} from '../../generated/operations';
import type { BilingualText } from '../../ui/locale';

type CriteriaSet = ScoringPage_CardFragment;

export type Assessment = ScoringPage_DossierFragment['assessments'][number];
export type Condition = CriteriaSet['conditions'][number];
export type Level = Card_CriterionFragment['levels'][number];

/** One criterion with all that the card and the dossier say about it; never changed, so that its card on the screen is not drawn anew. */
export interface CriterionView {
  readonly code: string;
  readonly officialCode: string | null;
  readonly title: BilingualText;
  readonly maxPoints: number;
  readonly many: boolean;
  readonly levels: readonly Level[];
  readonly cases: Card_CriterionFragment['cases'];
  /** Criteria with the same key follow one choice of case on a sheet (R 4.7); null: no cases. */
  readonly caseKey: string | null;
  readonly group: Card_CriterionFragment['group'] | null;
  readonly part: string;
  /** False: asks for a product story that the dossier does not have (R 4.10). */
  readonly applicable: boolean;
  readonly fullIfNotMandatory: boolean;
  readonly preAssessedByCommune: boolean;
  readonly impliedLevels: boolean;
  /** A star at the criterion itself: any scoring level meets it. */
  readonly minStarAny: number | null;
  readonly evidence: readonly BilingualText[];
  readonly assessments: readonly Assessment[];
  /** What the decree says at this criterion, for reading. */
  readonly conditions: readonly Condition[];
  /** A 0 here stops the evaluation of the product (R 4.23). */
  readonly zeroStops: boolean;
}

export interface GroupView {
  readonly group: NonNullable<CriterionView['group']> | null;
  readonly criteria: readonly CriterionView[];
}

export interface SectionView {
  readonly code: string;
  readonly title: BilingualText;
  readonly maxPoints: number;
  readonly groups: readonly GroupView[];
}

export interface PartView {
  readonly code: string;
  readonly title: BilingualText;
  readonly maxPoints: number;
  readonly sections: readonly SectionView[];
}

export interface CardView {
  /** Of the edition: positions of levels mean nothing without it. */
  readonly code: string;
  readonly maxPoints: number;
  readonly parts: readonly PartView[];
  /** In card order. */
  readonly criteria: readonly CriterionView[];
  readonly byCode: ReadonlyMap<string, CriterionView>;
  /** Facts of the whole dossier or of one criterion that a member may report to the chair. */
  readonly reportable: readonly Condition[];
}

type CardDossier = Pick<ScoringPage_DossierFragment, 'hasStory' | 'assessments'> & {
  readonly criteriaSet: CriteriaSet;
};

/** A dossier on a scorecard as the screen shows it. */
export function viewCard(dossier: CardDossier): CardView {
  const { criteriaSet: set } = dossier;
  const parts = set.parts.map((part) => ({
    code: part.code,
    title: part.title,
    maxPoints: part.maxPoints,
    sections: part.sections.map((section) => ({
      code: section.code,
      title: section.title,
      maxPoints: section.maxPoints,
      groups: byGroup(section.criteria.map((criterion) => viewCriterion(criterion, part.code, dossier))),
    })),
  }));
  const criteria = parts.flatMap((part) =>
    part.sections.flatMap((section) => section.groups.flatMap((each) => each.criteria)),
  );
  return {
    code: set.code,
    maxPoints: set.maxPoints,
    parts,
    criteria,
    byCode: new Map(criteria.map((criterion) => [criterion.code, criterion])),
    reportable: set.conditions.filter((condition) => condition.reportable),
  };
}

function viewCriterion(
  criterion: Card_CriterionFragment,
  part: string,
  { hasStory, assessments, criteriaSet }: CardDossier,
): CriterionView {
  const conditions = criteriaSet.conditions.filter(
    ({ scope }) => scope === criterion.code || scope === criterion.group?.code,
  );
  const named = new Map(criteriaSet.evidenceCatalogue.map((kind) => [kind.code, kind.title]));
  return {
    code: criterion.code,
    officialCode: criterion.officialCode ?? null,
    title: criterion.title,
    maxPoints: criterion.maxPoints,
    many: criterion.many,
    levels: criterion.levels,
    cases: criterion.cases,
    caseKey:
      criterion.cases.length > 0
        ? criterion.cases
            .map(({ code }) => code)
            .sort()
            .join('/')
        : null,
    group: criterion.group ?? null,
    part,
    applicable: hasStory || !criterion.onlyWithStory,
    fullIfNotMandatory: criterion.fullIfNotMandatory,
    preAssessedByCommune: criterion.preAssessedByCommune,
    impliedLevels: criterion.impliedLevels,
    minStarAny: criterion.minStarAny ?? null,
    evidence: criterion.evidence.map((code) => named.get(code) ?? { vi: code, en: code }),
    assessments: assessments.filter((assessment) => assessment.criterion === criterion.code),
    conditions: conditions.filter(({ code }) => code !== 'ONLY_WITH_STORY'),
    zeroStops: conditions.some(({ code }) => code === 'ZERO_STOPS'),
  };
}

/** Neighbours of one group stand under its heading; the rest stand alone. */
function byGroup(criteria: readonly CriterionView[]): GroupView[] {
  const groups: { group: GroupView['group']; criteria: CriterionView[] }[] = [];
  for (const criterion of criteria) {
    const last = groups.at(-1);
    if (last && last.group?.code === criterion.group?.code) last.criteria.push(criterion);
    else groups.push({ group: criterion.group, criteria: [criterion] });
  }
  return groups;
}
