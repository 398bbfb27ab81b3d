import { onScopeDispose, watch } from 'vue';
import type { Outbox } from '../../live/outbox';
import type { Sheet } from './useMarks';

/** Coming back to a window fires more than one event. */
const NOT_AGAIN_WITHIN_MS = 1_000;

/**
 * Notices that the member's own sheet may have been changed somewhere else: in another tab of this browser, which
 * says so through the outbox, or on another device, which shows when the member comes back to this one.
 */
export function useSheetElsewhere(
  outbox: () => Outbox | null,
  sheet: () => Sheet | null,
  reread: () => void,
): void {
  // The outbox knows a newer version than the page shows only where another tab told it.
  watch(
    () => {
      const shown = sheet();
      const known = shown ? outbox()?.states.get(shown.id)?.base.version : undefined;
      return shown && known !== undefined && known > shown.version ? known : null;
    },
    (newer) => {
      if (newer !== null) reread();
    },
  );

  let last = -Infinity;
  const cameBack = (): void => {
    if (document.visibilityState === 'hidden' || performance.now() - last < NOT_AGAIN_WITHIN_MS) return;
    last = performance.now();
    reread();
  };
  addEventListener('focus', cameBack);
  document.addEventListener('visibilitychange', cameBack);
  onScopeDispose(() => {
    removeEventListener('focus', cameBack);
    document.removeEventListener('visibilitychange', cameBack);
  });
}
