import { shownPhase } from '../../live/shown-phase';
import type { Board, BoardItem } from './board-parts';

export type HiddenBecause = 'blind' | 'chairOnly' | 'recused' | 'left' | 'notStarted' | 'none';

/**
 * Why the chair's or secretary's screen shows no mean for an item; null where it shows one.
 * Only explains what the server left out; it hides nothing itself.
 */
export function whyHidden(board: Board, item: BoardItem, role: string | null): HiddenBecause | null {
  if (item.recused) return 'recused';
  if (item.provisional?.mean) return null;
  if (shownPhase(board, item) === 'LEFT') return 'left';
  if (item.phase === 'WAITING' || item.phase === 'PRESENTING') return 'notStarted';
  if (item.phase === 'SCORING' && board.regulation.blindAverages) return 'blind';
  if (role === 'SECRETARY' && board.regulation.averagesVisibleTo === 'CHAIR') return 'chairOnly';
  return 'none';
}

/** A share of a maximum as the council reads it: below half, to three quarters, above. */
export function heatOf(
  points: number,
  maxPoints: number,
): { share: number; level: 'low' | 'middle' | 'high' } {
  const share = maxPoints > 0 ? Math.floor((points * 100) / maxPoints) : 0;
  return { share, level: share < 50 ? 'low' : share < 75 ? 'middle' : 'high' };
}
