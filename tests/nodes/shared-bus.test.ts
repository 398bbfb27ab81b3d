import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Fact } from '../../server/platform/event-bus.js';
import { type BusTimes, SharedBus } from '../../server/platform/nodes/shared-bus.js';
import type { Wire } from '../../server/platform/nodes/wire.js';
import { Presence } from '../../server/platform/presence.js';

const TIMES: BusTimes = { gap: 10, beat: 100, retry: [20, 100] };

/** A wire within this process, which carries what it is given at once. */
class Room {
  readonly said: string[] = [];
  private readonly ears = new Set<(text: string) => void>();

  say(text: string): void {
    this.said.push(text);
    for (const hear of this.ears) hear(text);
  }

  /** @param cut  how it fails a node: what it says reaches nobody else, or it cannot be had at all */
  wire(cut: () => 'unheard' | 'away' | null = () => null): Wire {
    return {
      mostBytes: 8_000,
      open: (hear) => {
        if (cut() === 'away') return Promise.reject(new Error('away'));
        let close: () => void = () => undefined;
        const broken = new Promise<void>((done) => (close = done));
        this.ears.add(hear);
        return Promise.resolve({
          send: (text: string) => Promise.resolve(cut() === 'unheard' ? hear(text) : this.say(text)),
          broken,
          close: () => {
            this.ears.delete(hear);
            close();
          },
        });
      },
    };
  }
}

describe('the bus between nodes', () => {
  const opened: SharedBus[] = [];
  afterEach(async () => {
    for (const bus of opened.splice(0)) await bus.stop();
  });
  const node = async (room: Room, cut?: Parameters<Room['wire']>[0]) => {
    const bus = new SharedBus(room.wire(cut), () => undefined, TIMES);
    opened.push(bus);
    await bus.open();
    const heard: Fact[] = [];
    bus.listen((fact) => heard.push(fact));
    return { bus, heard };
  };

  const forged = { kind: 'seatSeen', sessionId: 's', memberId: 'm', order: 1, connected: true } as const;

  it('believes of a seat only the node that speaks, and nothing that no device could say', async () => {
    const room = new Room();
    const { heard } = await node(room);
    const word = { ...forged, node: 'victim', seenAt: Date.now(), waiting: 0, saidAt: 0 };
    room.say(JSON.stringify({ node: 'speaker', facts: [word, { ...word, waiting: 2 ** 40 }] }));
    room.say(JSON.stringify({ node: '', facts: [word] }));
    expect(heard.filter(({ kind }) => kind === 'seatSeen')).toEqual([{ ...word, node: 'speaker' }]);
  });

  it('shows no device as seen in the future, nor one connected that was last seen before any sign-in', async () => {
    const room = new Room();
    const { bus } = await node(room);
    const now = new Date('2026-11-23T08:00:00Z');
    const presence = new Presence(
      () => undefined,
      () => now,
    );
    onTestFinished(presence.share(bus));
    const say = (order: number, fact: object) =>
      room.say(JSON.stringify({ node: `n${order}`, facts: [{ ...forged, node: 'n', order, ...fact }] }));
    const later = Number.MAX_SAFE_INTEGER;
    say(1, { seenAt: later, waiting: 7, saidAt: later });
    expect(presence.of('s', 'm')).toEqual({ connected: true, lastSeenAt: now, waitingOnDevice: 7 });
    // And what is said after it is heard.
    say(2, { seenAt: now.getTime(), waiting: 3, saidAt: now.getTime() + 1 });
    now.setTime(now.getTime() + 1_000);
    presence.seen('s', 'm', 1);
    expect(presence.of('s', 'm').waitingOnDevice).toBe(1);
    say(3, { memberId: 'gone', seenAt: now.getTime() - 31 * 24 * 3_600_000, waiting: 0, saidAt: 0 });
    expect(presence.of('s', 'gone').connected).toBe(false);
  });

  const seatsOf = ({ bus }: { bus: SharedBus }) => {
    const presence = new Presence(
      () => undefined,
      () => new Date(),
    );
    onTestFinished(presence.share(bus));
    return presence;
  };

  it('knows at once who is connected to a node that was given up and is heard again', async () => {
    const room = new Room();
    let cut: 'unheard' | null = null;
    const one = seatsOf(await node(room, () => cut));
    const two = seatsOf(await node(room));
    one.arrive('s', 'm');
    const known = () => two.of('s', 'm').connected;
    await expect.poll(known).toBe(true);
    // As where its machine stands still, or a switch between them does.
    cut = 'unheard';
    await expect.poll(known).toBe(false);
    cut = null;
    await expect.poll(known, { timeout: 1_000 }).toBe(true);
  });

  it('knows at once who came while it heard nobody', async () => {
    const room = new Room();
    let cut: 'away' | null = null;
    const one = seatsOf(await node(room));
    const deaf = await node(room, () => cut);
    const two = seatsOf(deaf);
    cut = 'away';
    (deaf.bus as unknown as { line: { close(): void } }).line.close();
    await turn();
    one.arrive('s', 'm');
    await new Promise((done) => setTimeout(done, 50));
    expect(two.of('s', 'm').connected).toBe(false);
    cut = null;
    await expect.poll(() => two.of('s', 'm').connected, { timeout: 1_000 }).toBe(true);
  });

  it('sets one timer for whatever is said before it goes off, and puts it off for nothing', async () => {
    const one = await node(new Room());
    const set = vi.spyOn(globalThis, 'setTimeout');
    const timers = () => set.mock.calls.filter(([, wait]) => wait !== undefined && wait <= TIMES.gap).length;
    for (let revision = 1; revision <= 1_000; revision += 1)
      one.bus.publish({ kind: 'rightsChanged', sessionId: `${revision}` });
    expect(timers()).toBe(1);
    set.mockRestore();
  });

  it.each(['sessionChanged', 'rightsChanged'] as const)(
    'tells the others while facts (%s) go on and on, in every turn of the event loop',
    async (kind) => {
      const room = new Room();
      const one = await node(room);
      const two = await node(room);
      const told = () => two.heard.filter((fact) => fact.kind === kind).length;
      const until = Date.now() + 300;
      for (let revision = 1; Date.now() < until; revision += 1) {
        one.bus.publish(
          kind === 'sessionChanged' ? { kind, sessionId: 'a', revision } : { kind, sessionId: 'a' },
        );
        await turn();
      }
      expect(told()).toBeGreaterThan(5);
    },
  );
});
