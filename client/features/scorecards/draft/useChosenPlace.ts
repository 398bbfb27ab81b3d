import { computed, type ComputedRef } from 'vue';
import { useRoute, useRouter, type RouteLocationRaw } from 'vue-router';
import type { Place } from './draft-faults';
import { allSections, criteriaOf, partsOf, sectionsOf, type DraftForm } from './draft-form';

/** Every place of a draft in the order in which one works through it. */
export function placesInOrder(form: DraftForm): Place[] {
  const parts = partsOf(form).flatMap((part) => [
    part,
    ...sectionsOf(form, part).flatMap((section) => [section, ...criteriaOf(form, section)]),
  ]);
  return ['general', ...parts, 'minimums', 'conditions', 'evidence', 'differences'];
}

/** The place that is being edited; it stands in the address, so that reloading comes back to it. */
export function useChosenPlace(form: DraftForm): {
  place: ComputedRef<Place>;
  to: (place: Place) => RouteLocationRaw;
  go: (place: Place) => Promise<unknown>;
} {
  const route = useRoute();
  const router = useRouter();
  const to = (place: Place) => ({
    query: { ...route.query, muc: place === 'general' ? undefined : place },
  });
  const place = computed(() => {
    const named = route.query['muc'] as Place;
    return placesInOrder(form).includes(named) ? named : 'general';
  });
  return { place, to, go: (next) => router.replace(to(next)) };
}

/** The section in which a criterion stands. */
export const sectionOf = (form: DraftForm, criterion: string) =>
  allSections(form).find((section) => form[`in ${section}`]?.includes(criterion)) ?? null;
