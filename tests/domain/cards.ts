import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { indexCard, type IndexedCriterion } from '../../server/domain/card-index.js';
import { applyChanges, type DossierFacts, type Mark } from '../../server/domain/marks.js';
import type { Criterion, Scorecard } from '../../server/domain/scorecard.js';
import { applicableCriteria } from '../../server/domain/totals.js';

// The law itself, as the council will use it: no card in these tests is made up.
const folder = new URL('../../server/scorecards/cards/', import.meta.url);

export const allCards: readonly Scorecard[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Scorecard);

export const completeCards = allCards.filter((card) => card.complete);

export function cardOf(code: string): Scorecard {
  const card = allCards.find((one) => one.code === code);
  if (!card) throw new Error(`no card ${code}`);
  return card;
}

/** Honey under decree 26/2026; its minimums stand at many criteria. */
export const honey = cardOf('OCOP-26-2026-04');
/** Community tourism under decree 26/2026; three criteria with the cases C and S. */
export const tourism = cardOf('OCOP-26-2026-26');
/** Fresh vegetables under decree 148; minimums at story criteria. */
export const vegetables148 = cardOf('OCOP-148-2023-01');

export const withStory: DossierFacts = { hasStory: true };
export const withoutStory: DossierFacts = { hasStory: false };

/** A card as another version of the decree might have it: one criterion changed, the rest as printed. */
export function changeCriterion(
  card: Scorecard,
  code: string,
  change: (one: Criterion) => Criterion,
): Scorecard {
  return {
    ...card,
    parts: card.parts.map((part) => ({
      ...part,
      sections: part.sections.map((section) => ({
        ...section,
        criteria: section.criteria.map((one) => (one.code === code ? change(one) : one)),
      })),
    })),
  };
}

/** The options that a sheet holding to `chosen` cases may tick: position and points. */
function allowed({ criterion, caseKey }: IndexedCriterion, chosen: ReadonlyMap<string, string>) {
  const held = caseKey === null ? undefined : chosen.get(caseKey);
  return criterion.levels
    .map((level, position) => ({ position, points: level.points, case: level.case }))
    .filter((level) => held === undefined || level.case === undefined || level.case === held);
}

/** Best choices everywhere; `cases` fixes a case, e.g. { 'CO/HH': 'HH' }, else the first case of the card. */
export function fullSheet(card: Scorecard, facts = withStory, cases: Record<string, string> = {}): Mark[] {
  const chosen = new Map(Object.entries(cases));
  const codes = new Set(applicableCriteria(card, facts).map(({ code }) => code));
  const changes = indexCard(card)
    .criteria.filter(({ criterion }) => codes.has(criterion.code))
    .map((entry) => {
      const first = entry.criterion.cases?.[0]?.code;
      if (entry.caseKey && first && !chosen.has(entry.caseKey)) chosen.set(entry.caseKey, first);
      const options = allowed(entry, chosen);
      const best = options.reduce((a, b) => (b.points > a.points ? b : a));
      const levels =
        entry.criterion.selection === 'MANY' ? options.map(({ position }) => position) : [best.position];
      return { criterion: entry.criterion.code, choice: { kind: 'LEVELS', levels } as const };
    });
  return applyChanges(card, facts, [], changes);
}

/** The sheet with these criteria marked at these points instead, by the first option worth so much; 0 is "none". */
export function remark(
  card: Scorecard,
  marks: readonly Mark[],
  points: Record<string, number>,
  facts = withStory,
): Mark[] {
  const changes = Object.entries(points).map(([code, wanted]) => {
    const criterion = indexCard(card).byCode.get(code)?.criterion;
    const position = criterion?.levels.findIndex((level) => level.points === wanted) ?? -1;
    if (position < 0 && wanted !== 0) throw new Error(`${code} has no option of ${wanted} points`);
    const choice =
      position < 0 ? ({ kind: 'NONE' } as const) : ({ kind: 'LEVELS', levels: [position] } as const);
    return { criterion: code, choice };
  });
  return applyChanges(card, facts, marks, changes);
}

/**
 * A complete sheet without cases that comes to exactly `total`, lowering from full marks criterion by criterion and
 * never below `keep` at any criterion.
 */
export function sheetWorth(card: Scorecard, total: number, keep: (criterion: Criterion) => number): Mark[] {
  const criteria = indexCard(card).criteria.map(({ criterion }) => criterion);
  const options = criteria.map((criterion) => {
    const worths = new Set(criterion.levels.map(({ points }) => points).concat(0));
    return [...worths].filter((points) => points >= keep(criterion)).sort((a, b) => b - a);
  });
  const dead = new Set<string>();
  const search = (at: number, left: number): number[] | null => {
    if (at === criteria.length) return left === 0 ? [] : null;
    if (left < 0 || dead.has(`${at}/${left}`)) return null;
    for (const points of options[at] ?? []) {
      const rest = search(at + 1, left - points);
      if (rest) return [points, ...rest];
    }
    dead.add(`${at}/${left}`);
    return null;
  };
  const found = search(0, total);
  if (!found) throw new Error(`${card.code} cannot come to ${total}`);
  return remark(
    card,
    fullSheet(card),
    Object.fromEntries(criteria.map(({ code }, at) => [code, found[at] ?? 0])),
  );
}

/** The highest minimum that the card sets for a criterion, of any class; 0 for none. */
export function highestMinimum(card: Scorecard): (criterion: Criterion) => number {
  return ({ code }) =>
    Math.max(0, ...card.starMinimums.filter((m) => m.criterion === code).map((m) => m.minPoints));
}

/**
 * Any lawful complete sheet: cases chosen once per sheet, "none applies" everywhere possible.
 * @param excellence  how often a mark is the best there is, against 5 for any other
 */
export function anySheet(card: Scorecard, facts: DossierFacts, excellence: number): fc.Arbitrary<Mark[]> {
  const codes = new Set(applicableCriteria(card, facts).map(({ code }) => code));
  const entries = indexCard(card).criteria.filter(({ criterion }) => codes.has(criterion.code));
  const pairs = [
    ...new Map(entries.flatMap((e) => (e.caseKey ? [[e.caseKey, e.criterion.cases ?? []]] : []))),
  ];
  const cases = fc.tuple(...pairs.map(([, pair]) => fc.constantFrom(...pair.map(({ code }) => code))));
  return cases.chain((picked) => {
    const chosen = new Map(pairs.map(([key], at) => [key, picked[at] ?? '']));
    const choices = entries.map((entry) => {
      const positions = allowed(entry, chosen).map(({ position }) => position);
      const most = entry.criterion.selection === 'MANY' ? positions.length : 1;
      const ticked = fc.subarray(positions, { minLength: 1, maxLength: most });
      const levels = ticked.map((list) => ({ kind: 'LEVELS' as const, levels: list }));
      const best = positions.reduce((a, b) =>
        (entry.criterion.levels[b]?.points ?? 0) > (entry.criterion.levels[a]?.points ?? 0) ? b : a,
      );
      const top = fc.constant({ kind: 'LEVELS' as const, levels: most > 1 ? positions : [best] });
      return fc
        .oneof(
          { weight: excellence, arbitrary: top },
          { weight: 4, arbitrary: levels },
          { weight: 1, arbitrary: fc.constant({ kind: 'NONE' as const }) },
        )
        .map((choice) => ({ criterion: entry.criterion.code, choice }));
    });
    return fc.tuple(...choices).map((changes) => applyChanges(card, facts, [], changes));
  });
}

/** A council's sheets for one product under any card. */
export function anyCouncil(cards: readonly Scorecard[], most = 9) {
  return fc
    .record({
      card: fc.constantFrom(...cards),
      facts: fc.constantFrom(withStory, withStory, withoutStory),
      // Poor, middling, good and nearly perfect products: left to chance alone, hardly one would reach 5 stars.
      excellence: fc.constantFrom(0, 4, 15, 60, 300),
    })
    .chain(({ card, facts, excellence }) =>
      fc
        .array(anySheet(card, facts, excellence), { minLength: 1, maxLength: most })
        .map((all) => ({ card, facts, sheets: all.map((marks, at) => ({ memberId: `m${at}`, marks })) })),
    );
}
