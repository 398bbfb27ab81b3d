import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeMark, type Mark } from '../../server/domain/marks.js';
import { Refusal } from '../../server/domain/refusal.js';
import type { MinimumTest } from '../../server/domain/regulation.js';
import { classify } from '../../server/domain/stars.js';
import { sheetTotal } from '../../server/domain/totals.js';
import {
  canonical as ours,
  headCode as ourHead,
  shortCode as ourCode,
} from '../../server/platform/ledger.js';
import { canonical, headCode, shortCode } from '../../server/verify/canonical.mjs';
import { addUp } from '../../server/verify/scorecard.mjs';
import { starClass } from '../../server/verify/star-class.mjs';
import { anyCouncil, completeCards } from './cards.js';

const anyTest = fc.constantFrom<MinimumTest>('MEAN', 'MAJORITY', 'ALL');

// Two programs that share no line: what one of them gets wrong, the other would have to get wrong in the same way.
describe('the verifier beside the rulebook', () => {
  it.each(completeCards.map((card) => [card.code, card] as const))(
    'R 4, R 5 makes the same totals, means, minimums and class under %s',
    (_code, card) => {
      fc.assert(
        fc.property(anyCouncil([card]), anyTest, ({ facts, sheets }, minimumTest) => {
          const added = sheets.map(({ marks }) => addUp(card, facts.hasStory, marks));
          added.forEach(({ total, parts, wrong, missing }, index) => {
            const sheet = sheetTotal(card, facts, sheets[index]!.marks);
            expect([wrong, missing]).toEqual([[], sheet.missing]);
            expect([total, parts]).toEqual([sheet.points, sheet.parts]);
          });
          const rule = classify(card, facts, sheets, { minimumTest });
          expect(starClass(card, facts.hasStory, added, minimumTest)).toEqual({
            ...rule.mean,
            parts: rule.parts.map(({ code, mean }) => ({ code, ...mean })),
            bandClass: rule.bandClass,
            starClass: rule.starClass,
            missed: rule.minimums
              .filter(({ met }) => !met)
              .map(({ stars, criterion }) => ({ stars, criterion })),
          });
        }),
        { numRuns: 25 },
      );
    },
  );

  it('R 4.3–4.11 refuses the marks that the rulebook refuses, under any card', () => {
    const wish = fc.oneof(
      fc.array(fc.nat(6), { maxLength: 3 }).map((levels) => ({ kind: 'LEVELS', levels }) as const),
      fc.constantFrom({ kind: 'NONE' } as const, { kind: 'NOT_MANDATORY' } as const),
    );
    const anyMark = fc.constantFrom(...completeCards).chain((card) => {
      const codes = card.parts.flatMap((part) =>
        part.sections.flatMap(({ criteria }) => criteria.map(({ code }) => code)),
      );
      return fc.record({
        card: fc.constant(card),
        criterion: fc.constantFrom(...codes, '99'),
        choice: wish,
        points: fc.nat(5),
      });
    });
    let [lawful, refused] = [0, 0];
    fc.assert(
      fc.property(anyMark, ({ card, criterion, choice, points }) => {
        let due: Mark | null = null;
        try {
          due = judgeMark(card, { hasStory: true }, criterion, choice);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
        if (due) lawful += 1;
        else refused += 1;
        // A box ticked twice never reaches the record: the server ticks it once.
        fc.pre(choice.kind !== 'LEVELS' || new Set(choice.levels).size === choice.levels.length);
        const { wrong } = addUp(card, true, [{ criterion, choice, points: due?.points ?? points }]);
        expect(wrong.includes(criterion)).toBe(due === null);
        if (due) expect(addUp(card, true, [{ ...due, points: due.points + 1 }]).wrong).toEqual([criterion]);
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(lawful, refused)).toBeGreaterThan(300);
  });

  it('writes the canonical form and the short code as the record does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (json) => {
        const value: unknown = JSON.parse(json);
        expect(canonical(value)).toBe(ours(value));
      }),
      { numRuns: 500 },
    );
    const hash = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(hash, (text) => {
        expect(shortCode(text)).toBe(ourCode(text));
        expect(headCode(text)).toBe(ourHead(text));
      }),
    );
  });
});
