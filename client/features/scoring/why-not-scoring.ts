import type { Board } from '../../live/useLiveBoard';

/** The words under `notScoring` for an item that is not being scored. What a closed session left waits for another one. */
export function whyNotScoring(board: Board, item: Board['agenda'][number]): `notScoring.${string}` {
  return `notScoring.${board.phase === 'CLOSED' && item.phase === 'WAITING' ? 'LEFT' : item.phase}`;
}
