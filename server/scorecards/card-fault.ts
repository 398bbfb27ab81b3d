import type { Text } from '../domain/scorecard.js';

/** Something wrong with a scorecard file, worded for whoever maintains it. */
export interface CardFault {
  /** The card's code, or its file name where the code could not be read. */
  readonly card: string;
  /** Criterion, group, section or part code; null where the card as a whole is meant. */
  readonly place: string | null;
  /** SUM: points that do not add up, which an incomplete card may have; HARD: refused in every card. */
  readonly kind: 'HARD' | 'SUM';
  /** What is wrong, without the place and without an end. */
  readonly what: Text;
  /** A whole sentence that names card and place. */
  readonly sentence: Text;
}

/** Notes a fault at a place of the card in hand; what is given here is the part of the sentence after the place. */
export type NoteFault = (kind: CardFault['kind'], place: string | null, vi: string, en: string) => void;

/** Collects the faults of one card. */
export function faultList(card: string): { readonly faults: CardFault[]; readonly note: NoteFault } {
  const faults: CardFault[] = [];
  const note: NoteFault = (kind, place, vi, en) => {
    const where = place === null ? card : `${card}, ${place}`;
    faults.push({
      card,
      place,
      kind,
      what: { vi, en },
      sentence: { vi: `${where}: ${vi}.`, en: `${where}: ${en}.` },
    });
  };
  return { faults, note };
}

/** The values that occur more than once, each once. */
export function repeated<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
}
