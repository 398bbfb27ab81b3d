import type { Board } from './useLiveBoard';

/** Where an item of the agenda stands, as it is told: what waited when the session was closed waits no more. */
export function shownPhase(
  board: Pick<Board, 'phase'>,
  { phase }: Pick<Board['agenda'][number], 'phase'>,
): Board['agenda'][number]['phase'] | 'LEFT' {
  return board.phase === 'CLOSED' && phase === 'WAITING' ? 'LEFT' : phase;
}
