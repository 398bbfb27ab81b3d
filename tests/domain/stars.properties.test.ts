import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexCard } from '../../server/domain/card-index.js';
import { applyChanges, type Mark } from '../../server/domain/marks.js';
import type { MinimumTest } from '../../server/domain/regulation.js';
import { classify } from '../../server/domain/stars.js';
import { anyCouncil, completeCards } from './cards.js';

const anyTest = fc.constantFrom<MinimumTest>('MEAN', 'MAJORITY', 'ALL');
const anyCase = fc.record({ council: anyCouncil(completeCards), minimumTest: anyTest });
type AnyCase = typeof anyCase extends fc.Arbitrary<infer Given> ? Given : never;

/** The class reckoned once more, straight from the card's data and in fractions of BigInt: shares no code with the rulebook. */
function reckonedApart({ council: { card, facts, sheets }, minimumTest }: AnyCase): number {
  const count = BigInt(sheets.length);
  const story = new Set(
    card.mandatoryConditions.filter((c) => c.effect === 'APPLIES_IF').map((c) => c.scope),
  );
  const at = (marks: readonly Mark[], code: string) =>
    !facts.hasStory && story.has(code)
      ? 0n
      : BigInt(marks.find((mark) => mark.criterion === code)?.points ?? 0);
  const codes = card.parts.flatMap((p) => p.sections.flatMap((s) => s.criteria.map((c) => c.code)));
  const sum = sheets.reduce(
    (all, { marks }) => all + codes.reduce((one, code) => one + at(marks, code), 0n),
    0n,
  );
  const holds = (code: string, least: bigint) => {
    const given = sheets.map(({ marks }) => at(marks, code));
    if (minimumTest === 'MEAN') return given.reduce((a, b) => a + b, 0n) >= least * count;
    const reached = BigInt(given.filter((points) => points >= least).length);
    return minimumTest === 'ALL' ? reached === count : 2n * reached > count;
  };
  for (const stars of [5, 4, 3, 2]) {
    const bound = card.starBands.find((band) => band.stars === stars)?.min ?? Number.NaN;
    const minimums = card.starMinimums.filter((minimum) => minimum.stars <= stars);
    if (sum >= BigInt(bound) * count && minimums.every((m) => holds(m.criterion, BigInt(m.minPoints))))
      return stars;
  }
  return 1;
}

describe('the class of any product under any complete card', () => {
  it('R 5.1 is what exact fractions give: nothing is rounded anywhere', () => {
    const seen = new Set<number>();
    fc.assert(
      fc.property(anyCase, (given) => {
        const { card, facts, sheets } = given.council;
        const result = classify(card, facts, sheets, given);
        seen.add(result.starClass);
        expect(result.starClass).toBe(reckonedApart(given));
      }),
      { numRuns: 600 },
    );
    // The property would be worth little if the councils it draws were all alike.
    expect([...seen].sort()).toEqual(expect.arrayContaining([2, 3, 4, 5]));
  });

  it('R 8.6 does not depend on the order of the members', () => {
    const shuffled = anyCase.chain((given) => {
      const { sheets } = given.council;
      return fc
        .shuffledSubarray(sheets, { minLength: sheets.length, maxLength: sheets.length })
        .map((other) => ({ ...given, other }));
    });
    fc.assert(
      fc.property(shuffled, ({ council: { card, facts, sheets }, minimumTest, other }) => {
        const inOrder = classify(card, facts, sheets, { minimumTest });
        const mixed = classify(card, facts, other, { minimumTest });
        const unordered = (result: typeof inOrder) =>
          JSON.stringify(result, (key, value: unknown) =>
            key === 'failingMembers' ? [...(value as string[])].sort() : value,
          );
        expect(unordered(mixed)).toBe(unordered(inOrder));
      }),
    );
  });

  it('R 5.6 is never lowered by raising any one mark, whatever the test of minimums', () => {
    const raised = anyCase.chain((given) => {
      const { card, facts, sheets } = given.council;
      const options = sheets.flatMap(({ marks }, member) =>
        marks.flatMap((mark) => {
          const levels = indexCard(card).byCode.get(mark.criterion)?.criterion.levels ?? [];
          const held = mark.choice.kind === 'LEVELS' ? levels[mark.choice.levels[0] ?? -1]?.case : undefined;
          return levels.flatMap((level, position) =>
            level.points > mark.points && (level.case === undefined || level.case === held)
              ? [{ member, criterion: mark.criterion, position }]
              : [],
          );
        }),
      );
      const step = options.length > 0 ? fc.constantFrom(...options) : fc.constant(null);
      return step.map((to) => ({ card, facts, sheets, to, minimumTest: given.minimumTest }));
    });
    let steps = 0;
    fc.assert(
      fc.property(raised, ({ card, facts, sheets, to, minimumTest }) => {
        fc.pre(to !== null);
        const after = sheets.map((sheet, at) => {
          if (at !== to.member) return sheet;
          const choice = { kind: 'LEVELS', levels: [to.position] } as const;
          return {
            ...sheet,
            marks: applyChanges(card, facts, sheet.marks, [{ criterion: to.criterion, choice }]),
          };
        });
        const low = classify(card, facts, sheets, { minimumTest });
        const high = classify(card, facts, after, { minimumTest });
        expect(high.starClass).toBeGreaterThanOrEqual(low.starClass);
        expect(high.mean.sum).toBeGreaterThan(low.mean.sum);
        steps += 1;
      }),
      { numRuns: 400 },
    );
    expect(steps).toBeGreaterThan(0);
  });

  it('R 5.6 never exceeds the band, and its reasons and next class tell the same story', () => {
    fc.assert(
      fc.property(anyCase, ({ council: { card, facts, sheets }, minimumTest }) => {
        const { bandClass, starClass, minimums, reasons, nextClass, parts, mean } = classify(
          card,
          facts,
          sheets,
          {
            minimumTest,
          },
        );
        expect(starClass).toBeLessThanOrEqual(bandClass);
        const missed = reasons.filter((reason) => reason.kind === 'MINIMUM_MISSED');
        expect(missed.length > 0).toBe(starClass < bandClass);
        expect(minimums.filter((m) => m.stars <= starClass).every((m) => m.met)).toBe(true);
        expect(parts.reduce((sum, part) => sum + part.mean.sum, 0)).toBe(mean.sum);
        if (starClass === 5) expect(nextClass).toBeNull();
        else {
          expect(nextClass?.stars).toBe(starClass + 1);
          expect(nextClass?.shortBy !== null || nextClass.missingMinimums.length > 0).toBe(true);
          expect(nextClass?.shortBy === null).toBe(bandClass > starClass);
        }
      }),
    );
  });
});
