import { computed, shallowReactive, watch, type ComputedRef, type ShallowReactive } from 'vue';
import type { Outbox } from '../../live/outbox';
import {
  conflicts,
  effectiveWish,
  emptyOutbox,
  keptWish,
  UNSCORED,
  waiting,
  type OutboxState,
  type RefusedFor,
  type Wish,
} from '../../live/outbox-state';
import type { Outbox_ScoreSheetFragment } from '../../generated/operations';
import type { CardView } from './card-view';
import { casesTicked, clearOtherCase, sumSheet, tapLevel, type SheetSum } from './marking';

export type Sheet = Outbox_ScoreSheetFragment;

export interface Marks {
  /** Whether this device is ready to keep a tap; a moment after the sheet has come. */
  readonly ready: ComputedRef<boolean>;
  readonly state: ComputedRef<OutboxState>;
  /** What stands at each criterion; an entry is replaced only when it changes, so that one tap draws one card anew. */
  readonly wishes: ShallowReactive<Map<string, Wish>>;
  readonly wishOf: (criterion: string) => Wish;
  readonly sum: ComputedRef<SheetSum>;
  /** Criteria whose newest choice the server does not have. */
  readonly waiting: ComputedRef<string[]>;
  readonly conflicts: ComputedRef<string[]>;
  /** What the server has at a criterion, as far as this device knows. */
  readonly keptOf: (criterion: string) => Wish;
  readonly refusedOf: (criterion: string) => RefusedFor | null;
  /** The case in use for a pair of cases: ticked somewhere on the sheet, or picked and not ticked yet. */
  readonly caseOf: (caseKey: string | null) => string | null;
  readonly tap: (criterion: string, position: number) => void;
  readonly choose: (criterion: string, choice: 'NONE' | 'NOT_MANDATORY' | null) => void;
  readonly remark: (criterion: string, text: string) => void;
  /** Criteria whose marks a change of case would clear. */
  readonly clearedBy: (caseKey: string, chosen: string) => string[];
  readonly pickCase: (caseKey: string, chosen: string) => void;
}

/** The viewer's own sheet: every change is kept on the device at once and sent in order by the outbox. */
export function useMarks(outbox: Outbox, sheet: () => Sheet, card: () => CardView): Marks {
  const wishes = shallowReactive(new Map<string, Wish>());
  const picked = shallowReactive(new Map<string, string>());
  const sheetId = sheet().id;

  const state = computed(() => {
    const { id, memberId, evaluationId, version, attempt, state: sheetState, marks } = sheet();
    return (
      outbox.states.get(id) ??
      emptyOutbox({ sheetId: id, memberId, evaluationId }, { version, attempt, state: sheetState, marks })
    );
  });
  const wishOf = (criterion: string): Wish => wishes.get(criterion) ?? UNSCORED;

  watch(
    [state, card],
    ([now, shown]) => {
      for (const { code } of shown.criteria) {
        const wish = effectiveWish(now, code);
        if (!identical(wishes.get(code), wish)) wishes.set(code, wish);
      }
    },
    { immediate: true, flush: 'sync' },
  );
  watch(sheet, (now) => void outbox.seen(now), { immediate: true });

  const ticked = computed(() => casesTicked(card(), wishOf));
  const criterionOf = (code: string) => {
    const criterion = card().byCode.get(code);
    if (!criterion) throw new Error(`the card has no criterion ${code}`);
    return criterion;
  };
  const put = (changes: Record<string, Wish>): void => void outbox.put(sheetId, changes, card().code);

  return {
    ready: computed(() => outbox.states.has(sheetId)),
    state,
    wishes,
    wishOf,
    sum: computed(() => sumSheet(card(), wishOf)),
    waiting: computed(() => waiting(state.value)),
    conflicts: computed(() => conflicts(state.value)),
    keptOf: (criterion) => keptWish(state.value.base, criterion) ?? UNSCORED,
    refusedOf: (criterion) => state.value.pending[criterion]?.refused ?? null,
    caseOf: (caseKey) =>
      caseKey === null ? null : (ticked.value.get(caseKey) ?? picked.get(caseKey) ?? null),
    tap: (criterion, position) =>
      put({ [criterion]: tapLevel(criterionOf(criterion), wishOf(criterion), position) }),
    choose: (criterion, choice) => put({ [criterion]: { ...wishOf(criterion), choice, levels: [] } }),
    remark: (criterion, text) => {
      const wish = wishOf(criterion);
      if ((wish.remark ?? '') !== text) put({ [criterion]: { ...wish, remark: text } });
    },
    clearedBy: (caseKey, chosen) => Object.keys(clearOtherCase(card(), wishOf, caseKey, chosen)),
    pickCase: (caseKey, chosen) => {
      const changes = clearOtherCase(card(), wishOf, caseKey, chosen);
      picked.set(caseKey, chosen);
      if (Object.keys(changes).length > 0) put(changes);
    },
  };
}

function identical(a: Wish | undefined, b: Wish): boolean {
  return (
    a !== undefined &&
    a.choice === b.choice &&
    (a.remark ?? null) === (b.remark ?? null) &&
    a.levels.length === b.levels.length &&
    a.levels.every((at, i) => at === b.levels[i])
  );
}
