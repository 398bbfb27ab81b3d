import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inPatience, OutOfPatience } from '../../client/live/patience';

describe('Patience', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('gives what comes in time, and what is thrown', async () => {
    await expect(inPatience(Promise.resolve(7), 1000)).resolves.toBe(7);
    await expect(inPatience(Promise.reject(new TypeError('refused')), 1000)).rejects.toThrow(TypeError);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends after its time', async () => {
    const waiting = inPatience(new Promise(() => undefined), 1000);
    const ended = vi.fn();
    waiting.catch(ended);
    await vi.advanceTimersByTimeAsync(999);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(ended).toHaveBeenCalledWith(expect.any(OutOfPatience));
  });
});

describe('Patience on a device that is busy', () => {
  it('does not count the time in which the page could hear nothing', async () => {
    let answer!: (word: string) => void;
    const waiting = inPatience(new Promise<string>((resolve) => (answer = resolve)), 300);
    // The answer comes by an event that stands in the queue behind the timers, as those of a device’s storage do.
    setImmediate(() => answer('opened'));
    const busyUntil = performance.now() + 700;
    while (performance.now() < busyUntil);
    await expect(waiting).resolves.toBe('opened');
  });
});
