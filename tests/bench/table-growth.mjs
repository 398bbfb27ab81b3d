import { HANDS } from './measure-growth.mjs';
import { middling } from './measure-saves.mjs';
import { median, medianRatio } from './ratios.mjs';
import { atLeast, times } from './table.mjs';

/** One line for each bar on saves as load grows. */
export function growthLines({ socket, bare }) {
  const rates = (rounds) => rounds.map(({ rate }) => rate);
  const grown = (contender) => medianRatio(rates(contender.at(-1)), rates(contender.at(-2)));
  const say = (name, contender) =>
    `${name} ${HANDS.map((hands, at) => `${median(rates(contender[at])).toFixed(0)}/s with ${hands} (99 % in ${middling(contender[at], 'slowest').toFixed(0)} ms)`).join(', ')}`;
  const [, before, most] = HANDS;
  const all = `on this machine, this run: ${say('ours', socket)}; ${say('bare', bare)}`;
  return [
    atLeast(`saves with ${most} in flight against ${before}: how much more than bare ws + pg grows`, grown(socket) / grown(bare), times(1), all),
    atLeast(`saves with ${most} in flight against ${before}`, grown(socket), times(1)),
  ]; // prettier-ignore
}
