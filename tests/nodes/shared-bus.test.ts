import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Fact } from '../../server/platform/event-bus.js';
import { type BusTimes, SharedBus } from '../../server/platform/nodes/shared-bus.js';
import type { Wire } from '../../server/platform/nodes/wire.js';

const TIMES: BusTimes = { gap: 10, beat: 100, retry: [20, 100] };

/** A wire within this process, which carries what it is given at once. */
class Room {
  readonly said: string[] = [];
  private readonly ears = new Set<(text: string) => void>();

  say(text: string): void {
    this.said.push(text);
    for (const hear of this.ears) hear(text);
  }

  wire(): Wire {
    return {
      mostBytes: 8_000,
      open: (hear) => {
        let close: () => void = () => undefined;
        const broken = new Promise<void>((done) => (close = done));
        this.ears.add(hear);
        return Promise.resolve({
          send: (text: string) => Promise.resolve(this.say(text)),
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
  const node = async (room: Room, times = TIMES) => {
    const bus = new SharedBus(room.wire(), () => undefined, times);
    opened.push(bus);
    await bus.open();
    const heard: Fact[] = [];
    bus.listen((fact) => heard.push(fact));
    return { bus, heard };
  };

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
