import { dayAsWritten } from '../domain/day-as-written.js';
import { decrees, regimes, type Regime } from '../domain/decrees.js';
import type { Scorecard } from '../domain/scorecard.js';
import type { ProductGroups } from './card-schema.js';
import { faultList, repeated, type CardFault } from './card-fault.js';

const numberOfSets = 26;

/** Maxima of parts A, B, C as the decrees print them. @source R 4.1 */
const partMaxima: Readonly<Record<Regime, string>> = {
  '1048-781': '35, 25, 40',
  '148': '40, 25, 35',
  '26-2026': '40, 25, 35',
};

/**
 * The regime a card belongs to, by the first decree that it cites.
 * @returns undefined for a decree that nobody knows
 * @source R 1, R 15
 */
export function regimeOf(card: Scorecard): Regime | undefined {
  const cited = card.decree.split(' + ')[0];
  return decrees.find((decree) => decree.number === cited)?.regime;
}

/**
 * What is wrong between cards: codes used twice, product sets without a card, unknown decrees, parts with other
 * maxima than the decree's, and an Annex I that disagrees with the cards.
 * @source R 1, 3.1, 3.4, 4.1
 */
export function checkLibrary(cards: readonly Scorecard[], groups: ProductGroups): readonly CardFault[] {
  return [
    ...repeated(cards.map((card) => card.code)).flatMap((code) => {
      const { faults, note } = faultList(code);
      note('HARD', null, 'mã bộ tiêu chí dùng hai lần', 'the card code is used twice');
      return faults;
    }),
    ...cards.flatMap(checkDecree),
    ...regimes.flatMap(({ regime }) => checkSets(regime, cards)),
    ...checkGroups(cards, groups),
  ];
}

/** What is wrong between a card and the decree that it cites. @source R 1, 4.1 */
export function checkDecree(card: Scorecard): readonly CardFault[] {
  const { faults, note } = faultList(card.code);
  const regime = regimeOf(card);
  const known = card.decree.split(' + ').every((cited) => decrees.some((decree) => decree.number === cited));
  if (!regime || !known) {
    note('HARD', null, `không rõ quyết định "${card.decree}"`, `the decree "${card.decree}" is unknown`);
    return faults;
  }
  const cited = decrees.find((decree) => decree.number === card.decree.split(' + ')[0])!;
  if (card.decreeInfo.date !== cited.validFrom) {
    note(
      'HARD',
      null,
      `ngày ${dayAsWritten(card.decreeInfo.date)} không phải ngày của ${cited.number} (${dayAsWritten(cited.validFrom)})`,
      `the date ${card.decreeInfo.date} is not that of ${cited.number} (${cited.validFrom})`,
    );
  }
  const maxima = card.parts.map((part) => part.maxPoints).join(', ');
  if (maxima !== partMaxima[regime]) {
    note(
      'HARD',
      null,
      `điểm tối đa các phần là ${maxima}, quyết định ghi ${partMaxima[regime]}`,
      `the maxima of its parts are ${maxima}, the decree says ${partMaxima[regime]}`,
    );
  }
  return faults;
}

function checkSets(regime: Regime, cards: readonly Scorecard[]): readonly CardFault[] {
  const own = cards.filter((card) => regimeOf(card) === regime);
  const { faults, note } = faultList(`${regime}`);
  for (let set = 1; set <= numberOfSets; set++) {
    const ofSet = own.filter((card) => card.decreeInfo.set === set);
    if (ofSet.length === 0) {
      note('HARD', null, `bộ sản phẩm ${set} không có bộ tiêu chí`, `product set ${set} has no card`);
    }
    for (const day of repeated(ofSet.map((card) => card.decreeInfo.date))) {
      const codes = ofSet.filter((card) => card.decreeInfo.date === day).map((card) => card.code);
      note(
        'HARD',
        null,
        `bộ sản phẩm ${set} có nhiều bộ tiêu chí cùng ngày (${codes.join(', ')})`,
        `product set ${set} has several cards of one day (${codes.join(', ')})`,
      );
    }
  }
  return faults;
}

function checkGroups(cards: readonly Scorecard[], groups: ProductGroups): readonly CardFault[] {
  const { faults, note } = faultList(`${groups.decree}, ${groups.annex}`);
  const numbers = groups.sets.map((entry) => entry.set).join();
  if (numbers !== Array.from({ length: numberOfSets }, (_, at) => at + 1).join()) {
    note('HARD', null, 'phải liệt kê các bộ 1 đến 26 theo thứ tự', 'it must list sets 1 to 26 in order');
  }
  for (const { set, sector, managedBy, scorecard } of groups.sets) {
    const card = cards.find((one) => one.code === scorecard);
    if (!card) {
      note(
        'HARD',
        null,
        `bộ ${set} nêu bộ tiêu chí lạ ${scorecard}`,
        `set ${set} names the unknown card ${scorecard}`,
      );
    } else if (
      card.decree !== groups.decree ||
      card.decreeInfo.set !== set ||
      card.productGroup.sectorCode !== sector
    ) {
      note(
        'HARD',
        null,
        `bộ ${set} không khớp với bộ tiêu chí ${scorecard} về quyết định, số bộ hoặc ngành`,
        `set ${set} and its card ${scorecard} disagree on decree, number or sector`,
      );
    }
    for (const ministry of managedBy.filter((code) => !Object.hasOwn(groups.ministries, code))) {
      note(
        'HARD',
        null,
        `bộ ${set} nêu bộ quản lý lạ ${ministry}`,
        `set ${set} names the unknown ministry ${ministry}`,
      );
    }
  }
  return faults;
}
