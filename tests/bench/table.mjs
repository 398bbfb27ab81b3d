import { median, medianRatio, percentile } from './ratios.mjs';
import { middling } from './measure-saves.mjs';

export const atMost = (what, value, bar, detail) => ({
  what,
  value,
  bar: `≤ ${bar.text}`,
  ok: value <= bar.limit,
  detail,
});
export const atLeast = (what, value, bar, detail) => ({
  what,
  value,
  bar: `≥ ${bar.text}`,
  ok: value >= bar.limit,
  detail,
});
export const times = (limit, text = `${limit} ×`) => ({ limit, text });

/** One line for each bar on boards. */
export function boardLines({ few, many, bytes }) {
  const say = ({ count, ours, bare, plain, spread, load, acting }) =>
    `${count} viewers, ${bytes} bytes; CPU per delivery on this machine, this run: ours ${ours.toFixed(1)} µs, bare ${bare.toFixed(1)}${plain === undefined ? '' : `, plain ${plain.toFixed(1)}`}; the viewers' own ${load.toFixed(1)}; from the first to 99 % of them ours ${spread.ours.toFixed(0)} ms, bare ${spread.bare.toFixed(0)}; not counted: ${(acting / 1000).toFixed(1)} ms for each act that changes the board`;
  const megabytes = few.memory / 1024 / 1024;
  return [
    atMost('a board to 1,000 viewers: CPU against a bare ws.send', few.ours / few.bare, times(1.5), say(few)),
    atMost('a board to 1,000 viewers: CPU against an execution for each', few.ours / few.plain, times(0.5)),
    atMost('memory (RSS) with 1,000 sockets following, MB', megabytes, times(300, '300 MB')),
    atMost('a board to 5,000 viewers: CPU against a bare ws.send', many.ours / many.bare, times(1), say(many)),
    atMost('a board to 5,000 viewers: from the first to 99 % of them, against the same', many.spread.ours / many.spread.bare, times(1.5)),
  ]; // prettier-ignore
}

/** One line for each bar on saves. */
export function saveLines({ bare, http, socket, plain }) {
  const rates = (rounds) => rounds.map(({ rate }) => rate);
  const against = (rounds, others) => medianRatio(rates(rounds), rates(others));
  const say = (name, rounds) =>
    `${name} ${median(rates(rounds)).toFixed(0)}/s (half in ${middling(rounds, 'middle').toFixed(1)} ms, 99 % in ${middling(rounds, 'slowest').toFixed(1)} ms; CPU a save: server ${middling(rounds, 'serverEach').toFixed(0)} µs, load generator ${middling(rounds, 'cpuEach').toFixed(0)} µs)`;
  const all = ['on this machine, this run:', say('bare', bare), say('ours over HTTP', http), say('ours over the socket', socket), say('plain', plain)]; // prettier-ignore
  const third = { limit: 1 / 3, text: '⅓ ×' };
  return [
    atLeast('saves over the socket, 64 in flight: against bare ws + pg', against(socket, bare), times(0.7), all.join('\n    ')),
    atLeast('saves over the socket, 64 in flight: against the plain way', against(socket, plain), times(5)),
    atLeast('saves over HTTP, 64 in flight: against bare ws + pg', against(http, bare), third),
    atLeast('saves over HTTP, 64 in flight: against the plain way', against(http, plain), times(3)),
  ]; // prettier-ignore
}

/** One line for each bar on taps. */
export function tapLines({ card, floor, criteria }) {
  const say = (name, times) =>
    `${name} half within ${median(times)} ms, 95 % within ${percentile(times, 95)}, all within ${Math.max(...times)}`;
  const ratio = (median(card) / median(floor)).toFixed(1);
  const all = `${card.length} taps in a browser slowed down 6 times, this machine, this run: ${say('the card', card)}; ${say('a page that does nothing', floor)}; half against half ${ratio} ×`;
  const what = `a tap on a card of ${criteria} criteria to the painted frame, 6 × slower, 95 %: ms`;
  return [atMost(what, percentile(card, 95), times(100, '100 ms'), all)];
}

/** Prints every line. @returns whether all bars hold */
export function printTable(lines) {
  const width = Math.max(...lines.map(({ what }) => what.length));
  for (const { what, value, bar, ok } of lines) {
    const figure = value >= 100 ? value.toFixed(0) : value.toFixed(2);
    console.log(
      `${what.padEnd(width)}  ${figure.padStart(6)}  ${bar.padEnd(8)}  ${ok ? 'ok' : 'falls short'}`,
    );
  }
  for (const { detail } of lines) if (detail) console.log(`\n  ${detail}`);
  return lines.every(({ ok }) => ok);
}
