import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_REGULATION } from '../../server/domain/regulation.js';
import { sheetTotal } from '../../server/domain/totals.js';
import type { BoardItem, SessionBoard } from '../../server/features/board/board.js';
import { buildBoard, type BoardSources } from '../../server/features/board/build-board.js';
import { rightsIn, type Onlooker } from '../../server/features/board/visibility.js';
import type { EvaluationState, SessionState } from '../../server/features/sessions/session-state.js';
import { fullSheet, honey } from '../domain/cards.js';
import { evaluationState, member, sessionState, sheet } from '../support/session-states.js';

const sources: BoardSources = {
  cards: { get: () => honey, sha256: () => '' },
  presence: () => ({ connected: true, lastSeenAt: new Date(0), waitingOnDevice: 0 }),
  recordCode: () => 'AAAA-BBBB',
};
const IDS = ['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6'] as const;
const ROLES = ['CHAIR', 'VICE_CHAIR', 'MEMBER', 'MEMBER', 'MEMBER', 'SECRETARY', 'SUPPORT'] as const;
const ROOM: Onlooker = { kind: 'ROOM', sessionId: 'session' };
const ADMIN: Onlooker = { kind: 'ACCOUNT', accountId: 'administrator', isAdmin: true };
const seat = (memberId: string): Onlooker => ({ kind: 'SEAT', sessionId: 'session', memberId });
const EVERYBODY = [ROOM, ADMIN, ...IDS.map(seat)];

const marks = fullSheet(honey);
const total = sheetTotal(honey, { hasStory: true }, marks);
const submission = {
  ...{
    id: 'attempt',
    attempt: 1,
    submittedAt: '2026-11-22T01:00:00Z',
    withdrawn: false,
    total: total.points,
  },
  ...{ partPoints: total.parts.map(({ points }) => points) as unknown as [number, number, number] },
  ...{ marks, opinion: 'BÍ-MẬT', receipt: 'CCCC-DDDD' },
};

const anySheetOf = (memberId: string, recused: boolean) =>
  fc.constantFrom('EMPTY', 'DRAFT', 'SUBMITTED', 'RETURNED', 'ABSENT').map((state) =>
    sheet(memberId, {
      state: recused ? 'RECUSED' : state,
      attempts: state === 'SUBMITTED' || state === 'RETURNED' ? [submission] : [],
      total: state === 'EMPTY' ? 0 : total.points,
      reason: 'BÍ-MẬT',
    }),
  );

const anyEvaluation: fc.Arbitrary<EvaluationState> = fc
  .record({
    phase: fc.constantFrom('WAITING', 'PRESENTING', 'SCORING', 'REVIEWING', 'CONCLUDED', 'RELEASED', 'STOPPED', 'DEFERRED'),
    recusedIds: fc.subarray([...IDS]),
    stopped: fc.boolean(),
    reporter: fc.option(fc.constantFrom(...IDS), { nil: null }),
    findingState: fc.constantFrom('REPORTED', 'CONFIRMED', 'DISMISSED'),
  })
  .chain(({ phase, recusedIds, stopped, reporter, findingState }) =>
    fc.tuple(...IDS.slice(0, 5).map((id) => anySheetOf(id, recusedIds.includes(id)))).map((sheets) => {
      const stop = phase === 'STOPPED' || (phase === 'RELEASED' && stopped);
      const concluded = stop || phase === 'CONCLUDED' || phase === 'RELEASED';
      return evaluationState({
        ...{ phase, recusedIds, sheets, reason: 'BÍ-MẬT', fixList: phase === 'DEFERRED' ? 'BÍ-MẬT' : null },
        result: concluded
          ? {
              ...{ outcome: stop ? 'STOPPED' : 'CLASSIFIED', starClass: stop ? null : 4, why: [], reason: 'BÍ-MẬT' },
              ...{ sumPoints: stop ? null : 777, sheetCount: stop ? null : 9, parts: [] },
              ...{ concludedAt: '2026-11-22T02:00:00Z' },
              releasedAt: phase === 'RELEASED' ? '2026-11-22T03:00:00Z' : null,
            }
          : null,
        findings: reporter
          ? [
              {
                ...{ id: 'finding', code: 'X', effect: 'STOP', scope: 'CARD', remark: 'BÍ-MẬT', reportedById: reporter },
                ...{ reportedAt: '2026-11-22T01:30:00Z', state: findingState, reason: 'BÍ-MẬT' },
              },
            ]
          : [],
      });
    }),
  ); // prettier-ignore

const anySession: fc.Arbitrary<SessionState> = fc
  .record({
    evaluation: anyEvaluation,
    phase: fc.constantFrom('PLANNED', 'OPEN', 'SUSPENDED', 'CLOSED'),
    present: fc.array(fc.constantFrom(true, false, null), { minLength: 7, maxLength: 7 }),
    onTable: fc.boolean(),
    settings: fc.record({
      averagesVisibleTo: fc.constantFrom('CHAIR', 'CHAIR_AND_SECRETARY'),
      resultsVisibleToRoom: fc.constantFrom('AFTER_RELEASE', 'AFTER_CLOSING'),
      sheetsVisibleAfterRelease: fc.constantFrom('CHAIR', 'MEMBERS'),
      blindAverages: fc.boolean(),
    }),
    revision: fc.nat(99_999),
  })
  .map(({ evaluation, phase, present, onTable, settings, revision }) =>
    sessionState({
      ...{ phase, revision, acts: 7, onTableId: onTable ? evaluation.id : null, evaluations: [evaluation] },
      regulation: { ...sessionState().regulation, settings: { ...DEFAULT_REGULATION, ...settings } },
      members: IDS.map((id, at) =>
        member(id, {
          role: ROLES[at]!,
          voting: at < 5,
          present: present[at] ?? null,
          absenceReason: 'BÍ-MẬT',
        }),
      ),
    }),
  );

const boardOf = (state: SessionState, onlooker: Onlooker): SessionBoard => {
  const rights = rightsIn(state, onlooker);
  if (!rights) throw new Error('everybody here has a place');
  return buildBoard(state, rights, sources);
};
const itemOf = (state: SessionState, onlooker: Onlooker): BoardItem => boardOf(state, onlooker).agenda[0]!;
const viewOf = (state: SessionState, onlooker: Onlooker) =>
  rightsIn(state, onlooker)!.viewOf(state.evaluations[0]!);

const holds = (property: (state: SessionState, onlooker: Onlooker) => void) =>
  fc.assert(fc.property(anySession, fc.constantFrom(...EVERYBODY), property), { numRuns: 1500 });

describe('who may see what of any session (ARCHITECTURE 4, R 8.7)', () => {
  it('shows a recused member of the product what the room sees, whoever he is, and that he is recused', () => {
    holds((state, onlooker) => {
      const mine = onlooker.kind === 'SEAT' && state.evaluations[0]!.recusedIds.includes(onlooker.memberId);
      if (!mine) return;
      const { recused, ...item } = itemOf(state, onlooker);
      const { recused: never, ...room } = itemOf(state, ROOM);
      expect(item).toEqual(room);
      expect([recused, never]).toEqual([true, false]);
    });
  });

  it('shows nobody but chair and secretary a number that is not released', () => {
    holds((state, onlooker) => {
      const view = viewOf(state, onlooker);
      if (view === 'CHAIR' || view === 'SECRETARY') return;
      const item = itemOf(state, onlooker);
      expect([item.seats, item.provisional, item.findings]).toEqual([null, null, null]);
      const released = state.evaluations[0]!.result?.releasedAt != null;
      if (!released) expect(item.result).toBeNull();
      if (view !== 'ROOM') expect(item.result !== null).toBe(released);
    });
  });

  it('tells nobody of a stop before its release, neither by the phase nor by a report that was confirmed', () => {
    holds((state, onlooker) => {
      const view = viewOf(state, onlooker);
      if (view === 'CHAIR' || view === 'SECRETARY') return;
      const { phase, myFindings } = itemOf(state, onlooker);
      expect(phase).not.toBe('STOPPED');
      if (state.evaluations[0]!.phase === 'STOPPED')
        expect(myFindings?.map((finding) => finding.state) ?? []).not.toContain('CONFIRMED');
    });
  });

  it('shows no total and no average while averages are blind, not even to the chair', () => {
    holds((state, onlooker) => {
      const [evaluation] = state.evaluations;
      if (!state.regulation.settings.blindAverages || evaluation!.phase !== 'SCORING') return;
      const item = itemOf(state, onlooker);
      expect(item.provisional).toBeNull();
      for (const { total: points, parts, previousTotal } of item.seats ?? [])
        expect([points, parts, previousTotal]).toEqual([null, null, null]);
    });
  });

  it('gives the same board to all who share a key, so that one execution may serve them', () => {
    fc.assert(
      fc.property(anySession, (state) => {
        const byKey = new Map<string, SessionBoard>();
        for (const onlooker of EVERYBODY) {
          const { key } = rightsIn(state, onlooker)!;
          const board = boardOf(state, onlooker);
          expect(board).toEqual(byKey.get(key) ?? board);
          byKey.set(key, board);
        }
      }),
    );
  });

  it('never changes with a save for those who may not see how far others have come', () => {
    holds((state, onlooker) => {
      const [evaluation] = state.evaluations;
      const view = viewOf(state, onlooker);
      if (state.onTableId === null || view === 'CHAIR' || view === 'SECRETARY') return;
      const sheets = evaluation!.sheets.map((one) => ({
        ...one,
        version: one.version + 1,
        scored: 3,
        total: 41,
      }));
      const saved = { ...state, revision: state.revision + 1, evaluations: [{ ...evaluation!, sheets }] };
      const later = {
        ...sources,
        presence: () => ({ connected: true, lastSeenAt: new Date(1), waitingOnDevice: 0 }),
      };
      expect(buildBoard(saved, rightsIn(saved, onlooker)!, later)).toEqual(boardOf(state, onlooker));
    });
  });

  it('numbers boards so that none falls behind an earlier one when somebody else comes to preside', () => {
    holds((state, onlooker) => {
      const chairGone = { ...state.members[0]!, present: false };
      const after = { ...state, acts: state.acts + 1, members: [chairGone, ...state.members.slice(1)] };
      expect(boardOf(after, onlooker).revision).toBeGreaterThan(boardOf(state, onlooker).revision);
    });
  });

  it('has no place for strangers: another session, another account', () => {
    fc.assert(
      fc.property(anySession, (state) => {
        expect(rightsIn(state, { kind: 'ROOM', sessionId: 'other' })).toBeNull();
        expect(rightsIn(state, { kind: 'SEAT', sessionId: 'other', memberId: 'm0' })).toBeNull();
        expect(rightsIn(state, { kind: 'SEAT', sessionId: 'session', memberId: 'nobody' })).toBeNull();
        expect(rightsIn(state, { kind: 'ACCOUNT', accountId: 'stranger', isAdmin: false })).toBeNull();
      }),
    );
  });
});
