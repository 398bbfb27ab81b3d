import { useQuery } from '@vue/apollo-composable';
import { computed } from 'vue';
import { ListProductSetsDocument, type ListProductSetsQuery } from '../../generated/operations';
import type { DeskChoice } from '../../ui/desk/desk-choice';
import { inLocale } from '../../ui/locale';

export type ProductSetCard = ListProductSetsQuery['criteriaSets'][number];

/** All product sets of all decrees, and the sectors that they belong to. */
export function useChooseSets() {
  const { result, loading } = useQuery(ListProductSetsDocument);
  const cards = computed<readonly ProductSetCard[]>(() => result.value?.criteriaSets ?? []);
  const sectors = computed<DeskChoice[]>(() => {
    const byCode = new Map(cards.value.map((card) => [card.sectorCode, card.sector]));
    return [...byCode].map(([value, sector]) => ({ value, label: inLocale(sector) }));
  });
  return { cards, sectors, loading };
}
