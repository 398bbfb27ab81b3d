import { ref, watch, type Ref } from 'vue';
import type { RefusalCode } from '../../generated/operations';
import type { Board, BoardItem } from './board-parts';

/** Refusals that speak of what somebody else did a moment before; the board that shows it may still be under way. */
const LOST_RACE: readonly (RefusalCode | null)[] = [
  'ALREADY_DONE',
  'CONFLICT',
  'WRONG_PHASE',
  'SCORING_NOT_OPEN',
  'SESSION_NOT_OPEN',
  'SESSION_CLOSED',
  'EVALUATION_ON_TABLE',
];

/** What a step can be refused over: where session and dossier stand, and whether the quorum is met. */
const stateOf = ({ phase, onTable, quorum }: Board, item: BoardItem | null): string =>
  [phase, onTable, quorum.met, item?.id, item?.phase, item?.attempt].join(' ');

/**
 * Takes a refusal away once the state it speaks of has passed. After a lost race the first change is the one that the
 * refusal speaks of, unless the board had it already when the refusal came: then the sentence explains what is seen.
 * @param offered  whether the board still offers the step that was refused
 */
export function useLostRace(
  board: () => Board,
  item: () => BoardItem | null,
  refusedAs: Readonly<Ref<RefusalCode | null>>,
  offered: () => boolean,
  clear: () => void,
): void {
  const behind = ref(false);
  watch(refusedAs, (code) => (behind.value = LOST_RACE.includes(code) && offered()));
  watch(
    () => stateOf(board(), item()),
    () => {
      if (refusedAs.value === null) return;
      if (behind.value) behind.value = false;
      else clear();
    },
  );
}
