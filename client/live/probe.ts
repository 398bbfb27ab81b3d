import { isLost, noteFound, noteLost } from './connection';

const EVERY_MS = 4_000;

/**
 * Finds out by itself that the server can be reached again: a page that sends nothing would otherwise go on
 * saying "offline". Asks only while requests are known to fail, and at once when the device is back on the network.
 */
export function startProbe(): void {
  setInterval(ask, EVERY_MS);
  window.addEventListener('online', ask);
  window.addEventListener('offline', () => noteLost('requests'));
}

async function ask(): Promise<void> {
  if (!isLost('requests')) return;
  try {
    const answer = await fetch('/healthz', { cache: 'no-store' });
    if (answer.ok) noteFound('requests');
  } catch {
    /* still away */
  }
}
