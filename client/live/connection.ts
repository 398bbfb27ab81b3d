import { readonly, ref, type Ref } from 'vue';

/** "Offline" is said only after this long: a lift, a hand-over between access points and a server restart are shorter. */
export const PATIENCE_MS = 5_000;

export type ConnectionState = 'connecting' | 'online' | 'offline';

/** The two ways to the server. One may fail alone: some networks let pages through and cut sockets. */
export type Way = 'requests' | 'socket';

const state = ref<ConnectionState>('connecting');
const offlineSince = ref<number | null>(null);
const lost = new Set<Way>();
let lostAt: number | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Whether the server can be reached, for the whole tab.
 * `offlineSince` is when the connection was lost (this device's clock), null unless `state` is "offline".
 */
export function useConnection(): {
  state: Readonly<Ref<ConnectionState>>;
  offlineSince: Readonly<Ref<number | null>>;
} {
  return { state: readonly(state), offlineSince: readonly(offlineSince) };
}

/** The server answered on this way, or nobody needs the way any more. */
export function noteFound(way: Way): void {
  lost.delete(way);
  if (lost.size > 0) return;
  clearTimeout(timer);
  lostAt = null;
  offlineSince.value = null;
  state.value = 'online';
}

/** Something did not get through on this way; said aloud only if that lasts for `PATIENCE_MS`. */
export function noteLost(way: Way): void {
  lost.add(way);
  if (lostAt !== null) return;
  lostAt = Date.now();
  if (state.value === 'online') state.value = 'connecting';
  timer = setTimeout(() => {
    state.value = 'offline';
    offlineSince.value = lostAt;
  }, PATIENCE_MS);
}

/** Whether this way is lost now, said aloud or not. */
export const isLost = (way: Way) => lost.has(way);
