import { median } from './ratios.mjs';
import { atMost, times } from './table.mjs';

/** The bar on a warm start. */
export function startLines({ npm, prepare, server, postgres, node, bareNpm }) {
  const least = postgres.map((milliseconds, round) => milliseconds + node[round]);
  const say = (name, rounds) =>
    `${name} ${median(rounds).toFixed(0)} ms (${Math.min(...rounds).toFixed(0)} to ${Math.max(...rounds).toFixed(0)})`;
  const detail = [
    'on this machine, this run:',
    [say('npm start until ready', npm), say('of it our server', server), say('looking whether anything must be built', prepare), say('npm --version', bareNpm)].join('; '), // prettier-ignore
    [say("PostgreSQL's own start", postgres), say('node -e 0', node)].join('; '),
  ].join('\n    ');
  return [
    atMost('a warm start: npm start against PostgreSQL and a bare Node', median(npm) / median(least), times(3), detail),
  ]; // prettier-ignore
}
