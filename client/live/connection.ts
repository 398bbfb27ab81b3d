import { computed, readonly, ref, shallowReactive, watch, type Ref } from 'vue';

/** "Offline" is said only after this long: a lift, a hand-over between access points and a server restart are shorter. */
export const PATIENCE_MS = 5_000;

export type ConnectionState = 'connecting' | 'online' | 'offline';

/** The two ways to the server. One may fail alone: some networks let pages through and cut sockets. */
export type Way = 'requests' | 'socket';

const state = ref<ConnectionState>('connecting');
const offlineSince = ref<number | null>(null);
const lost = shallowReactive(new Set<Way>());
const unreachable = computed(() => state.value === 'offline' && lost.has('requests'));
let lostAt: number | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Whether the server can be reached, for the whole tab.
 * `offlineSince` is when the connection was lost (this device's clock), null unless `state` is "offline".
 * `unreachable` is narrower: nothing can be sent. A live board that is cut off alone does not count.
 */
export function useConnection(): {
  state: Readonly<Ref<ConnectionState>>;
  offlineSince: Readonly<Ref<number | null>>;
  unreachable: Readonly<Ref<boolean>>;
} {
  return { state: readonly(state), offlineSince: readonly(offlineSince), unreachable };
}

/** Calls back whenever requests get through again, and when the connection is whole again; while the component lives. */
export function useBackOnline(back: () => void): void {
  watch([() => state.value === 'online', () => isLost('requests')], ([whole, cut], [wasWhole, wasCut]) => {
    if ((whole && !wasWhole) || (!cut && wasCut)) back();
  });
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
