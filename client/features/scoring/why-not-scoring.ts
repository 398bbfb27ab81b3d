import { shownPhase } from '../../live/shown-phase';
import type { Board } from '../../live/useLiveBoard';

/**
 * The words under `notScoring` for an item that is not being scored. What a closed session left waits for another one;
 * to whoever is not on the roll no scoring is promised.
 */
export function whyNotScoring(board: Board, item: Board['agenda'][number]): `notScoring.${string}` {
  if (shownPhase(board, item) === 'LEFT') return 'notScoring.LEFT';
  const isOffRoll = board.notCalled || board.recordedAbsent;
  const isToCome = item.phase === 'WAITING' || item.phase === 'PRESENTING';
  return `notScoring.${item.phase}${isOffRoll && isToCome ? '_OFF_ROLL' : ''}`;
}
