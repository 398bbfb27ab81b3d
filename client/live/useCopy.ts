import type { DocumentNode } from '@apollo/client/core';
import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import { isLost } from './connection';
import { keepCopy, readCopy, type Copy, type CopyKind } from './copies';
import { useViewer } from './viewer';

/** The server does not answer this tab just now: what is on the device must do. */
export function isServerSilent(): boolean {
  return useViewer().isRemembered.value || isLost('requests') || isLost('socket');
}

/**
 * The device's copy of what the server answers: kept whenever an answer comes; given when the server is silent, and
 * from then on until it answers, for what it says stands before any copy.
 * @param id        null while nothing may be kept or shown
 * @param answered  the server's answer, once it has come
 */
export function useCopy<T extends object>(
  kind: CopyKind,
  document: DocumentNode,
  id: () => string | null,
  answered: () => T | null | undefined,
): ComputedRef<Copy<T> | null> {
  const copy = shallowRef<Copy<T> | null>(null);
  watch(
    [id, answered],
    ([of, answer]) => {
      if (of !== null && answer) void keepCopy(kind, of, document, answer);
    },
    { immediate: true },
  );
  watch(id, () => (copy.value = null), { flush: 'sync' });
  watch(
    () => (isServerSilent() && !answered() ? id() : null),
    async (wanted) => {
      if (wanted === null) return;
      const found = await readCopy<T>(kind, wanted, document);
      if (wanted === id()) copy.value = found;
    },
    { immediate: true },
  );
  return computed(() => (answered() ? null : copy.value));
}
