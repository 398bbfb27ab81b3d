import { atMost, times } from './table.mjs';

const MEGABYTE = 2 ** 20;
/** Connections to the database come and go with the load. */
const POOL = 20;

/** One line for each bar on a country's councils, or a tenth of them. */
export function countryLines({
  councils,
  screens,
  rate,
  light,
  minutes,
  slowest,
  lost,
  wrong,
  memory,
  toScreens,
  sockets,
}) {
  const grown = (memory.slope * memory.minutes) / memory.level;
  const detail = [
    `${councils} councils of 11, ${screens} screens, ${rate} saves/s for ${minutes} minutes on this machine, this run:`,
    `99 % of the chairs had a save within ${light.slowest.toFixed(0)} ms lightly loaded, within ${slowest.toFixed(0)} ms in the middle minute`,
    `RSS ${(memory.level / MEGABYTE).toFixed(0)} MB over the last ${memory.minutes} minutes, ${memory.slope < 0 ? 'falling' : 'rising'} by ${(Math.abs(memory.slope) / MEGABYTE).toFixed(2)} MB a minute; boards that screens got from marks: ${toScreens}`,
  ].join('\n    ');
  return [
    atMost('taps lost or boards out of order', lost, times(0, '0'), detail),
    atMost('sheets whose database rows differ from what was acknowledged', wrong, times(0, '0')),
    atMost('99 % from tap to chair, against lightly loaded', slowest / light.slowest, times(3)),
    atMost('growth of memory after the warm-up, % of it', grown * 100, { limit: 5, text: '5 %' }),
    atMost('sockets more or fewer in the end than after the warm-up', Math.abs(sockets.at(-1) - sockets[0]), times(POOL, `${POOL}`)),
  ]; // prettier-ignore
}
