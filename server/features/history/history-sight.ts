import type { LedgerAct } from '../../platform/ledger-acts.js';
import { sightOf, type Rights, type Sight, type View } from '../board/visibility.js';
import type { EvaluationState, SessionState } from '../sessions/session-state.js';

/**
 * Acts that tell how the scoring of a dossier goes and what came of it. Those who do not conduct it read of them once
 * the result is released: until then their board shows neither who handed in nor what was found or concluded.
 */
export const TELLING_ACTS: readonly LedgerAct[] = [
  'recuse',
  'withdrawRecusal',
  'submitSheet',
  'withdrawSheet',
  'returnSheets',
  'reportStop',
  'confirmStop',
  'conclude',
];

/** What somebody may read of the history of one session. */
export interface HistorySight {
  /** Dossiers of which nothing is shown: from these the viewer is recused. */
  readonly hidden: readonly EvaluationState[];
  /** Dossiers of which telling acts are not shown. */
  readonly withheld: readonly EvaluationState[];
  of(evaluationId: string | undefined): WordSight;
}

/** Of a board's sight, what decides about words. */
export type WordSight = Pick<Sight, 'findings' | 'result' | 'resultReason' | 'reasons'>;

/**
 * Whoever conducts the session, or a dossier of it, and administrators, each as far as their board goes.
 * @returns null for everybody else
 */
export function historySight(state: SessionState, rights: Rights, isAdmin: boolean): HistorySight | null {
  const { evaluations } = state;
  const keeps = (view: View) => view === 'CHAIR' || view === 'SECRETARY';
  if (!isAdmin && ![rights.base, ...evaluations.map(rights.viewOf)].some(keeps)) return null;
  const sights = new Map(evaluations.map((one) => [one.id, sightOf(state, one, rights.viewOf(one))]));
  const hidden = evaluations.filter((one) => rights.viewOf(one) === 'ROOM');
  const withheld = evaluations.filter(
    (one) => !hidden.includes(one) && !sights.get(one.id)?.findings && one.result?.releasedAt == null,
  );
  // Of a dossier that was taken off the agenda there is nothing to know but why it left the table.
  const gone = { findings: keeps(rights.base), result: false, resultReason: false, reasons: false };
  return { hidden, withheld, of: (id) => sights.get(id ?? '') ?? gone };
}

/** Whether what was written as the reason of an act upon a dossier may be read, as on the board of whoever asks. */
export function showsReason(act: LedgerAct, endsEvaluation: boolean, sight: WordSight): boolean {
  switch (act) {
    case 'conclude':
      return sight.result && sight.resultReason;
    case 'confirmStop':
      return sight.findings || (endsEvaluation && sight.result && sight.resultReason);
    case 'defer':
      return sight.reasons;
    default:
      return sight.findings;
  }
}
