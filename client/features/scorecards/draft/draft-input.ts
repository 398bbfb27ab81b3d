import type { CardContentInput, CriteriaSetDraftInput } from '../../../generated/operations';
import { wholeNumber } from '../../../ui/desk/useFormFaults';
import {
  allCriteria,
  criteriaOf,
  partsOf,
  sectionsOf,
  type CriterionKey,
  type DraftForm,
  type HeadingForm,
  type PartKey,
  type SectionKey,
} from './draft-form';

type CriterionInput = CardContentInput['parts'][number]['sections'][number]['criteria'][number];

/** Points as the API takes them while a card is being drafted; what is wrong with them it says as a fault. */
export function pointsOf(text: string): number | null {
  const points = wholeNumber(text);
  return points !== null && points >= 0 && points <= 1000 ? points : null;
}

/**
 * Exactly what the form says, as the API takes it.
 * @returns `unread`: the places with a number that cannot be read; as long as there are any, `input` must not be sent
 */
export function draftInput(form: DraftForm): { input: CriteriaSetDraftInput; unread: string[] } {
  const unread: string[] = [];
  const points = (place: string, text: string): number => {
    const read = pointsOf(text);
    if (read === null) unread.push(place);
    return read ?? -1;
  };
  const heading = (place: string, { code, title, maxPoints }: HeadingForm) => ({
    ...{ code: code.trim(), title: { ...title }, maxPoints: points(place, maxPoints) },
  });
  const criterion = (key: CriterionKey): CriterionInput => {
    const of = form[key]!;
    const { many, selectionRule, preAssessedByCommune, impliedLevels, minStarAny, group } = of;
    return {
      ...heading(key, of),
      ...{ many, selectionRule, preAssessedByCommune, impliedLevels, minStarAny },
      officialCode: of.officialCode.trim() || null,
      levels: of.levels.map((level) => ({
        ...level,
        points: points(key, level.points),
        label: { ...level.label },
      })),
      evidence: [...of.evidence],
      cases: of.cases.map(({ code, title }) => ({ code, title: { ...title } })),
      group: group && form[group] ? heading(key, form[group]) : null,
    };
  };
  const section = (key: SectionKey) => ({
    ...heading(key, form[key]!),
    criteria: criteriaOf(form, key).map(criterion),
  });
  const part = (key: PartKey) => ({
    ...heading(key, form[key]!),
    sections: sectionsOf(form, key).map(section),
  });
  const content: CardContentInput = {
    title: { ...form.title },
    parts: partsOf(form).map(part),
    starMinimumsKnown: form.starMinimumsKnown,
    starMinimums: minimums(form, points),
    complete: form.complete,
    missing: linesIn(form.missing),
    conditions: form.conditions.map(({ code, effect, scope, text }) => ({
      ...{ code: code.trim(), effect, text: { ...text } },
      scope: scopeCode(form, scope),
    })),
    evidenceCatalogue: form.evidence.map(({ code, title }) => ({ code: code.trim(), title: { ...title } })),
    source: linesIn(form.source),
    sourceNotes: linesIn(form.sourceNotes),
  };
  return { input: { basis: form.basis.trim(), content }, unread: [...new Set(unread)] };
}

/** What a condition speaks of, as the card says it. */
export function scopeCode(form: DraftForm, scope: string): string {
  return form[scope as CriterionKey]?.code.trim() ?? scope;
}

/**
 * Class by class, each in the order of the criteria: as the decrees' cards list them. Those of criteria with the same
 * code stand together, for a reading cannot tell which of them they belong to.
 */
function minimums(form: DraftForm, points: (place: string, text: string) => number) {
  const said = [3, 4, 5].flatMap((stars) =>
    allCriteria(form).flatMap((key) =>
      form[key]!.minimums.filter((each) => each.stars === stars && each.points.trim() !== '').map((each) => ({
        stars,
        criterion: form[key]!.code.trim(),
        minPoints: points(key, each.points),
        note: each.note.trim() || null,
      })),
    ),
  );
  const stray = form.strayMinimums.map(({ stars, criterion, minPoints, note }) => ({
    ...{ stars, criterion, minPoints, note },
  }));
  const codes = allCriteria(form).map((key) => form[key]!.code.trim());
  const placeOf = (code: string) => (codes.includes(code) ? codes.indexOf(code) : codes.length);
  return [...said, ...stray].sort((a, b) => a.stars - b.stars || placeOf(a.criterion) - placeOf(b.criterion));
}

/** A field that takes one entry a line, read. */
export const linesIn = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
