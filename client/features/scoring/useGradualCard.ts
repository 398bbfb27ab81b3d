import { computed, nextTick, onScopeDispose, ref, watch, type ComputedRef } from 'vue';
import type { CardView, PartView } from './card-view';

/** Criteria drawn at once: more than any screen shows. */
const FIRST = 6;
/** And with each further piece: so few that a slow tablet answers a finger between two. */
const STEP = 3;

/** Cards that were drawn whole before: who comes back to one finds it whole, with his place on it. */
const drawnBefore = new WeakSet<CardView>();

/**
 * The parts of a card as far as they are drawn: what is in sight at once, the rest piece by piece below it. Sixty
 * criteria in one go would hold a slow tablet for seconds.
 */
export function useGradualCard(card: () => CardView): {
  parts: ComputedRef<readonly PartView[]>;
  isWhole: ComputedRef<boolean>;
  /** Draws what is not drawn yet. */
  drawAll: () => Promise<void>;
} {
  const drawn = ref(0);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function go(): void {
    clearTimeout(timer);
    if (drawn.value >= card().criteria.length) drawnBefore.add(card());
    else
      timer = setTimeout(() => {
        drawn.value += STEP;
        // Only once the piece has been drawn is the next one due.
        void nextTick(go);
      });
  }
  watch(
    card,
    (now) => {
      // The same card with news of its dossier is another view of it: nothing that stands is taken away.
      drawn.value = drawnBefore.has(now) ? now.criteria.length : Math.max(drawn.value, FIRST);
      go();
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));

  return {
    parts: computed(() => firstOf(card(), drawn.value)),
    isWhole: computed(() => drawn.value >= card().criteria.length),
    drawAll: () => {
      drawn.value = card().criteria.length;
      return nextTick();
    },
  };
}

/** So many of the card's criteria, under their headings. */
function firstOf(card: CardView, count: number): readonly PartView[] {
  if (count >= card.criteria.length) return card.parts;
  let left = count;
  return card.parts.flatMap((part) => {
    const sections = part.sections.flatMap((section) => {
      const groups = section.groups.flatMap((each) => {
        const criteria = each.criteria.slice(0, left);
        left -= criteria.length;
        return criteria.length > 0 ? [{ ...each, criteria }] : [];
      });
      return groups.length > 0 ? [{ ...section, groups }] : [];
    });
    return sections.length > 0 ? [{ ...part, sections }] : [];
  });
}
