import { computed, watch, type ComputedRef } from 'vue';

/** As much of an act as its notice needs. */
interface NoticedAct {
  readonly busy: { readonly value: boolean };
  readonly notice: { readonly value: string };
  readonly clear: () => void;
}

/**
 * What went wrong last among the acts of one place on a page. It goes when the next of them is sent, and when what it
 * was refused over has changed.
 * @param state  in a text, what the acts change: where it differs, an old refusal is no longer about what is shown
 */
export function useNoticeOf(acts: readonly NoticedAct[], state: () => string): ComputedRef<string> {
  const clearBut = (kept: NoticedAct | null) => {
    for (const act of acts) if (act !== kept) act.clear();
  };
  for (const act of acts) {
    watch(
      () => act.busy.value,
      (busy) => {
        if (busy) clearBut(act);
      },
    );
  }
  watch(state, () => clearBut(null));
  return computed(() => acts.map((act) => act.notice.value).find(Boolean) ?? '');
}
