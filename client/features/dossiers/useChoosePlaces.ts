import { useQuery } from '@vue/apollo-composable';
import { computed } from 'vue';
import { ListPlaceChoicesDocument } from '../../generated/operations';
import type { DeskChoice } from '../../ui/desk/desk-choice';

/** The places to choose from, in the server's Vietnamese order. Retired ones only where old data are looked for. */
export function useChoosePlaces(withRetired: boolean) {
  const { result, loading } = useQuery(ListPlaceChoicesDocument);
  const places = computed<DeskChoice[]>(() =>
    (result.value?.places ?? [])
      .filter(({ retiredOn }) => withRetired || retiredOn === null)
      .map(({ id, name, parent }) => ({
        value: id,
        label: name,
        ...(parent ? { caption: parent.name } : {}),
      })),
  );
  return { places, loading };
}
