import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presiding, quorum, type PresidingCandidate } from '../../server/domain/quorum.js';

const threeQuarters = { num: 3, den: 4 };
const base = { share: threeQuarters, chairRequired: true, presiding: 'chair' };

describe('the quorum', () => {
  it.each([
    ['R 8.4 three quarters of 11 is 9', 11, threeQuarters, 9],
    ['R 8.4 three quarters of 12 is 9', 12, threeQuarters, 9],
    ['R 8.4 three quarters of 13 is 10', 13, threeQuarters, 10],
    ['R 8.4 five sevenths of 7 is 5, as at the centre', 7, { num: 5, den: 7 }, 5],
    ['R 8.4 two thirds of 10 is 7', 10, { num: 2, den: 3 }, 7],
    ['R 8.4 all of 9 is 9', 9, { num: 1, den: 1 }, 9],
    ['R 8.4 a council of one needs that one', 1, threeQuarters, 1],
  ])('%s', (_, appointed, share, required) => {
    const at = (present: number) => quorum({ ...base, appointed, present, share });
    expect(at(required)).toEqual({ required, present: required, met: true, reasons: [] });
    expect(at(required - 1)).toMatchObject({ required, met: false, reasons: ['NO_QUORUM'] });
  });

  it('R 8.4 is not met where nobody presides and the regulation asks for it', () => {
    const full = { ...base, appointed: 11, present: 11, presiding: null };
    expect(quorum(full)).toMatchObject({ met: false, reasons: ['NOBODY_PRESIDES'] });
    expect(quorum({ ...full, chairRequired: false })).toMatchObject({ met: true, reasons: [] });
  });

  it('R 8.4 names both lacks', () => {
    expect(quorum({ ...base, appointed: 11, present: 8, presiding: null }).reasons).toEqual([
      'NO_QUORUM',
      'NOBODY_PRESIDES',
    ]);
  });

  it.each([
    ['an empty council', { appointed: 0, present: 0 }],
    ['more present than appointed', { appointed: 3, present: 4 }],
    ['fewer than nobody', { appointed: 3, present: -1 }],
    ['half a member', { appointed: 3, present: 1.5 }],
    ['a share above the whole', { appointed: 3, present: 3, share: { num: 5, den: 4 } }],
    ['no share', { appointed: 3, present: 3, share: { num: 0, den: 4 } }],
  ])('R 8.4 %s is a fault', (_, given) => {
    expect(() => quorum({ ...base, ...given })).toThrow(RangeError);
  });

  it('R 8.4 is the least number of members whose share is enough, in whole numbers', () => {
    const given = fc
      .record({ appointed: fc.integer({ min: 1, max: 200 }), den: fc.integer({ min: 1, max: 100 }) })
      .chain(({ appointed, den }) =>
        fc.record({
          appointed: fc.constant(appointed),
          den: fc.constant(den),
          num: fc.integer({ min: 1, max: den }),
        }),
      );
    fc.assert(
      fc.property(given, ({ appointed, num, den }) => {
        const { required } = quorum({ ...base, appointed, present: appointed, share: { num, den } });
        expect(required * den).toBeGreaterThanOrEqual(appointed * num);
        expect((required - 1) * den).toBeLessThan(appointed * num);
      }),
    );
  });
});

describe('who presides', () => {
  const council: PresidingCandidate[] = [
    { memberId: 'secretary', role: 'SECRETARY', order: 0 },
    { memberId: 'second', role: 'VICE_CHAIR', order: 3 },
    { memberId: 'member', role: 'MEMBER', order: 1 },
    { memberId: 'first', role: 'VICE_CHAIR', order: 2 },
    { memberId: 'chair', role: 'CHAIR', order: 4 },
  ];
  const all = council.map(({ memberId }) => memberId);
  it.each<[string, string[], string[], string | null]>([
    ['R 8.1 the chair, wherever listed', all, [], 'chair'],
    ['R 13 the first vice-chair where the chair is recused', all, ['chair'], 'first'],
    ['R 8.4 the first vice-chair where the chair is absent', ['secretary', 'second', 'first'], [], 'first'],
    ['R 13 the second where the first is recused as well', all, ['chair', 'first'], 'second'],
    ['R 8.4 the second where only the second came', ['second', 'member'], [], 'second'],
    ['R 8.4 nobody, where neither chair nor vice-chair can', ['secretary', 'member'], [], null],
    ['R 13 nobody, where all of them are recused', all, ['chair', 'first', 'second'], null],
    ['R 8.4 nobody in an empty room', [], [], null],
  ])('%s', (_, present, recused, who) => {
    expect(presiding(council, present, new Set(recused))).toBe(who);
    expect(presiding([...council].reverse(), present, recused)).toBe(who);
  });
});
