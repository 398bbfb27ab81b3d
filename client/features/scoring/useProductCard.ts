import { useQuery } from '@vue/apollo-composable';
import { computed, watch, type ComputedRef } from 'vue';
import {
  DossierCardDocument,
  ScoringCardDocument,
  type ScoringPage_CardFragment,
  type ScoringPage_DossierFragment,
} from '../../generated/operations';
import { useCopy } from '../../live/useCopy';
import type { Board } from '../../live/useLiveBoard';
import { viewCard, type CardView } from './card-view';

export interface ProductCard {
  /** Null until both the dossier and its scorecard are here. */
  readonly card: ComputedRef<CardView | null>;
  /** One of them cannot be had: the server failed to answer, or has none that this viewer may open. */
  readonly isMissing: ComputedRef<boolean>;
  readonly error: ComputedRef<Error | null>;
  /** Asks the server once more. */
  readonly reopen: () => void;
  readonly isAnswered: () => boolean;
}

/**
 * The scorecard that a product is scored by, with what the dossier says of it. Marks are positions on exactly one
 * edition, so the card is asked for by the edition's code and never shown under another one: a dossier that was looked
 * at beforehand may have been moved to a newer edition since.
 * @param cardCode  of the evaluation, null where the viewer may not know it
 * @param keeps     whether this device may keep copies for when the server is silent
 */
export function useProductCard(
  item: () => Board['agenda'][number],
  cardCode: () => string | null,
  keeps: () => boolean,
): ProductCard {
  // Each board brings every item anew, many times a minute; what is read of it here hardly ever changes, and only then
  // may the whole card be made and drawn again.
  const dossierOf = computed(() => item().dossierId ?? null);
  const codeOf = computed(cardCode);
  const dossierId = () => dossierOf.value;
  const dossierQuery = useQuery(
    DossierCardDocument,
    () => ({ id: dossierId() ?? '' }),
    // Corrected between two looks (its story, its assessments), it must not be the former one.
    () => ({ enabled: dossierId() !== null, fetchPolicy: 'cache-and-network' as const }),
  );
  const cardQuery = useQuery(
    ScoringCardDocument,
    () => ({ code: codeOf.value ?? '' }),
    () => ({ enabled: codeOf.value !== null }),
  );

  // An answer to the former question may still stand while the next one is asked.
  const dossier = (): ScoringPage_DossierFragment | null => {
    const found = dossierQuery.result.value?.dossier;
    return found?.id === dossierId() ? found : null;
  };
  const set = (): ScoringPage_CardFragment | null => {
    const found = cardQuery.result.value?.criteriaSet;
    return found?.code === codeOf.value ? found : null;
  };
  const dossierCopy = useCopy<ScoringPage_DossierFragment>(
    'dossier',
    DossierCardDocument,
    () => (keeps() ? dossierId() : null),
    dossier,
  );
  const cardCopy = useCopy<ScoringPage_CardFragment>(
    'card',
    ScoringCardDocument,
    () => (keeps() ? codeOf.value : null),
    set,
  );

  function reopen(): void {
    void dossierQuery.refetch()?.catch(() => undefined);
    if (!set()) void cardQuery.refetch()?.catch(() => undefined);
  }
  // What the dossier says went along to the other edition.
  watch(codeOf, () => void dossierQuery.refetch()?.catch(() => undefined));

  const card = computed(() => {
    const shown = dossier() ?? dossierCopy.value?.answer;
    const criteriaSet = set() ?? cardCopy.value?.answer;
    if (!shown || !criteriaSet) return null;
    // Given on another edition, they would stand at the wrong options.
    const assessments = shown.criteriaSet.code === criteriaSet.code ? shown.assessments : [];
    return viewCard({ hasStory: shown.hasStory, assessments, criteriaSet });
  });
  const error = computed(() => dossierQuery.error.value ?? cardQuery.error.value);
  return {
    card,
    isMissing: computed(
      () =>
        error.value !== null ||
        dossierId() === null ||
        dossierQuery.result.value?.dossier === null ||
        cardQuery.result.value?.criteriaSet === null,
    ),
    error,
    reopen,
    isAnswered: () => dossier() !== null && set() !== null,
  };
}
