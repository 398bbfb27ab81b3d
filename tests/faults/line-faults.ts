import type { Mishap } from './door.js';
import type { Fault } from './fault.js';
import { pause, type Screen } from './screen.js';
import type { Chance } from './seeded.js';

const WITHIN_MS = 4_000;

/** Lies in wait for the next mutation of this device. */
async function meetNext({ browser: { door } }: Screen, mishap: Mishap): Promise<void> {
  const happened = door.prepare(mishap);
  if ((await Promise.race([happened.then(() => true), pause(WITHIN_MS)])) === null) door.forget();
}

const mishap = (name: string, make: (chance: Chance) => Mishap): Fault => ({
  name,
  weight: 10,
  strikes: 'one device',
  strike: (_, screen, chance) => meetNext(screen, make(chance)),
  // Somebody who sends nothing has nothing to lose on the way.
  at: (laboratory, screen) => laboratory.memberAt(screen) !== undefined,
});

/** Between one device and the server. */
export const LINE_FAULTS: readonly Fault[] = [
  mishap('answer dropped after the commit', () => ({ kind: 'answer dropped' })),
  mishap('request delayed', (chance) => ({
    kind: 'delayed',
    beforeMs: chance.between(0, 1_500),
    afterMs: chance.between(0, 1_500),
  })),
  mishap('request duplicated', (chance) => ({
    kind: 'duplicated',
    apartMs: chance.pick([0, 5, 100, 800]),
    answerOf: chance.pick(['first', 'second']),
  })),
  mishap('request overtaken by newer ones', (chance) => ({
    kind: 'overtaken',
    lateMs: chance.between(500, 4_000),
  })),
  {
    name: 'sockets cut',
    weight: 8,
    strikes: 'one device',
    strike: async (_, { browser: { door } }, chance) => {
      door.shut = true;
      door.cut();
      await pause(chance.pick([0, 100, 1_000, 2_500]));
      door.shut = false;
    },
  },
  {
    name: 'line dead, nobody told',
    weight: 5,
    strikes: 'one device',
    strike: (_, { browser: { door } }, chance) =>
      door.stall(chance.between(500, 4_000), chance.pick(['cut', 'go on'])),
  },
  {
    name: 'client stops reading',
    weight: 5,
    strikes: 'one device',
    strike: (_, { browser: { door } }, chance) => door.stopReading(chance.between(500, 4_000)),
  },
];
