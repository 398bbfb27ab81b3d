import type { Board as LiveBoard } from '../../live/useLiveBoard';

export type Board = LiveBoard;
export type BoardItem = Board['agenda'][number];
export type BoardSeat = NonNullable<BoardItem['seats']>[number];
export type BoardMember = NonNullable<Board['members']>[number];
export type Provisional = NonNullable<BoardItem['provisional']>;
export type Finding = NonNullable<BoardItem['findings']>[number];
export type BoardResult = NonNullable<BoardItem['result']>;

/** Whether the dossier was excluded or its evaluation stopped: nobody's sheet is awaited any more. */
export const isStopped = ({ phase, result }: BoardItem): boolean =>
  phase === 'STOPPED' || (result != null && result.outcome !== 'CLASSIFIED');

/** Whether scoring of the dossier is over: nobody marks it any more, unless the chair opens scoring again. */
export const isOver = ({ phase }: BoardItem): boolean =>
  !['WAITING', 'PRESENTING', 'SCORING'].includes(phase);

/** Where a sheet stands. A draft without a mark is not begun: an untouched sheet becomes one when its member comes back. */
export const sheetState = ({ state, scored }: BoardSeat): BoardSeat['state'] =>
  state === 'DRAFT' && scored === 0 ? 'EMPTY' : state;
