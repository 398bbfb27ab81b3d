import { median, medianRatio } from './ratios.mjs';
import { atMost, times } from './table.mjs';

/** Bars on the slowest hundredth, by saves a second. */
const BARS = { 200: 2, 1000: 3 };

const figures = (rounds, figure) => rounds.map((round) => round[figure]);
const sum = (values) => values.reduce((total, value) => total + value, 0);

function sayRounds(name, rounds) {
  const milliseconds = (figure) => `${median(figures(rounds, figure)).toFixed(1)} ms`;
  const each = (figure) => `${(sum(figures(rounds, figure)) / sum(figures(rounds, 'saves'))).toFixed(0)} µs`;
  const p99 = figures(rounds, 'slowest').sort((a, b) => a - b);
  const givenUp = sum(figures(rounds, 'givenUp'));
  return `${name}: half within ${milliseconds('half')}, 99 % within ${milliseconds('slowest')} (${p99[0].toFixed(1)} to ${p99.at(-1).toFixed(1)} by round), the worst ${Math.max(...figures(rounds, 'worst')).toFixed(0)} ms; ${(sum(figures(rounds, 'boards')) / sum(figures(rounds, 'saves'))).toFixed(2)} boards a save; CPU a save: server ${each('server')}, load generator ${each('cpu')}, itself late by at most ${milliseconds('late')} in 99 %${givenUp > 0 ? `; ${givenUp} taps never left the device, timed until they were given up` : ''}`;
}

/** One line for each bar from tap to chair. */
export function chairLines(paces) {
  return paces.flatMap(({ rate, bytes, ours, bare, plain }) => {
    const detail = [
      `${rate} saves/s, boards of ${bytes} bytes, on this machine, this run:`,
      ...[sayRounds('bare', bare), sayRounds('ours', ours), sayRounds('plain', plain)],
    ];
    const against = medianRatio(figures(ours, 'slowest'), figures(bare, 'slowest'));
    const wrong = sum(ours.map(({ lost, givenUp }) => lost + givenUp));
    // Counted from the beginning of all rounds.
    const astray = sum([ours.at(-1).astray, ours.at(-1).fallen]);
    return [
      atMost(`tap to chair, ${rate} saves/s: 99 % within, against bare ws + pg`, against, times(BARS[rate]), detail.join('\n    ')),
      atMost(`tap to chair, ${rate} saves/s: taps lost or boards out of order`, wrong + astray, times(0, '0')),
    ]; // prettier-ignore
  });
}
