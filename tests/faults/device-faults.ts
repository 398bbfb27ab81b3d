import type { Fault } from './fault.js';
import { pause } from './screen.js';

const HOUR = 3_600_000;
/** The seat that two devices take from each other. */
const CONTESTED = 4;

/** On the tablets themselves. */
export const DEVICE_FAULTS: readonly Fault[] = [
  {
    name: 'tab dies and is opened again',
    weight: 6,
    strikes: 'one device',
    strike: async (_, screen) => screen.reload(),
  },
  {
    name: 'one of two tabs dies in mid-save',
    weight: 4,
    strikes: 'one device',
    strike: async (_, screen, chance) => {
      await pause(chance.between(0, 40));
      screen.reload();
    },
    at: (laboratory, screen) =>
      laboratory.screens.filter(({ browser }) => browser === screen.browser).length > 1,
  },
  {
    name: 'seat taken over by another device',
    weight: 3,
    strikes: 'one device',
    strike: async (laboratory, screen) => {
      const member = laboratory.members[CONTESTED]!;
      const seat = laboratory.staged.seats[CONTESTED]!;
      const other = member.screens.find((each) => each !== screen);
      if (other) return other.takeSeat(seat.seatToken);
      const came = await laboratory.sitDown(seat, seat.seatToken, true, true);
      member.screens.push(came);
      if (laboratory.onTable) void came.show(laboratory.onTable);
    },
    at: (laboratory, screen) =>
      laboratory.members[CONTESTED]?.screens.includes(screen) === true && !screen.isOver,
  },
  {
    name: 'clock off by hours',
    weight: 6,
    strikes: 'one device',
    strike: async (_, { browser }, chance) => {
      browser.clockOff = chance.between(-12, 12) * HOUR;
    },
  },
];
