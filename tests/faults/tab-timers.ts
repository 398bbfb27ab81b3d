/** Timers that end with their tab. @param ends  what is to be done when it dies */
export function timersOf(ends: Set<() => void>, isDead: () => boolean) {
  const tracked =
    (
      set: (run: () => void, wait?: number) => NodeJS.Timeout,
      clear: (timer: NodeJS.Timeout) => void,
      once: boolean,
    ) =>
    (run: (...given: unknown[]) => void, wait?: number, ...given: unknown[]) => {
      if (isDead()) return undefined;
      const end = () => {
        clear(timer);
        ends.delete(end);
      };
      const timer = set(() => {
        if (once) ends.delete(end);
        if (!isDead()) run(...given);
      }, wait);
      ends.add(end);
      return end;
    };
  const stop = (end?: unknown) => void (typeof end === 'function' && (end as () => void)());
  return {
    setTimeout: tracked(setTimeout, clearTimeout, true),
    setInterval: tracked(setInterval, clearInterval, false),
    clearTimeout: stop,
    clearInterval: stop,
  };
}
