import { createClient, type Client } from 'graphql-ws';
import { noteFound, noteLost } from './connection';
import { bearer, loginKey } from './sign-in-state';

const KEEP_ALIVE_MS = 10_000;
const PONG_WITHIN_MS = 5_000;
const LONGEST_WAIT_MS = 5_000;

/** Close codes: nobody needs the socket any more; we dropped it to open it anew. */
const CLEAN = 1000;
const BY_US = 4499;

/** The server's own words for "this sign-in is over" or "not yours"; asking again would not help. */
const isOver = (event: unknown) =>
  event instanceof CloseEvent && (event.code === 4401 || event.code === 4403);

/** Waits a little longer each time, unevenly (a whole hall reconnects at once), and not at all once the device is back on the network. */
function waitBeforeRetry(retries: number): Promise<void> {
  const wait = Math.min(LONGEST_WAIT_MS, 250 * 2 ** retries) * (0.6 + Math.random() * 0.4);
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      window.removeEventListener('online', go);
      resolve();
    };
    const timer = setTimeout(go, wait);
    window.addEventListener('online', go);
  });
}

/**
 * The tab's one socket: opened by the first subscription, kept alive, reconnected without end.
 * @param onRefused  told the server's reason when it will not have this viewer (any more)
 */
export function openSocket(url: string, onRefused: (reason: string) => void): Client {
  let socket: WebSocket | undefined;
  let late: ReturnType<typeof setTimeout> | undefined;
  let operations = 0;

  const client = createClient({
    url,
    lazy: true,
    keepAlive: KEEP_ALIVE_MS,
    retryAttempts: Infinity,
    shouldRetry: (event) => !isOver(event),
    retryWait: waitBeforeRetry,
    // Short and alike on all devices, so that the server frames a board once for a whole hall.
    generateID: () => String((operations += 1)),
    connectionParams: () => (bearer.value ? { bearer: bearer.value } : { login: loginKey() }),
    on: {
      opened: (opened) => (socket = opened as WebSocket),
      connected: () => {
        noteFound('requests');
        noteFound('socket');
      },
      // A dead access point closes nothing: only a missing answer shows it.
      ping: (received) => {
        if (!received) late = setTimeout(() => socket?.close(4408, 'no answer'), PONG_WITHIN_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(late);
      },
      closed: (event) => {
        clearTimeout(late);
        const { code, reason } = event as CloseEvent;
        if (code === 4401 || code === 4403) onRefused(reason);
        else if (code !== CLEAN && code !== BY_US) noteLost('socket');
      },
    },
  });
  window.addEventListener('offline', () => {
    if (socket?.readyState !== WebSocket.OPEN) return;
    noteLost('socket');
    client.terminate();
  });
  return client;
}
