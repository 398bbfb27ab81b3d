import type {
  ConditionEffect,
  Criterion,
  CriterionCase,
  Level,
  Part,
  Scorecard,
  Text,
} from '../domain/scorecard.js';
import { tidyWording } from '../domain/wording.js';

/** An option as it is typed; null and the empty text stand for "not there". */
export interface DraftLevel {
  readonly points: number;
  readonly label: Text;
  readonly minStar?: number | null;
  readonly case?: string | null;
  readonly abridged: boolean;
}

export interface DraftCriterion {
  readonly code: string;
  readonly officialCode?: string | null;
  readonly title: Text;
  readonly maxPoints: number;
  readonly many: boolean;
  readonly selectionRule?: string | null;
  readonly levels: readonly DraftLevel[];
  readonly preAssessedByCommune: boolean;
  readonly evidence: readonly string[];
  /** Empty where there are none. */
  readonly cases: readonly CriterionCase[];
  readonly group?: { readonly code: string; readonly title: Text; readonly maxPoints: number } | null;
  readonly impliedLevels: boolean;
  readonly minStarAny?: number | null;
}

interface Heading {
  readonly code: string;
  readonly title: Text;
  readonly maxPoints: number;
}
export type DraftSection = Heading & { readonly criteria: readonly DraftCriterion[] };
export type DraftPart = Heading & { readonly sections: readonly DraftSection[] };

/**
 * What an edition may change of its card, all of it; nothing but the shape of the lists is certain. Decree, product
 * set, maximum and star bands are not in here: they are the decree's.
 */
export interface CardContent {
  readonly title: Text;
  readonly parts: readonly DraftPart[];
  readonly starMinimumsKnown: boolean;
  readonly starMinimums: readonly {
    readonly stars: number;
    readonly criterion: string;
    readonly minPoints: number;
    readonly note?: string | null;
  }[];
  readonly complete: boolean;
  readonly missing: readonly string[];
  readonly conditions: readonly {
    readonly code: string;
    readonly effect: ConditionEffect;
    readonly scope: string;
    readonly text: Text;
  }[];
  readonly evidenceCatalogue: readonly { readonly code: string; readonly title: Text }[];
  readonly source: readonly string[];
  readonly sourceNotes: readonly string[];
}

/** What may be changed of a card, as it stands there. */
export function contentOf(card: Scorecard): CardContent {
  return {
    title: card.title,
    parts: card.parts.map(({ code, title, maxPoints, sections }: Part) => ({
      code,
      title,
      maxPoints,
      sections: sections.map(({ criteria, ...heading }) => ({
        ...heading,
        criteria: criteria.map(draftCriterion),
      })),
    })),
    starMinimumsKnown: card.starMinimumsKnown,
    starMinimums: card.starMinimums.map((minimum) => ({ ...minimum, note: minimum.note ?? null })),
    complete: card.complete,
    missing: card.missing,
    conditions: card.mandatoryConditions,
    evidenceCatalogue: Object.entries(card.evidenceCatalogue).map(([code, title]) => ({ code, title })),
    source: card.source,
    sourceNotes: card.sourceNotes,
  };
}

function draftCriterion({ selection, assessedBy, ...criterion }: Criterion): DraftCriterion {
  return {
    code: criterion.code,
    officialCode: criterion.officialCode ?? null,
    title: criterion.title,
    maxPoints: criterion.maxPoints,
    many: selection === 'MANY',
    selectionRule: criterion.selectionRule ?? null,
    levels: criterion.levels.map((level: Level) => ({
      points: level.points,
      label: level.label,
      minStar: level.minStar ?? null,
      case: level.case ?? null,
      abridged: level.abridged ?? false,
    })),
    preAssessedByCommune: assessedBy === 'COMMUNE',
    evidence: criterion.evidence,
    cases: criterion.cases ?? [],
    group: criterion.group ?? null,
    impliedLevels: criterion.impliedLevels ?? false,
    minStarAny: criterion.minStarAny ?? null,
  };
}

/**
 * The card that a content makes of its base, in the form of a card's file and nothing checked yet: `starMinimums` may
 * name a seventh star. Words are tidied, English that was not written is the Vietnamese; what is empty where a card may
 * leave something out is left out.
 */
export function cardOfContent(base: Scorecard, code: string, content: CardContent): unknown {
  const { decree, decreeInfo, productGroup, maxPoints, starBands } = base;
  return tidy({
    ...{ code, decree, decreeInfo, productGroup },
    title: words(content.title),
    complete: content.complete,
    missing: content.missing,
    maxPoints,
    parts: content.parts.map(({ sections, ...part }) => ({
      ...heading(part),
      sections: sections.map(({ criteria, ...section }) => ({
        ...heading(section),
        criteria: criteria.map(criterionOf),
      })),
    })),
    starBands,
    starMinimumsKnown: content.starMinimumsKnown,
    starMinimums: content.starMinimums.map(({ stars, criterion, minPoints, note }) => ({
      ...{ stars, criterion, minPoints },
      note: given(note),
    })),
    mandatoryConditions: content.conditions.map(({ code: condition, effect, scope, text }) => ({
      ...{ code: condition, effect, scope },
      text: words(text),
    })),
    evidenceCatalogue: Object.fromEntries(
      content.evidenceCatalogue.map((kind) => [kind.code.trim(), words(kind.title)]),
    ),
    source: content.source,
    sourceNotes: content.sourceNotes,
  });
}

function criterionOf(criterion: DraftCriterion): object {
  return {
    code: criterion.code,
    officialCode: given(criterion.officialCode),
    title: words(criterion.title),
    maxPoints: criterion.maxPoints,
    selection: criterion.many ? 'MANY' : 'ONE',
    selectionRule: given(criterion.selectionRule),
    levels: criterion.levels.map((level) => ({
      points: level.points,
      label: words(level.label),
      minStar: level.minStar ?? undefined,
      case: given(level.case),
      abridged: level.abridged || undefined,
    })),
    assessedBy: criterion.preAssessedByCommune ? 'COMMUNE' : 'COUNCIL',
    evidence: criterion.evidence,
    cases: criterion.cases.length > 0 ? criterion.cases.map(titled) : undefined,
    group: criterion.group ? heading(criterion.group) : undefined,
    impliedLevels: criterion.impliedLevels || undefined,
    minStarAny: criterion.minStarAny ?? undefined,
  };
}

// One by one, because what arrives may be objects of a class, and what a card holds is written down key by key.
// The decrees have no English: where none was written, the Vietnamese stands for it.
const words = ({ vi, en }: Text): Text => ({ vi, en: en.trim() === '' ? vi : en });
const titled = ({ code, title }: CriterionCase) => ({ code, title: words(title) });
const heading = ({ code, title, maxPoints }: Heading) => ({ code, title: words(title), maxPoints });
const given = (text: string | null | undefined): string | undefined => text?.trim() || undefined;

/** Every text as the record takes it, and nothing that is undefined. */
function tidy(value: unknown): unknown {
  if (typeof value === 'string') return tidyWording(value) ?? value;
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(kept.map(([key, one]) => [key, tidy(one)]));
}
