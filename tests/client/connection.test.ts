import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { noteFound, noteLost, useBackOnline, useConnection } from '../../client/live/connection';
import { withSetup } from './support/mounting';

describe('The connection', () => {
  const { state, offlineSince } = useConnection();
  beforeEach(() => {
    vi.useFakeTimers();
    noteFound('requests');
    noteFound('socket');
  });
  afterEach(() => vi.useRealTimers());

  it('is not called lost for a break shorter than five seconds', () => {
    noteLost('requests');
    vi.advanceTimersByTime(4_900);
    expect(state.value).toBe('connecting');
    noteFound('requests');
    vi.advanceTimersByTime(60_000);
    expect(state.value).toBe('online');
  });

  it('is called lost after five seconds, since the moment it broke', () => {
    const broke = Date.now();
    noteLost('requests');
    vi.advanceTimersByTime(3_000);
    noteLost('requests'); // a retry that failed does not start the clock anew
    vi.advanceTimersByTime(2_100);
    expect(state.value).toBe('offline');
    expect(offlineSince.value).toBe(broke);
    noteFound('requests');
    expect(offlineSince.value).toBeNull();
  });

  it('is lost while the socket is, even if requests get through: the board would be old', () => {
    noteLost('socket');
    vi.advanceTimersByTime(6_000);
    noteFound('requests');
    expect(state.value).toBe('offline');
    noteFound('socket');
    expect(state.value).toBe('online');
  });

  it('keeps nothing from being sent while only the board is cut off', () => {
    const { unreachable } = useConnection();
    noteLost('socket');
    vi.advanceTimersByTime(6_000);
    expect([state.value, unreachable.value]).toEqual(['offline', false]);
    noteLost('requests');
    expect(unreachable.value).toBe(true);
    noteFound('requests');
    expect([state.value, unreachable.value]).toEqual(['offline', false]);
  });

  it('tells a page when requests get through again, and when all is whole again, but not once it is left', async () => {
    const back = vi.fn();
    const { unmount } = withSetup(() => useBackOnline(back));
    noteLost('socket');
    noteLost('requests');
    await nextTick();
    noteFound('requests');
    await nextTick();
    expect(back).toHaveBeenCalledTimes(1);
    noteFound('socket');
    await nextTick();
    expect(back).toHaveBeenCalledTimes(2);
    unmount();
    noteLost('requests');
    await nextTick();
    noteFound('requests');
    await nextTick();
    expect(back).toHaveBeenCalledTimes(2);
  });
});
