import { onScopeDispose, ref, type Ref } from 'vue';

/** This device's clock in ms since 1970, ticking four times a minute: enough for "2 minutes ago". */
export function useNow(): Readonly<Ref<number>> {
  const now = ref(Date.now());
  const timer = setInterval(() => (now.value = Date.now()), 15_000);
  onScopeDispose(() => clearInterval(timer));
  return now;
}
