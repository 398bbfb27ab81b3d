import { Refusal, type RefusalCode } from './refusal.js';

/**
 * Where a session stands.
 * @source ARCHITECTURE 3; R 8.11 (one meeting, item after item)
 */
export type SessionPhase = 'PLANNED' | 'OPEN' | 'SUSPENDED' | 'CLOSED';

/**
 * What can be done to a session.
 * @source ARCHITECTURE 3
 */
export type SessionAct = 'open' | 'suspend' | 'resume' | 'close';

/**
 * Where one dossier stands in one session. RELEASED says that the result is out; what the result is
 * (CLASSIFIED, STOPPED, REJECTED) stands apart from it. DEFERRED is final here: the dossier comes back in the next round.
 * @source ARCHITECTURE 3; R 4.23, R 8.7, R 8.9
 */
export type EvaluationPhase =
  'WAITING' | 'PRESENTING' | 'SCORING' | 'REVIEWING' | 'CONCLUDED' | 'RELEASED' | 'DEFERRED' | 'STOPPED';

/**
 * What can be done to an evaluation. `setAside` puts a presenting dossier back when another is presented; `takeOff`
 * puts back whatever lies on the table, with its sheets and attempts, for another time in this session or a later one;
 * `returnSheets` starts attempt n+1 (R 8.5); `reopenScoring` undoes a closing that came too early, same attempt.
 * @source ARCHITECTURE 3; R 8.5, R 8.11
 */
export type EvaluationAct =
  | 'present'
  | 'setAside'
  | 'takeOff'
  | 'openScoring'
  | 'closeScoring'
  | 'reopenScoring'
  | 'returnSheets'
  | 'conclude'
  | 'release'
  | 'defer'
  | 'stop';

/**
 * Where one member's sheet for one dossier stands.
 * @source ARCHITECTURE 3; R 8.5, R 8.14
 */
export type SheetState = 'EMPTY' | 'DRAFT' | 'SUBMITTED' | 'RETURNED' | 'SEALED' | 'RECUSED' | 'ABSENT';

/**
 * What can be done to a sheet. `return` asks for a new attempt, `seal` is part of concluding.
 * @source ARCHITECTURE 3; R 8.5, R 8.14
 */
export type SheetAct =
  'save' | 'submit' | 'withdraw' | 'return' | 'seal' | 'recuse' | 'letBackIn' | 'markAbsent' | 'undoAbsent';

/**
 * The phase as it is told where the result is not: STOPPED would be the result itself, so until the release it is called
 * CONCLUDED.
 * @source ARCHITECTURE 4; R 8.7
 */
export function phaseAsTold(phase: EvaluationPhase): EvaluationPhase {
  return phase === 'STOPPED' ? 'CONCLUDED' : phase;
}

type Table<Act extends string, Phase extends string> = {
  readonly [A in Act]: Readonly<Partial<Record<Phase, Phase>>>;
};

const SESSION: Table<SessionAct, SessionPhase> = {
  open: { PLANNED: 'OPEN' },
  suspend: { OPEN: 'SUSPENDED' },
  resume: { SUSPENDED: 'OPEN' },
  close: { OPEN: 'CLOSED', SUSPENDED: 'CLOSED' },
};

const EVALUATION: Table<EvaluationAct, EvaluationPhase> = {
  present: { WAITING: 'PRESENTING' },
  setAside: { PRESENTING: 'WAITING' },
  takeOff: { PRESENTING: 'WAITING', SCORING: 'WAITING', REVIEWING: 'WAITING' },
  openScoring: { PRESENTING: 'SCORING' },
  closeScoring: { SCORING: 'REVIEWING' },
  reopenScoring: { REVIEWING: 'SCORING' },
  returnSheets: { REVIEWING: 'SCORING' },
  conclude: { REVIEWING: 'CONCLUDED' },
  release: { CONCLUDED: 'RELEASED', STOPPED: 'RELEASED' },
  defer: { WAITING: 'DEFERRED', PRESENTING: 'DEFERRED', SCORING: 'DEFERRED', REVIEWING: 'DEFERRED' },
  // Only what lies on the table can be stopped: the council finds the fact together (R 4.24).
  stop: { PRESENTING: 'STOPPED', SCORING: 'STOPPED', REVIEWING: 'STOPPED' },
};

const SHEET: Table<SheetAct, SheetState> = {
  save: { EMPTY: 'DRAFT', DRAFT: 'DRAFT', RETURNED: 'DRAFT' },
  // A member may stand by a returned sheet unchanged.
  submit: { DRAFT: 'SUBMITTED', RETURNED: 'SUBMITTED' },
  withdraw: { SUBMITTED: 'DRAFT' },
  return: { SUBMITTED: 'RETURNED' },
  seal: { SUBMITTED: 'SEALED' },
  recuse: {
    EMPTY: 'RECUSED',
    DRAFT: 'RECUSED',
    SUBMITTED: 'RECUSED',
    RETURNED: 'RECUSED',
    ABSENT: 'RECUSED',
  },
  // Never to SUBMITTED: whoever comes back hands in anew. The draft holds the marks made before, or none.
  letBackIn: { RECUSED: 'DRAFT' },
  // Not from SUBMITTED: whoever has voted counts, so no one can be put out of the mean by being sent home.
  markAbsent: { EMPTY: 'ABSENT', DRAFT: 'ABSENT', RETURNED: 'ABSENT' },
  // A draft may be empty; the marks made before leaving are still there.
  undoAbsent: { ABSENT: 'DRAFT' },
};

const SHEET_SAYS: Record<SheetState, RefusalCode> = {
  EMPTY: 'SHEET_INCOMPLETE',
  DRAFT: 'SHEET_NOT_SUBMITTED',
  RETURNED: 'SHEET_NOT_SUBMITTED',
  SUBMITTED: 'SHEET_SUBMITTED',
  SEALED: 'SHEET_SEALED',
  RECUSED: 'SHEET_RECUSED',
  ABSENT: 'SHEET_ABSENT',
};

/**
 * The session's phase after the act.
 * @throws {Refusal} ALREADY_DONE where it stands there already, SESSION_CLOSED, SESSION_NOT_OPEN or WRONG_PHASE
 * @source ARCHITECTURE 3
 */
export function nextSession(phase: SessionPhase, act: SessionAct): SessionPhase {
  return step(SESSION, phase, act, () => {
    if (phase === 'CLOSED') return 'SESSION_CLOSED';
    return phase === 'PLANNED' ? 'SESSION_NOT_OPEN' : 'WRONG_PHASE';
  });
}

/**
 * The evaluation's phase after the act. A second click on the same act is ALREADY_DONE, so of two only one wins.
 * @throws {Refusal} ALREADY_DONE, SCORING_NOT_OPEN (closing what was never open) or WRONG_PHASE
 * @source ARCHITECTURE 3; R 4.23, R 8.5, R 8.7
 */
export function nextEvaluation(phase: EvaluationPhase, act: EvaluationAct): EvaluationPhase {
  return step(EVALUATION, phase, act, () =>
    act === 'closeScoring' && (phase === 'WAITING' || phase === 'PRESENTING')
      ? 'SCORING_NOT_OPEN'
      : 'WRONG_PHASE',
  );
}

/**
 * The sheet's state after the act.
 * @throws {Refusal} ALREADY_DONE, or what the sheet is: SHEET_SUBMITTED, SHEET_NOT_SUBMITTED, SHEET_SEALED,
 *   SHEET_RECUSED, SHEET_ABSENT; SHEET_INCOMPLETE for submitting an empty one
 * @source ARCHITECTURE 3; R 8.5, R 8.14
 */
export function nextSheet(state: SheetState, act: SheetAct): SheetState {
  return step(SHEET, state, act, () => {
    if (act === 'undoAbsent' && (state === 'EMPTY' || state === 'DRAFT' || state === 'RETURNED')) {
      return 'ALREADY_DONE';
    }
    return state === 'EMPTY' && act !== 'submit' ? 'SHEET_NOT_SUBMITTED' : SHEET_SAYS[state];
  });
}

/**
 * Whether a mark may be saved now. The statement that saves checks the same again under the lock; this says why not.
 * @throws {Refusal} SESSION_NOT_OPEN, SESSION_CLOSED, SCORING_NOT_OPEN, or as `nextSheet`
 * @source ARCHITECTURE 1 ("closed" wins every race); R 8.11
 */
export function checkMarking(session: SessionPhase, evaluation: EvaluationPhase, sheet: SheetState): void {
  if (session === 'CLOSED') throw new Refusal('SESSION_CLOSED', { phase: session });
  if (session !== 'OPEN') throw new Refusal('SESSION_NOT_OPEN', { phase: session });
  if (evaluation !== 'SCORING') throw new Refusal('SCORING_NOT_OPEN', { phase: evaluation });
  nextSheet(sheet, 'save');
}

/**
 * Whether the session's phase allows this act on one of its dossiers: all need an open session, but a result may
 * also be released while it is suspended or after it has closed.
 * @throws {Refusal} SESSION_NOT_OPEN or SESSION_CLOSED
 * @source ARCHITECTURE 3; R 8.7
 */
export function checkSessionLets(session: SessionPhase, act: EvaluationAct): void {
  if (session === 'OPEN' || (act === 'release' && session !== 'PLANNED')) return;
  throw new Refusal(session === 'CLOSED' ? 'SESSION_CLOSED' : 'SESSION_NOT_OPEN', { phase: session, act });
}

/**
 * Whether a dossier in this phase lies on the council's table. One at a time may, and a session cannot close over it.
 * @source ARCHITECTURE 3; R 8.11
 */
export function onTable(phase: EvaluationPhase): boolean {
  return phase === 'PRESENTING' || phase === 'SCORING' || phase === 'REVIEWING';
}

/**
 * Whether the council has finished with a dossier in this session: its sheets change no more, an absence can no
 * longer be undone, nobody can be recused any longer.
 * @source ARCHITECTURE 3; R 8.14
 */
export function isSettled(phase: EvaluationPhase): boolean {
  return phase !== 'WAITING' && !onTable(phase);
}

/**
 * Whether a member who was recused by mistake can be let in again: until scoring is closed. From then on sheets lie
 * open before the council's officers, and a further one would be given in the knowledge of the others.
 * @source R 8.7, R 8.14
 */
export function letsBackIn(phase: EvaluationPhase): boolean {
  return phase === 'WAITING' || phase === 'PRESENTING' || phase === 'SCORING';
}

function step<Act extends string, Phase extends string>(
  table: Table<Act, Phase>,
  phase: Phase,
  act: Act,
  otherwise: () => RefusalCode,
): Phase {
  const row: Partial<Record<Phase, Phase>> = table[act];
  const next = row[phase];
  if (next !== undefined) return next;
  const done = Object.values(row).includes(phase);
  throw new Refusal(done ? 'ALREADY_DONE' : otherwise(), { phase, act });
}
