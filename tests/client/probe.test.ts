import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noteFound, noteLost, useConnection } from '../../client/live/connection';
import { startProbe } from '../../client/live/probe';

describe('A page that sends nothing', () => {
  const { state } = useConnection();
  const asked = vi.fn();
  let reachable = true;
  let stop = (): void => undefined;

  beforeEach(() => {
    vi.useFakeTimers();
    noteFound('requests');
    noteFound('socket');
    asked.mockReset();
    vi.stubGlobal('fetch', async (address: string) => {
      asked(address);
      if (!reachable) throw new TypeError('Failed to fetch');
      return new Response('ok');
    });
    stop = startProbe();
  });
  afterEach(() => {
    stop();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('asks nothing while all is well', async () => {
    await vi.advanceTimersByTimeAsync(120_000);
    expect(asked).not.toHaveBeenCalled();
  });

  it('finds the server again by itself, asking every five to fifteen seconds until then', async () => {
    reachable = false;
    noteLost('requests');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state.value).toBe('offline');
    expect(asked.mock.calls.length).toBeGreaterThanOrEqual(4);
    expect(asked.mock.calls.length).toBeLessThanOrEqual(8);
    reachable = true;
    await vi.advanceTimersByTimeAsync(16_600);
    expect(state.value).toBe('online');
    const until = asked.mock.calls.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveBeenCalledTimes(until);
  });

  it('asks at once when the device is back on the network', async () => {
    window.dispatchEvent(new Event('offline'));
    expect(state.value).not.toBe('online');
    reachable = true;
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(10);
    expect(state.value).toBe('online');
  });

  it('does not take a gateway that answers for the server', async () => {
    vi.stubGlobal('fetch', async () => new Response('', { status: 502 }));
    noteLost('requests');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(state.value).toBe('offline');
  });
});
