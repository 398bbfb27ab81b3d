import { median } from './ratios.mjs';
import { atMost, times } from './table.mjs';

/** What a mark or an act costs the server, without what it spends on who only looks on and says nothing. */
const costs = (rounds, idle) => rounds.map(({ cpu, milliseconds }) => cpu - idle * milliseconds);

/** One line for each bar on how many look on. */
export function viewerLines({ rounds, send, idle, memory, seen, looking }) {
  const marks = rounds.map(({ marks }) => costs(marks, idle));
  const acts = rounds.map(({ acts, count }) => costs(acts, idle).map((cost) => cost - send * count));
  // Against the fewest viewers: with many, sends that are taken off may leave less than nothing.
  const flat = (all) => Math.max(...all.map(median)) / median(all[0]);
  const say = (all) =>
    rounds.map(({ count }, at) => `${count}: ${(median(all[at]) / 1000).toFixed(2)}`).join(', ');
  // A process that shrank meanwhile tells nothing: no number is under any bar.
  const weight = ({ rss }) => (rss > 0 ? rss : NaN);
  const kilobytes = ({ rss, held }) => `${(rss / 1024).toFixed(1)} kB (${(held / 1024).toFixed(1)} held)`;
  const detail = [
    'on this machine, this run; CPU of the server in ms by viewers of the session:',
    `a mark that the room may not see: ${say(marks)}`,
    `an act that all see, bare sends of ${send.toFixed(1)} µs each taken off: ${say(acts)}`,
    `not counted: ${(idle * 1000).toFixed(0)} µs a second for all who look on; the viewers' own ${looking.toFixed(1)} µs a board`,
    `memory of one more viewer: ours ${kilobytes(memory.ours)}, bare ${kilobytes(memory.bare)}`,
  ].join('\n    ');
  return [
    atMost('a mark with 10 to 10,000 viewers: the dearest against 10', flat(marks), times(1.1), detail),
    atMost('boards that came to a room from marks alone', seen, times(0, '0')),
    atMost('an act with 10 to 10,000 viewers, besides the sends: the same', flat(acts), times(1.1)),
    atMost('memory of an idle viewer, of 10,000: against raw ws', weight(memory.ours) / weight(memory.bare), times(2)),
  ]; // prettier-ignore
}

/** One line for each bar on a viewer who stops reading. */
export function stalledLines({ before, during, after, held, sent, got, end }) {
  const say = (name, { half, slowest }) =>
    `${name} half within ${half.toFixed(1)} ms, 99 % within ${slowest.toFixed(1)}`;
  const detail = [
    'from a mark to 100 who follow as the chair does, on this machine, this run:',
    [say('before', before), say('while one does not read', during), say('after', after)].join('; '),
    `that one was sent ${got} of ${sent} boards when it read again, ${end ?? 'but not the newest'}; held for it: ${(held / 1024).toFixed(0)} kB`,
  ].join('\n    ');
  const calm = (before.slowest + after.slowest) / 2;
  return [
    atMost('one of 101 stops reading: 99 % of the others, against before and after', during.slowest / calm, times(1.25), detail),
    atMost('one of 101 stops reading: memory held for it, MB', held / 1024 / 1024, times(1, '1 MB')),
    atMost('one of 101 stops reading: left with an old board when it reads again', end ? 0 : 1, times(0, '0')),
  ]; // prettier-ignore
}
