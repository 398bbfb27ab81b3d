import { useQuery } from '@vue/apollo-composable';
import { computed } from 'vue';
import { ListPlacesDocument } from '../../../generated/operations';
import type { DeskChoice } from '../../../ui/desk/desk-choice';

/**
 * The places that may be chosen, in the server's Vietnamese order; each with the place it belongs to.
 * @param area where only a place and those below it may be chosen: its id
 */
export function usePlaceChoices(area?: () => string) {
  const { result, loading } = useQuery(ListPlacesDocument);
  const places = computed(() => result.value?.places ?? []);
  const parents = computed(() => new Map(places.value.map(({ id, parent }) => [id, parent?.id])));
  const within = (id: string | undefined, root: string): boolean =>
    id !== undefined && (id === root || within(parents.value.get(id), root));
  const choices = computed<DeskChoice[]>(() =>
    places.value
      .filter(({ id, retiredOn }) => !retiredOn && (!area || within(id, area())))
      .map(({ id, name, parent }) => ({
        value: id,
        label: name,
        ...(parent ? { caption: parent.name } : {}),
      })),
  );
  return { choices, loading };
}
