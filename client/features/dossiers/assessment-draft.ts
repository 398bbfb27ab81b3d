import type {
  AssessmentAuthor,
  AssessmentInput,
  AssessmentsTable_CardFragment,
  DossierPage_DossierFragment,
} from '../../generated/operations';

export type CardCriterion =
  AssessmentsTable_CardFragment['parts'][number]['sections'][number]['criteria'][number];
export type AssessmentEntry = DossierPage_DossierFragment['assessments'][number];

/** What one author says as it stands in the form, by criterion; levels null is "not scored", empty is "none holds". */
export interface AssessmentsDraft {
  [levels: `levels ${string}`]: number[] | null;
  [remark: `remark ${string}`]: string;
}

/** Every criterion of a card in its order, with the part it belongs to. */
export function criteriaOf(card: AssessmentsTable_CardFragment): CardCriterion[] {
  return card.parts.flatMap((part) => part.sections.flatMap((section) => section.criteria));
}

/** The form of one author over a whole card. */
export function draftAssessments(
  criteria: readonly CardCriterion[],
  entries: readonly AssessmentEntry[],
  author: AssessmentAuthor,
): AssessmentsDraft {
  const draft: AssessmentsDraft = {};
  for (const { code } of criteria) {
    const entry = entries.find((each) => each.author === author && each.criterion === code);
    // An entry without points is prose only: the author scored nothing there.
    draft[`levels ${code}`] = entry && entry.points !== null ? [...entry.levels] : null;
    draft[`remark ${code}`] = entry?.remark ?? '';
  }
  return draft;
}

/** All that the author says; saving replaces the author's entries whole, so what is left out is taken away. */
export function assessmentInputs(
  criteria: readonly CardCriterion[],
  draft: Readonly<AssessmentsDraft>,
): AssessmentInput[] {
  return criteria
    .map(({ code }) => ({
      criterion: code,
      levels: draft[`levels ${code}`] ?? null,
      remark: draft[`remark ${code}`]?.trim() || null,
    }))
    .filter(({ levels, remark }) => levels !== null || remark !== null);
}

/** Points of the options chosen, or null where nothing was scored; for the eye only, the server gives the points that count. */
export function pointsOf(criterion: CardCriterion, levels: readonly number[] | null): number | null {
  if (levels === null) return null;
  return criterion.levels
    .filter(({ position }) => levels.includes(position))
    .reduce((sum, { points }) => sum + points, 0);
}
