import { refusalType } from '../../platform/refusals-are-data.js';
import { showRegulation } from '../councils/regulation.types.js';
import type { BoardItem, SessionBoard } from './board.js';
import type { BoardItemType, SessionBoardType } from './board.types.js';

/**
 * A board as the API shows it: every field is there and plain, so that a board costs as little to answer with as it can
 * (`PlainQuestion`). An item without figures of its own stays the same object.
 */
export function showBoard({ agenda, regulation, ...same }: SessionBoard): SessionBoardType {
  const shown = {
    ...same,
    agenda: agenda.map(showItem),
    regulation: showRegulation({ ...regulation, createdAt: new Date(regulation.createdAt) }),
  };
  return shown as unknown as SessionBoardType;
}

function showItem(item: BoardItem): BoardItemType {
  const { provisional } = item;
  const shown = provisional
    ? { ...item, provisional: { ...provisional, obstacles: provisional.obstacles.map(refusalType) } }
    : item;
  return shown as unknown as BoardItemType;
}
