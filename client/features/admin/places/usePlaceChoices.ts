import { useQuery } from '@vue/apollo-composable';
import { computed } from 'vue';
import { ListPlacesDocument } from '../../../generated/operations';
import type { DeskChoice } from '../../../ui/desk/desk-choice';

/** The places that may be chosen, in the server's Vietnamese order; each with the place it belongs to. */
export function usePlaceChoices() {
  const { result, loading } = useQuery(ListPlacesDocument);
  const choices = computed<DeskChoice[]>(() =>
    (result.value?.places ?? [])
      .filter(({ retiredOn }) => !retiredOn)
      .map(({ id, name, parent }) => ({
        value: id,
        label: name,
        ...(parent ? { caption: parent.name } : {}),
      })),
  );
  return { choices, loading };
}
