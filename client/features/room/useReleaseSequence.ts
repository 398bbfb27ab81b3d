import { computed, onScopeDispose, ref, watch } from 'vue';

/** Pauses of the reveal, in ms: before the first star, between stars, before the mean, before the parts. */
export const REVEAL = { first: 900, star: 750, mean: 900, parts: 700 } as const;

/**
 * Reveals a released result calmly: the stars one after another, then the mean, then the parts.
 * With `still` (reduced motion, or a screen that joins after the release) everything stands at once.
 */
export function useReleaseSequence(starClass: () => number, key: () => string, still: () => boolean) {
  const step = ref(0);
  const last = computed(() => starClass() + 2);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const pauseBefore = (next: number) => {
    if (next === 1) return REVEAL.first;
    if (next <= starClass()) return REVEAL.star;
    return next === starClass() + 1 ? REVEAL.mean : REVEAL.parts;
  };
  const advance = () => {
    if (step.value >= last.value) return;
    timer = setTimeout(
      () => {
        step.value += 1;
        advance();
      },
      pauseBefore(step.value + 1),
    );
  };
  const begin = () => {
    clearTimeout(timer);
    step.value = still() ? last.value : 0;
    advance();
  };
  watch([key, starClass, still], begin, { immediate: true });
  onScopeDispose(() => clearTimeout(timer));

  return {
    /** How many stars stand lit. */
    starsLit: computed(() => Math.min(step.value, starClass())),
    meanShown: computed(() => step.value > starClass()),
    partsShown: computed(() => step.value > starClass() + 1),
  };
}
