import { computed, ref, watch } from 'vue';
import type { Board, BoardItem } from './board-parts';
import { itemOnTable } from './conducting-steps';

/**
 * Which dossier the conductor looks at: the one on the table, and every new one that comes to it, unless another was
 * chosen meanwhile. After its release a dossier stays in view until the next is presented.
 */
export function useChosenItem(board: () => Board) {
  const first = (): BoardItem | undefined =>
    itemOnTable(board()) ??
    board().agenda.find((item) => item.id === board().onTable) ??
    board().agenda.find((item) => item.phase === 'CONCLUDED') ??
    [...board().agenda].sort((a, b) => a.position - b.position).find((item) => item.phase === 'WAITING') ??
    board().agenda[0];

  const chosenId = ref<string | null>(first()?.id ?? null);
  const item = computed(() => board().agenda.find((each) => each.id === chosenId.value) ?? null);
  watch(
    () => itemOnTable(board())?.id,
    (id) => {
      if (id) chosenId.value = id;
    },
  );
  watch(
    () => item.value === null,
    (gone) => {
      if (gone) chosenId.value = first()?.id ?? null;
    },
  );
  /** The dossier on the table while another one is looked at. */
  const elsewhere = computed(() => {
    const onTable = itemOnTable(board());
    return onTable && onTable.id !== chosenId.value ? onTable : null;
  });
  return { chosenId, item, elsewhere };
}
