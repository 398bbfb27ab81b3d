import { shallowRef } from 'vue';
import type { Board } from '../../../client/live/useLiveBoard';

/** The board that a page follows, which the tests change; this module stands in for `useLiveBoard`. */
export const live = { board: shallowRef<Board | null>(null) };
export const useLiveBoard = () => ({ board: live.board, ended: shallowRef(null) });
