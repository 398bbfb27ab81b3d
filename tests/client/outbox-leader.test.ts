import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lead } from '../../client/live/outbox-leader';
import { openOutboxStore } from '../../client/live/outbox-store';

/** As much of the browser's locks as is used: one holder of a name, the others wait in line. */
class Locks {
  private readonly lines = new Map<string, Promise<void>>();

  request(name: string, { signal }: { signal: AbortSignal }, hold: () => Promise<void>): Promise<void> {
    const before = this.lines.get(name) ?? Promise.resolve();
    const turn = before.then(() => {
      if (signal.aborted) throw new DOMException('given up', 'AbortError');
      return hold();
    });
    this.lines.set(
      name,
      turn.catch(() => undefined),
    );
    return turn;
  }
}

let device = 0;
let store: ReturnType<typeof openOutboxStore>;
const leaving: (() => void)[] = [];

function tab(): { leads: boolean; leave: () => void } {
  const seen = { leads: false, leave: (): void => undefined };
  seen.leave = lead('member', store, (leading) => (seen.leads = leading));
  leaving.push(seen.leave);
  return seen;
}

beforeEach(() => {
  store = openOutboxStore(`leaders-${(device += 1)}`);
});
afterEach(() => {
  for (const leave of leaving.splice(0)) leave();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe.each(['locks', 'a lease on the device'])('of several tabs of one member, told by %s', (way) => {
  beforeEach(() => {
    vi.stubGlobal('navigator', way === 'locks' ? { locks: new Locks() } : {});
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  });

  it('one sends, and the next one takes over when it is closed', async () => {
    const first = tab();
    await vi.waitFor(() => expect(first.leads).toBe(true));
    const second = tab();
    vi.advanceTimersByTime(3_100);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(first.leads).toBe(true);
    expect(second.leads).toBe(false);
    first.leave();
    await new Promise((resolve) => setTimeout(resolve, 30));
    vi.advanceTimersByTime(3_100);
    await vi.waitFor(() => expect(second.leads).toBe(true));
  });
});

describe('a tab that died without a word', () => {
  it('loses its lease after some ten seconds', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    vi.stubGlobal('navigator', {});
    const died = Date.now();
    expect(await store.lease('member', 'dead tab', died, died + 10_000)).toBe(true);
    const heir = tab();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(heir.leads).toBe(false);
    await vi.waitFor(() => {
      vi.advanceTimersByTime(3_100);
      expect(heir.leads).toBe(true);
    });
    expect(Date.now() - died).toBeGreaterThanOrEqual(10_000);
  });

  it('loses it as soon when the clock of the device is set back by hours', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    vi.stubGlobal('navigator', {});
    const ahead = Date.now() + 5 * 3_600_000;
    expect(await store.lease('member', 'dead tab', ahead, ahead + 10_000)).toBe(true);
    const heir = tab();
    await new Promise((resolve) => setTimeout(resolve, 30));
    vi.advanceTimersByTime(12_400);
    await vi.waitFor(() => expect(heir.leads).toBe(true), { timeout: 2_000 });
  });
});
