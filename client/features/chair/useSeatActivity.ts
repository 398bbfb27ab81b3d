import { shallowRef, watch } from 'vue';
import type { BoardItem, BoardSeat } from './board-parts';

/** What the marks come to; undefined while their member is out of the scoring, which says nothing of them. */
const marksOf = ({ state, scored, total, parts }: BoardSeat) =>
  state === 'ABSENT' || state === 'RECUSED'
    ? undefined
    : JSON.stringify(scored ? [scored, total, parts] : []);

/**
 * When each seat's sheet was last seen to change, by this device's clock: tells who is entering marks just now.
 * Knows only what happened while the page was open.
 */
export function useSeatActivity(item: () => BoardItem | null) {
  const changedAt = shallowRef(new Map<string, number>());
  let known = new Map<string, string | undefined>();
  let itemId = '';

  watch(
    item,
    (now) => {
      const seats = now?.seats ?? [];
      const first = now?.id !== itemId;
      itemId = now?.id ?? '';
      const signatures = new Map(seats.map((seat) => [seat.id, marksOf(seat) ?? known.get(seat.id)]));
      const before = first ? new Map<string, undefined>() : known;
      const moved = seats.filter(({ id }) => (before.get(id) ?? signatures.get(id)) !== signatures.get(id));
      known = signatures;
      if (first) changedAt.value = new Map();
      else if (moved.length > 0)
        changedAt.value = new Map([...changedAt.value, ...moved.map((s) => [s.id, Date.now()] as const)]);
    },
    { immediate: true },
  );
  /** ms since 1970, or null where nothing was seen to change yet. */
  return (seatId: string): number | null => changedAt.value.get(seatId) ?? null;
}
