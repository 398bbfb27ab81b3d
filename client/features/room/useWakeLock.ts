import { onMounted, onScopeDispose } from 'vue';

/** Keeps the screen on while the component lives, where the browser can; asks again when the tab comes back. */
export function useWakeLock(): void {
  let lock: WakeLockSentinel | undefined;
  let wanted = true;
  const take = async () => {
    if (!wanted || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    try {
      lock = await navigator.wakeLock.request('screen');
      if (!wanted) await lock.release();
    } catch {
      // Refused, for instance on low battery: the screen then follows the computer's own setting.
    }
  };
  onMounted(() => {
    void take();
    document.addEventListener('visibilitychange', take);
  });
  onScopeDispose(() => {
    wanted = false;
    document.removeEventListener('visibilitychange', take);
    void lock?.release();
  });
}
