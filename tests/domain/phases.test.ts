import { describe, expect, it } from 'vitest';
import {
  checkMarking,
  checkSessionLets,
  isSettled,
  nextEvaluation,
  nextSession,
  nextSheet,
  onTable,
  type EvaluationAct,
  type EvaluationPhase,
  type SessionAct,
  type SessionPhase,
  type SheetAct,
  type SheetState,
} from '../../server/domain/phases.js';
import { Refusal } from '../../server/domain/refusal.js';
import { refusalOf } from './refusal-of.js';

const SESSIONS: SessionPhase[] = ['PLANNED', 'OPEN', 'SUSPENDED', 'CLOSED'];
const EVALUATIONS: EvaluationPhase[] = [
  'WAITING',
  'PRESENTING',
  'SCORING',
  'REVIEWING',
  'CONCLUDED',
  'RELEASED',
  'DEFERRED',
  'STOPPED',
];
const SHEETS: SheetState[] = ['EMPTY', 'DRAFT', 'SUBMITTED', 'RETURNED', 'SEALED', 'RECUSED', 'ABSENT'];

/** Where an act leads from every phase, or the code of the refusal: no cell of the table is left out. */
function row<Phase extends string, Act>(phases: Phase[], next: (phase: Phase, act: Act) => Phase, act: Act) {
  return phases.map((phase) => {
    try {
      return next(phase, act);
    } catch (error) {
      if (error instanceof Refusal) return error.code;
      throw error;
    }
  });
}

describe('a session', () => {
  it.each<[SessionAct, string[]]>([
    ['open', ['OPEN', 'ALREADY_DONE', 'WRONG_PHASE', 'SESSION_CLOSED']],
    ['suspend', ['SESSION_NOT_OPEN', 'SUSPENDED', 'ALREADY_DONE', 'SESSION_CLOSED']],
    ['resume', ['SESSION_NOT_OPEN', 'ALREADY_DONE', 'OPEN', 'SESSION_CLOSED']],
    ['close', ['SESSION_NOT_OPEN', 'CLOSED', 'CLOSED', 'ALREADY_DONE']],
  ])('R 8.11 by "%s" goes from planned, open, suspended, closed to where it may', (act, expected) => {
    expect(row(SESSIONS, nextSession, act)).toEqual(expected);
  });
});

describe('an evaluation', () => {
  const W = 'WRONG_PHASE';
  const A = 'ALREADY_DONE';
  const S = 'SCORING_NOT_OPEN';
  it.each<[EvaluationAct, string[]]>([
    ['present', ['PRESENTING', A, W, W, W, W, W, W]],
    ['setAside', [A, 'WAITING', W, W, W, W, W, W]],
    ['takeOff', [A, 'WAITING', 'WAITING', 'WAITING', W, W, W, W]],
    ['openScoring', [W, 'SCORING', A, W, W, W, W, W]],
    ['closeScoring', [S, S, 'REVIEWING', A, W, W, W, W]],
    ['reopenScoring', [W, W, A, 'SCORING', W, W, W, W]],
    ['returnSheets', [W, W, A, 'SCORING', W, W, W, W]],
    ['conclude', [W, W, W, 'CONCLUDED', A, W, W, W]],
    ['release', [W, W, W, W, 'RELEASED', A, W, 'RELEASED']],
    ['defer', ['DEFERRED', 'DEFERRED', 'DEFERRED', 'DEFERRED', W, W, A, W]],
    ['stop', [W, 'STOPPED', 'STOPPED', 'STOPPED', W, W, W, A]],
  ])('R 8.5, R 8.11 by "%s" goes from every phase to where it may', (act, expected) => {
    expect(row(EVALUATIONS, nextEvaluation, act)).toEqual(expected);
  });

  it('R 8.7 a result is never released before it is concluded or stopped', () => {
    const before = EVALUATIONS.filter((phase) => {
      try {
        return nextEvaluation(phase, 'release') === 'RELEASED';
      } catch {
        return false;
      }
    });
    expect(before).toEqual(['CONCLUDED', 'STOPPED']);
  });

  it('a refused act says from where and what', () => {
    expect(refusalOf(() => nextEvaluation('WAITING', 'conclude')).details).toEqual({
      phase: 'WAITING',
      act: 'conclude',
    });
  });

  it('R 8.11 lies on the table from presenting to reviewing, and is settled after', () => {
    expect(EVALUATIONS.filter(onTable)).toEqual(['PRESENTING', 'SCORING', 'REVIEWING']);
    expect(EVALUATIONS.filter(isSettled)).toEqual(['CONCLUDED', 'RELEASED', 'DEFERRED', 'STOPPED']);
  });
});

describe('a sheet', () => {
  const N = 'SHEET_NOT_SUBMITTED';
  const A = 'ALREADY_DONE';
  const B = 'SHEET_SUBMITTED';
  const Z = 'SHEET_SEALED';
  const R = 'SHEET_RECUSED';
  const X = 'SHEET_ABSENT';
  it.each<[SheetAct, string[]]>([
    ['save', ['DRAFT', 'DRAFT', B, 'DRAFT', Z, R, X]],
    ['submit', ['SHEET_INCOMPLETE', 'SUBMITTED', A, 'SUBMITTED', Z, R, X]],
    ['withdraw', [N, A, 'DRAFT', N, Z, R, X]],
    ['return', [N, N, 'RETURNED', A, Z, R, X]],
    ['seal', [N, N, 'SEALED', N, A, R, X]],
    ['recuse', ['RECUSED', 'RECUSED', 'RECUSED', 'RECUSED', Z, A, 'RECUSED']],
    ['letBackIn', [N, A, B, N, Z, 'DRAFT', X]],
    ['markAbsent', ['ABSENT', 'ABSENT', B, 'ABSENT', Z, R, A]],
    ['undoAbsent', [A, A, B, A, Z, R, 'DRAFT']],
  ])('R 8.5, R 8.14 by "%s" goes from every state to where it may', (act, expected) => {
    expect(row(SHEETS, nextSheet, act)).toEqual(expected);
  });

  it('a sealed sheet never changes again, whatever is done', () => {
    const acts: SheetAct[] = [
      'save',
      'submit',
      'withdraw',
      'return',
      'seal',
      'recuse',
      'letBackIn',
      'markAbsent',
      'undoAbsent',
    ];
    for (const act of acts) expect(() => nextSheet('SEALED', act)).toThrow(Refusal);
  });
});

describe('a mark', () => {
  it('may be saved in an open session, while scoring, on a sheet still open: nowhere else', () => {
    const open = SESSIONS.flatMap((session) =>
      EVALUATIONS.flatMap((evaluation) =>
        SHEETS.flatMap((sheet) => {
          try {
            checkMarking(session, evaluation, sheet);
            return [`${session} ${evaluation} ${sheet}`];
          } catch {
            return [];
          }
        }),
      ),
    );
    expect(open).toEqual(['OPEN SCORING EMPTY', 'OPEN SCORING DRAFT', 'OPEN SCORING RETURNED']);
  });

  it.each([
    ['CLOSED', 'SCORING', 'DRAFT', 'SESSION_CLOSED'],
    ['SUSPENDED', 'SCORING', 'DRAFT', 'SESSION_NOT_OPEN'],
    ['PLANNED', 'WAITING', 'EMPTY', 'SESSION_NOT_OPEN'],
    ['OPEN', 'REVIEWING', 'DRAFT', 'SCORING_NOT_OPEN'],
    ['OPEN', 'CONCLUDED', 'SEALED', 'SCORING_NOT_OPEN'],
    ['OPEN', 'SCORING', 'SUBMITTED', 'SHEET_SUBMITTED'],
    ['OPEN', 'SCORING', 'RECUSED', 'SHEET_RECUSED'],
  ] as const)(
    'in a %s session, a dossier %s and a sheet %s is refused with %s',
    (session, evaluation, sheet, code) => {
      expect(refusalOf(() => checkMarking(session, evaluation, sheet)).code).toBe(code);
    },
  );
});

describe('an act on a dossier', () => {
  it.each<[SessionPhase, EvaluationAct, string | null]>([
    ['OPEN', 'present', null],
    ['OPEN', 'release', null],
    ['SUSPENDED', 'release', null],
    ['CLOSED', 'release', null],
    ['PLANNED', 'release', 'SESSION_NOT_OPEN'],
    ['SUSPENDED', 'conclude', 'SESSION_NOT_OPEN'],
    ['SUSPENDED', 'takeOff', 'SESSION_NOT_OPEN'],
    ['CLOSED', 'conclude', 'SESSION_CLOSED'],
    ['PLANNED', 'present', 'SESSION_NOT_OPEN'],
  ])('R 8.7 in a session %s: %s gives %s', (session, act, code) => {
    const ask = () => checkSessionLets(session, act);
    if (code === null) expect(ask).not.toThrow();
    else expect(refusalOf(ask).code).toBe(code);
  });
});
