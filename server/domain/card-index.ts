import type { Criterion, MinimumClass, Part, Scorecard, StarBand, StarMinimum } from './scorecard.js';

/**
 * A criterion with all that its place in the card and the card's conditions say about it.
 * @source R 15, R 4.7, R 4.10, R 4.11
 */
export interface IndexedCriterion {
  readonly criterion: Criterion;
  /** Code of the part it stands in. */
  readonly part: string;
  /** Where that part stands in the card: 0 for A. */
  readonly partIndex: number;
  /** Applies only where the product has a story (R 4.10). */
  readonly needsStory: boolean;
  /** The maximum is given where the proof is not mandatory for the product (R 4.11). */
  readonly fullIfNotMandatory: boolean;
  /** Same key, same pair of cases: such criteria follow one choice on a sheet (R 4.7). Null: no cases. */
  readonly caseKey: string | null;
}

/**
 * A card, prepared once for reading by code.
 * @source R 15
 */
export interface CardIndex {
  /** In card order. */
  readonly criteria: readonly IndexedCriterion[];
  /** In card order too. */
  readonly byCode: ReadonlyMap<string, IndexedCriterion>;
  readonly parts: readonly Part[];
  /** Highest class first. */
  readonly bands: readonly StarBand[];
  /** In order of class, then of the card; stars printed at the criterion itself included (R 5.4). */
  readonly minimums: readonly StarMinimum[];
}

// Keyed by the card object: cards are frozen data, and one that nobody holds any more is forgotten with its index.
const known = new WeakMap<Scorecard, CardIndex>();

/**
 * The card's index, made at the first call for this card object and kept with it.
 * @source R 15
 */
export function indexCard(card: Scorecard): CardIndex {
  const made = known.get(card);
  if (made) return made;
  const criteria = card.parts.flatMap((part, partIndex) =>
    part.sections.flatMap((section) =>
      section.criteria.map((criterion) => ({
        ...indexCriterion(card, criterion),
        part: part.code,
        partIndex,
      })),
    ),
  );
  const index: CardIndex = {
    criteria,
    byCode: new Map(criteria.map((entry) => [entry.criterion.code, entry])),
    parts: card.parts,
    bands: [...card.starBands].sort((a, b) => b.stars - a.stars),
    minimums: minimumsOf(card, criteria),
  };
  known.set(card, index);
  return index;
}

/**
 * Whether a condition with this scope speaks of this criterion, by its own code or by that of its heading.
 * @source R 15, R 4.9
 */
export function inScope(scope: string, criterion: Criterion): boolean {
  return scope === criterion.code || scope === criterion.group?.code;
}

function indexCriterion(card: Scorecard, criterion: Criterion): Omit<IndexedCriterion, 'part' | 'partIndex'> {
  const conditions = card.mandatoryConditions.filter((condition) => inScope(condition.scope, criterion));
  return {
    criterion,
    needsStory: conditions.some((c) => c.effect === 'APPLIES_IF' && c.code === 'ONLY_WITH_STORY'),
    fullIfNotMandatory: conditions.some((c) => c.effect === 'SCORING' && c.code === 'FULL_IF_NOT_MANDATORY'),
    caseKey: criterion.cases?.length
      ? criterion.cases
          .map((alternative) => alternative.code)
          .sort()
          .join('/')
      : null,
  };
}

function minimumsOf(card: Scorecard, criteria: readonly IndexedCriterion[]): StarMinimum[] {
  const minimums = [...card.starMinimums];
  for (const { criterion } of criteria) {
    const stars: MinimumClass | undefined = criterion.minStarAny;
    if (!stars || minimums.some((m) => m.stars === stars && m.criterion === criterion.code)) continue;
    const scoring = criterion.levels.map((level) => level.points).filter((points) => points > 0);
    minimums.push({ stars, criterion: criterion.code, minPoints: Math.min(...scoring) });
  }
  // Array sort is stable: within one class the order of the card stays.
  return minimums.sort((a, b) => a.stars - b.stars);
}
