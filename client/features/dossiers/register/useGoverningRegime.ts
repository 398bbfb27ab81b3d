import { useQuery } from '@vue/apollo-composable';
import { computed, type ComputedRef, type Ref } from 'vue';
import {
  GoverningRegimeDocument,
  type DossierKind,
  type Refusal_RefusalFragment,
  type Regime,
} from '../../../generated/operations';
import { wordLoadFault } from '../../../live/faults';
import { isRefusal, wordFieldFault, wordRefusal } from '../../../live/refusals';
import { faultSentence } from '../../../ui/desk/useFormFaults';
import { inLocale } from '../../../ui/locale';

export interface GoverningRegime {
  /** Null while it is asked, and where none governs. */
  readonly regime: ComputedRef<Regime | null>;
  /** The decree as councils cite it; '' where none is known. */
  readonly name: ComputedRef<string>;
  /** Why no decree governs; '' where the day is to blame. */
  readonly fault: ComputedRef<string>;
  readonly dayFault: ComputedRef<string>;
  readonly loading: Ref<boolean>;
}

/** The decree under which the server would register a dossier of this kind and day. Null: nobody needs to know. */
export function useGoverningRegime(
  asked: () => { kind: DossierKind; submittedOn: string } | null,
): GoverningRegime {
  // What governs changes with the day on which it is asked, so no answer is kept.
  const { result, loading, error } = useQuery(
    GoverningRegimeDocument,
    () => asked() ?? { kind: 'FIRST' as const, submittedOn: '' },
    () => ({ enabled: asked() !== null, fetchPolicy: 'no-cache' }),
  );
  const outcome = computed(() => (asked() ? (result.value?.governingRegime ?? null) : null));
  const refusal = computed<Refusal_RefusalFragment | null>(() =>
    isRefusal(outcome.value) ? outcome.value : null,
  );
  const found = computed(() => (outcome.value?.__typename === 'GoverningRegime' ? outcome.value : null));
  const dayFault = computed(() => faultSentence(wordFieldFault(refusal.value, 'submittedOn')));
  return {
    regime: computed(() => found.value?.regime ?? null),
    name: computed(() => (found.value ? inLocale(found.value.name) : '')),
    fault: computed(() => {
      if (asked() && error.value) return wordLoadFault(error.value);
      return refusal.value && !dayFault.value ? wordRefusal(refusal.value) : '';
    }),
    dayFault,
    loading,
  };
}
