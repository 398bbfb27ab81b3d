import { indexCard, type IndexedCriterion } from './card-index.js';
import { Refusal } from './refusal.js';
import type { Level, Scorecard } from './scorecard.js';

/**
 * What a member ticked at one criterion.
 * LEVELS: options by their position within the criterion, sorted, unique, at least one (R 15).
 * NONE: "Không đạt mức nào", an explicit 0 (R 4.5). NOT_MANDATORY: the proof is not asked of this product (R 4.11).
 * Not yet scored is no choice at all, and never 0.
 * @source R 4.3, R 4.5, R 4.8, R 4.11
 */
export type Choice =
  | { readonly kind: 'LEVELS'; readonly levels: readonly number[] }
  | { readonly kind: 'NONE' }
  | { readonly kind: 'NOT_MANDATORY' };

/**
 * One member's points for one criterion: what was ticked, and what it is worth under the card.
 * @source R 4.3
 */
export interface Mark {
  /** Code within the card. */
  readonly criterion: string;
  readonly choice: Choice;
  /** Whole points, 0 to the criterion's maximum. */
  readonly points: number;
}

/**
 * What is true of the dossier and bears on which criteria apply.
 * @source R 4.10
 */
export interface DossierFacts {
  readonly hasStory: boolean;
}

/**
 * One wish of a member; null clears the mark.
 * @source R 4.3
 */
export interface MarkChange {
  readonly criterion: string;
  readonly choice: Choice | null;
}

/**
 * What a choice is worth under the card. Positions may come unsorted or twice; a box ticked twice is ticked once.
 * @throws {Refusal} UNKNOWN_CRITERION, CRITERION_NOT_APPLICABLE, UNKNOWN_LEVEL, ONE_LEVEL_ONLY, CASES_MIXED,
 *   NOT_MANDATORY_NOT_ALLOWED, or INVALID_INPUT for no level at all; each names the criterion
 * @source R 4.3, R 4.5, R 4.7, R 4.8, R 4.10, R 4.11
 */
export function judgeMark(card: Scorecard, facts: DossierFacts, criterionCode: string, choice: Choice): Mark {
  const entry = entryOf(card, criterionCode);
  if (entry.needsStory && !facts.hasStory) {
    throw new Refusal('CRITERION_NOT_APPLICABLE', { criterion: criterionCode });
  }
  switch (choice.kind) {
    case 'NONE':
      return { criterion: criterionCode, choice: { kind: 'NONE' }, points: 0 };
    case 'NOT_MANDATORY':
      if (!entry.fullIfNotMandatory) {
        throw new Refusal('NOT_MANDATORY_NOT_ALLOWED', { criterion: criterionCode });
      }
      return {
        criterion: criterionCode,
        choice: { kind: 'NOT_MANDATORY' },
        points: entry.criterion.maxPoints,
      };
    case 'LEVELS':
      return judgeLevels(entry, choice.levels);
  }
}

/**
 * The sheet after the changes, in card order; then the whole sheet is checked for one case per pair of cases.
 * Several changes of one criterion: the last one holds. Clearing what was never marked changes nothing.
 * @throws {Refusal} as `judgeMark`; CASES_MIXED names every criterion of the pair and the cases used, so that the
 *   screen can offer to clear the others
 * @source R 4.7 (cases are chosen per sheet: R 13), R 4.3
 */
export function applyChanges(
  card: Scorecard,
  facts: DossierFacts,
  current: readonly Mark[],
  changes: readonly MarkChange[],
): Mark[] {
  const sheet = new Map(current.map((mark) => [mark.criterion, mark]));
  for (const { criterion, choice } of changes) {
    if (choice) sheet.set(criterion, judgeMark(card, facts, criterion, choice));
    else sheet.delete(entryOf(card, criterion).criterion.code);
  }
  checkCases(card, sheet);
  return indexCard(card).criteria.flatMap(({ criterion }) => sheet.get(criterion.code) ?? []);
}

function entryOf(card: Scorecard, criterion: string): IndexedCriterion {
  const entry = indexCard(card).byCode.get(criterion);
  if (!entry) throw new Refusal('UNKNOWN_CRITERION', { criterion });
  return entry;
}

function judgeLevels({ criterion }: IndexedCriterion, positions: readonly number[]): Mark {
  const levels = [...new Set(positions)].sort((a, b) => a - b);
  if (levels.length === 0) throw new Refusal('INVALID_INPUT', { field: 'levels', criterion: criterion.code });
  const ticked = levels.map((position): Level => {
    const level = criterion.levels[position];
    if (!level) throw new Refusal('UNKNOWN_LEVEL', { criterion: criterion.code, level: position });
    return level;
  });
  if (criterion.selection === 'ONE' && ticked.length > 1) {
    throw new Refusal('ONE_LEVEL_ONLY', { criterion: criterion.code });
  }
  const cases = casesOf(ticked);
  if (cases.length > 1) throw new Refusal('CASES_MIXED', { criteria: [criterion.code], cases });
  const points = ticked.reduce((sum, level) => sum + level.points, 0);
  return { criterion: criterion.code, choice: { kind: 'LEVELS', levels }, points };
}

function casesOf(levels: readonly Level[]): string[] {
  return [...new Set(levels.flatMap((level) => level.case ?? []))];
}

function checkCases(card: Scorecard, sheet: ReadonlyMap<string, Mark>): void {
  const used = new Map<string, { criteria: string[]; cases: Set<string> }>();
  for (const { criterion, caseKey } of indexCard(card).criteria) {
    const choice = sheet.get(criterion.code)?.choice;
    if (caseKey === null || choice?.kind !== 'LEVELS') continue;
    const cases = casesOf(choice.levels.flatMap((position) => criterion.levels[position] ?? []));
    if (cases.length === 0) continue;
    const pair = used.get(caseKey) ?? { criteria: [], cases: new Set() };
    pair.criteria.push(criterion.code);
    for (const code of cases) pair.cases.add(code);
    used.set(caseKey, pair);
  }
  for (const { criteria, cases } of used.values()) {
    if (cases.size > 1) throw new Refusal('CASES_MIXED', { criteria, cases: [...cases] });
  }
}
