import { buildName } from '../worker/build-name';

/**
 * Has the page and its files kept on this device, so that it opens without the server too. Browsers allow it over
 * https and on the machine itself only; a hall reached by plain http does without.
 * @param entry  address of the script this page began with: the name of its build
 */
export function keepPageOffline(entry: string): void {
  // Where pages cannot hold locks, nobody could tell when the files of an older build may go.
  const canKeep = 'serviceWorker' in navigator && 'locks' in navigator;
  if (!import.meta.env.PROD || !isSecureContext || !canKeep) return;
  // Held as long as this page lives: the files of its build stay as long (client/worker/page-store.ts).
  const forEver = new Promise<never>(() => undefined);
  void navigator.locks.request(buildName(new URL(entry).pathname), { mode: 'shared' }, () => forEver);
  // After the page itself, with which it must not compete for weak Wi-Fi.
  addEventListener('load', () => {
    navigator.serviceWorker
      .register('/sw.js', { updateViaCache: 'none' })
      .catch((error: unknown) => console.warn('The page is not kept for use offline:', error));
  });
}
