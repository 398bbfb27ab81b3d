import type {
  AssessmentAuthor,
  AssessmentInput,
  AssessmentsTable_CardFragment,
  DossierPage_DossierFragment,
} from '../../generated/operations';

export type CardCriterion =
  AssessmentsTable_CardFragment['parts'][number]['sections'][number]['criteria'][number];
export type AssessmentEntry = DossierPage_DossierFragment['assessments'][number];

/** What one author says of one criterion, as it stands in the form; levels null is "not scored", empty is "none holds". */
export interface AssessmentDraft {
  levels: number[] | null;
  remark: string;
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
): Record<string, AssessmentDraft> {
  return Object.fromEntries(
    criteria.map(({ code }) => {
      const entry = entries.find((each) => each.author === author && each.criterion === code);
      // An entry without points is prose only: the author scored nothing there.
      const levels = entry && entry.points !== null ? [...entry.levels] : null;
      return [code, { levels, remark: entry?.remark ?? '' }];
    }),
  );
}

/** All that the author says; saving replaces the author's entries whole, so what is left out is taken away. */
export function assessmentInputs(drafts: Readonly<Record<string, AssessmentDraft>>): AssessmentInput[] {
  return Object.entries(drafts)
    .filter(([, { levels, remark }]) => levels !== null || remark.trim() !== '')
    .map(([criterion, { levels, remark }]) => ({ criterion, levels, remark: remark.trim() || null }));
}

/** Points of the options chosen, or null where nothing was scored; for the eye only, the server gives the points that count. */
export function pointsOf(criterion: CardCriterion, levels: readonly number[] | null): number | null {
  if (levels === null) return null;
  return criterion.levels
    .filter(({ position }) => levels.includes(position))
    .reduce((sum, { points }) => sum + points, 0);
}
