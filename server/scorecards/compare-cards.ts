import { indexCard } from '../domain/card-index.js';
import type { Criterion, Level, Scorecard, Text } from '../domain/scorecard.js';
import { align, sharedWords, type Pair } from './align.js';
import { facing, plain } from './bilingual.js';

/** What is different about a criterion; ONLY_FROM and ONLY_TO stand alone. */
export type DifferenceKind =
  'ONLY_FROM' | 'ONLY_TO' | 'CODE' | 'TITLE' | 'POINTS' | 'SELECTION' | 'LEVELS' | 'MINIMUMS' | 'ASSESSED_BY';

/** What else two editions of one card may differ in; see `compare-editions.ts`. */
export type EditionDifferenceKind =
  | 'DETAILS'
  | 'HEADING'
  | 'CONDITION'
  | 'CARD_TITLE'
  | 'COMPLETE'
  | 'MISSING'
  | 'MINIMUM_LIST'
  | 'EVIDENCE_CATALOGUE'
  | 'SOURCE'
  | 'SOURCE_NOTES'
  | 'ORDER';

/** Two levels side by side; `same` is judged by points, Vietnamese label, case and, where both cards' minimums are known, star mark. */
export interface ComparedLevel extends Pair<Level> {
  readonly same: boolean;
}

/** One criterion of two cards side by side. */
export interface ComparedCriterion extends Pair<Criterion> {
  /** Part of both cards ("A"); criteria are never paired across parts. */
  readonly part: string;
  /** Empty where the two say the same. */
  readonly differences: readonly DifferenceKind[];
  readonly levels: readonly ComparedLevel[];
}

/** One difference in a line; null where that side has nothing. */
export interface CardDifference {
  /** Code in the second card, or in the first where the second has no such criterion. */
  readonly criterion: string;
  readonly kind: DifferenceKind | EditionDifferenceKind;
  readonly from: Text | null;
  readonly to: Text | null;
}

// Below this two titles speak of different things; found by reading the pairs of 148 and 26/2026 side by side.
const sameSubject = 0.5;

/**
 * Two cards side by side, criterion by criterion, in the order of the first. Decrees renumber, so criteria of one
 * part are paired by the likeness of their titles; the same code only decides between equals.
 */
export function compareCards(from: Scorecard, to: Scorecard): readonly ComparedCriterion[] {
  // unknown minimums are not "none": nothing can be said about how they changed
  const minimumsKnown = from.starMinimumsKnown && to.starMinimumsKnown;
  const share = sharedWords();
  const parts = [...new Set([...from.parts, ...to.parts].map((part) => part.code))];
  return parts.flatMap((part) =>
    align(criteriaOf(from, part), criteriaOf(to, part), likeness(share), sameSubject).map((pair) => {
      const levels = compareLevels(pair, minimumsKnown, share);
      return { ...pair, part, levels, differences: differencesOf(pair, levels, minimumsKnown) };
    }),
  );
}

/** The same comparison as a flat list, one line for each thing that differs; empty for cards that say the same. */
export function cardDifferences(from: Scorecard, to: Scorecard): readonly CardDifference[] {
  return rowDifferences(compareCards(from, to));
}

/** As `cardDifferences`, of cards that stand side by side already. */
export function rowDifferences(rows: readonly ComparedCriterion[]): readonly CardDifference[] {
  return rows.flatMap((row) =>
    row.differences.map((kind) => {
      const from = row.from && word(kind, row.from);
      const to = row.to && word(kind, row.to);
      return {
        criterion: (row.to ?? row.from)!.code,
        kind,
        from: from && facing(from, to ?? []),
        to: to && facing(to, from ?? []),
      };
    }),
  );
}

/** Whether a criterion offers the same options in the same places, to the same products, in two editions of a card. */
export function sameOptions(from: Scorecard, to: Scorecard, code: string): boolean {
  const [before, after] = [from, to].map((card) => indexCard(card).byCode.get(code));
  if (!before || !after || before.needsStory !== after.needsStory) return false;
  const [one, other] = [before.criterion, after.criterion];
  if (one.selection !== other.selection || one.levels.length !== other.levels.length) return false;
  return one.levels.every((level, at) => {
    const same = other.levels[at]!;
    return wordLevel(level) === wordLevel(same) && level.case === same.case;
  });
}

function criteriaOf(card: Scorecard, part: string): readonly Criterion[] {
  return card.parts
    .filter((one) => one.code === part)
    .flatMap((one) => one.sections.flatMap((section) => section.criteria));
}

type Share = ReturnType<typeof sharedWords>;

const likeness = (share: Share) => (a: Criterion, b: Criterion) => {
  const titles = share(withoutBrackets(a.title.vi), withoutBrackets(b.title.vi));
  return titles >= sameSubject ? 0.9 * titles + (a.code === b.code ? 0.1 : 0.05) : 0;
};

/** Some prints explain a title in brackets, others leave that out (R 15). */
function withoutBrackets(title: string): string {
  return title.replace(/\([^)]*\)/g, ' ');
}

function differencesOf(
  { from, to }: Pair<Criterion>,
  levels: readonly ComparedLevel[],
  minimumsKnown: boolean,
): readonly DifferenceKind[] {
  if (!to) return ['ONLY_FROM'];
  if (!from) return ['ONLY_TO'];
  const levelsMoved = levels.some(
    (row) =>
      !row.from || !row.to || wordLevel(row.from) !== wordLevel(row.to) || row.from.case !== row.to.case,
  );
  return [
    ...(from.code === to.code ? [] : ['CODE' as const]),
    ...(from.title.vi === to.title.vi ? [] : ['TITLE' as const]),
    ...(from.maxPoints === to.maxPoints ? [] : ['POINTS' as const]),
    ...(from.selection === to.selection ? [] : ['SELECTION' as const]),
    ...(levelsMoved ? ['LEVELS' as const] : []),
    ...(!minimumsKnown || wordMinimums(from) === wordMinimums(to) ? [] : ['MINIMUMS' as const]),
    ...(from.assessedBy === to.assessedBy ? [] : ['ASSESSED_BY' as const]),
  ];
}

/** Levels of one case with the same points face each other first, then those whose labels are alike. */
function compareLevels(
  { from, to }: Pair<Criterion>,
  minimumsKnown: boolean,
  share: Share,
): readonly ComparedLevel[] {
  const alike = (a: Level, b: Level) => {
    if (a.case !== b.case) return 0;
    const labels = share(a.label.vi, b.label.vi);
    return a.points === b.points ? 0.5 + labels / 2 : labels / 2;
  };
  return align(from?.levels ?? [], to?.levels ?? [], alike, 0.3).map((pair) => ({
    ...pair,
    same:
      pair.from !== null &&
      pair.to !== null &&
      wordLevel(pair.from) === wordLevel(pair.to) &&
      (!minimumsKnown || pair.from.minStar === pair.to.minStar),
  }));
}

/** Line by line. */
function word(kind: DifferenceKind, criterion: Criterion): readonly Text[] {
  switch (kind) {
    case 'ONLY_FROM':
    case 'ONLY_TO':
    case 'TITLE':
      return [criterion.title];
    case 'CODE':
      return [plain(criterion.code)];
    case 'POINTS':
      return [plain(String(criterion.maxPoints))];
    case 'SELECTION':
      return [plain(criterion.selection)];
    case 'LEVELS':
      return criterion.levels.map((level) => ({ vi: wordLevel(level), en: wordLevel(level, 'en') }));
    case 'MINIMUMS':
      return [plain(wordMinimums(criterion))];
    case 'ASSESSED_BY':
      return [plain(criterion.assessedBy)];
  }
}

function wordLevel(level: Level, language: keyof Text = 'vi'): string {
  return `${level.points}: ${level.label[language]}`;
}

/** "3★ 1, 4★ 2": the points at which each class is met; "3★ >0" where the star stands at the criterion itself. */
function wordMinimums(criterion: Criterion): string {
  const atLevels = criterion.levels.flatMap(({ minStar, points }) =>
    minStar ? [`${minStar}★ ${points}`] : [],
  );
  return [...(criterion.minStarAny ? [`${criterion.minStarAny}★ >0`] : []), ...atLevels].join(', ');
}
