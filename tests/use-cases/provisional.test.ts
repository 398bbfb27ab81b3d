import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mark } from '../../server/domain/marks.js';
import { Refusal } from '../../server/domain/refusal.js';
import { DEFAULT_REGULATION } from '../../server/domain/regulation.js';
import { sheetTotal } from '../../server/domain/totals.js';
import { buildBoard } from '../../server/features/board/build-board.js';
import { buildProvisional } from '../../server/features/board/build-provisional.js';
import { rightsIn } from '../../server/features/board/visibility.js';
import { showMean } from '../../server/features/dossiers/released-results.js';
import { conclude } from '../../server/features/sessions/acts/conclude.js';
import type { SessionState, SheetSummary } from '../../server/features/sessions/session-state.js';
import { anySheet, fullSheet, honey, withStory } from '../domain/cards.js';
import { evaluationState, member, sessionState, sheet } from '../support/session-states.js';

const submission = (memberId: string, attempt: number, marks: readonly Mark[]) => {
  const { points, parts } = sheetTotal(honey, withStory, marks);
  return {
    id: `${memberId}-${attempt}`,
    attempt,
    submittedAt: `2026-11-22T0${attempt}:00:00Z`,
    withdrawn: false,
    total: points,
    partPoints: parts.map((part) => part.points) as unknown as [number, number, number],
    marks,
    opinion: null,
    receipt: 'AAAA-BBBB',
  };
};

/** As a member's sheet stands after one scoring or two, whatever happened to the member since. */
const anyMember = (id: string) =>
  fc
    .record({
      marks: fc.constantFrom(4, 15, 60).chain((excellence) => anySheet(honey, withStory, excellence)),
      again: fc.constantFrom(4, 15, 60).chain((excellence) => anySheet(honey, withStory, excellence)),
      way: fc.constantFrom(
        'IN', 'IN', 'IN', 'IN', 'IN_TWICE', 'IN_AND_LEFT', 'RETURNED_AND_LEFT', 'NEVER_CAME', 'RECUSED', 'UNFINISHED',
      ), // prettier-ignore
    })
    .map(({ marks, again, way }): { one: SheetSummary; present: boolean } => {
      const first = submission(id, 1, marks);
      const second = submission(id, 2, again);
      const of = (state: SheetSummary['state'], ...attempts: (typeof first)[]) =>
        sheet(id, { state, attempts, total: attempts.at(-1)?.total ?? 0 });
      switch (way) {
        case 'IN':
          return { one: of('SUBMITTED', first), present: true };
        case 'IN_TWICE':
          return { one: of('SUBMITTED', first, second), present: true };
        case 'IN_AND_LEFT':
          return { one: of('SUBMITTED', first), present: false };
        case 'RETURNED_AND_LEFT':
          return { one: of('ABSENT', first), present: false };
        case 'NEVER_CAME':
          return { one: of('ABSENT'), present: false };
        case 'RECUSED':
          return { one: of('RECUSED', first), present: true };
        default:
          return { one: of('DRAFT'), present: true };
      }
    });

const anySession = fc
  .tuple(...['m0', 'm1', 'm2', 'm3', 'm4', 'm5'].map((id) => anyMember(id)))
  .map((given): SessionState => {
    const sheets = given.map(({ one }) => one);
    return sessionState({
      regulation: {
        ...sessionState().regulation,
        settings: { ...DEFAULT_REGULATION, quorumNum: 1, quorumDen: 2, presidingRequired: false },
      },
      members: given.map(({ one, present }, index) =>
        member(one.memberId, {
          role: index === 0 ? 'CHAIR' : index === 1 ? 'VICE_CHAIR' : 'MEMBER',
          present,
          absenceReason: present ? null : 'Về sớm',
        }),
      ),
      evaluations: [
        evaluationState({
          attempt: 2,
          sheets,
          recusedIds: sheets.filter(({ state }) => state === 'RECUSED').map(({ memberId }) => memberId),
        }),
      ],
    });
  });

const boardOf = (state: SessionState) =>
  buildBoard(state, rightsIn(state, { kind: 'SEAT', sessionId: state.id, memberId: 'm0' })!, {
    cards: { get: () => honey, sha256: () => '' },
    presence: () => ({ connected: false, lastSeenAt: null, waitingOnDevice: 0 }),
    recordCode: (head) => head,
  });

/** What the chair's own act concludes; null where it is refused. */
function concluded(state: SessionState) {
  const [evaluation] = state.evaluations;
  for (const one of state.members) {
    try {
      const { changes } = conclude(
        state,
        { kind: 'MEMBER', member: one },
        evaluation!,
        honey,
        'Đã thảo luận',
      );
      const made = changes.find((change) => change.on === 'newResult')!;
      return made.on === 'newResult' ? made.result : null;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return null;
}

describe('what the chair sees just before concluding', () => {
  it('R 8.14, R 13 is what is concluded: the same mean, class, spread and number of sheets', () => {
    let concludedSome = 0;
    let withoutSome = 0;
    fc.assert(
      fc.property(anySession, (state) => {
        const result = concluded(state);
        if (!result) return;
        concludedSome += 1;
        const [evaluation] = state.evaluations;
        if (evaluation!.sheets.some(({ state: s, attempts }) => s === 'ABSENT' && attempts.length > 0))
          withoutSome += 1;
        const shown = buildProvisional(state, evaluation!, honey);
        expect(shown.mean).toEqual(showMean({ sum: result.sumPoints!, count: result.sheetCount! }));
        expect(shown.starClass).toBe(result.starClass);
        expect(shown.bandClass).toBe(result.classification.bandClass);
        expect(shown.deviation?.spread).toBe(result.classification.deviation);
        const [item] = boardOf(state).agenda;
        if (item!.submittedCount !== null) {
          expect([item!.submittedCount, item!.expectedCount]).toEqual([result.sheetCount, result.sheetCount]);
        }
        const counted = result.classification.counted as { memberId: string; points: number }[];
        const out = new Set(counted.map(({ memberId }) => memberId));
        for (const { id, total } of item!.seats ?? []) {
          expect(total).toBe(out.has(id) ? counted.find(({ memberId }) => memberId === id)!.points : null);
        }
      }),
      { numRuns: 300 },
    );
    // The property would be worth little if nearly everything were refused, or nobody ever left.
    expect(concludedSome).toBeGreaterThan(30);
    expect(withoutSome).toBeGreaterThan(10);
  });

  it('leaves the figures empty and says so where a sheet on record cannot be reckoned, and the board stands', () => {
    const whole = submission('m1', 1, fullSheet(honey));
    const damaged = { ...whole, marks: [{ ...whole.marks[0]!, criterion: 'Z9' }] };
    const state = sessionState({
      evaluations: [
        evaluationState({
          sheets: [
            sheet('m1', { state: 'SUBMITTED', attempts: [whole] }),
            sheet('m2', { state: 'SUBMITTED', attempts: [damaged] }),
            sheet('m3', { state: 'SUBMITTED' }),
          ],
        }),
      ],
    });
    const without3 = sessionState({
      evaluations: [evaluationState({ sheets: state.evaluations[0]!.sheets.slice(0, 2) })],
    });
    for (const each of [state, without3]) {
      const [item] = boardOf(each).agenda;
      expect(item!.provisional).toMatchObject({ mean: null, starClass: null, deviation: null });
      expect(item!.provisional!.obstacles.map(({ code }) => code)).toContain('SHEETS_UNREADABLE');
    }
  });
});
