import { watch } from 'vue';
import { isLost, noteFound, noteLost } from './connection';

/** The pauses between two questions, in ms: short at first, then longer, for a hall full of tablets asks together. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 15_000;
/** A dead access point answers nothing at all, not even "no". */
const ANSWER_WITHIN_MS = 4_000;

let timer: ReturnType<typeof setTimeout> | undefined;
let pause = FIRST_PAUSE_MS;

/**
 * Finds out by itself that the server can be reached again: a page that sends nothing would otherwise go on
 * saying "offline". Asks only while requests are known to fail, and at once when the device is back on the network.
 * @returns stops it
 */
export function startProbe(): () => void {
  const stopWatching = watch(
    () => isLost('requests'),
    (lost) => {
      clearTimeout(timer);
      pause = FIRST_PAUSE_MS;
      if (lost) later();
    },
    { immediate: true, flush: 'sync' },
  );
  const off = () => noteLost('requests');
  window.addEventListener('online', ask);
  window.addEventListener('offline', off);
  return () => {
    stopWatching();
    clearTimeout(timer);
    window.removeEventListener('online', ask);
    window.removeEventListener('offline', off);
  };
}

function later(): void {
  clearTimeout(timer);
  timer = setTimeout(ask, pause * (0.9 + Math.random() * 0.2));
  pause = Math.min(LONGEST_PAUSE_MS, pause * 1.5);
}

async function ask(): Promise<void> {
  if (!isLost('requests')) return;
  clearTimeout(timer);
  try {
    const answer = await fetch('/healthz', {
      cache: 'no-store',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (answer.ok) noteFound('requests');
  } catch {
    /* still away */
  }
  if (isLost('requests')) later();
}
