import { regimes, type Regime } from '../../domain/decrees.js';
import type { Scorecard, Text } from '../../domain/scorecard.js';

/** By what released results are counted. */
export const STAR_DISTRIBUTIONS = ['PLACE', 'SECTOR', 'PRODUCT_SET', 'BATCH', 'YEAR', 'DECREE'] as const;
export type StarDistributionBy = (typeof STAR_DISTRIBUTIONS)[number];

/** Which released results are counted; nothing means all. */
export interface StarDistributionFilter {
  /** The producer's place, or any place above it. */
  readonly placeId?: string | null;
  readonly sectorCode?: string | null;
  readonly regime?: Regime | null;
  /** 1–26. */
  readonly productSet?: number | null;
  readonly year?: number | null;
  readonly batch?: number | null;
}

/** Released results that share a key, as the database counts them. */
export interface CountedStars {
  /** Id of the place, year, "year-batch", sector code, regime, or "regime/set". */
  readonly key: string;
  /** Name of the place; null where the key is no place. */
  readonly name: string | null;
  /** Codes of the scorecards that were used, in any order. */
  readonly cards: readonly string[];
  readonly one: number;
  readonly two: number;
  readonly three: number;
  readonly four: number;
  readonly five: number;
  /** Stopped or rejected: without a class. */
  readonly stopped: number;
  /** All of the above; never anything that is not released. */
  readonly total: number;
}

export interface StarCount extends Omit<CountedStars, 'name' | 'cards'> {
  readonly label: Text;
}

/** Where results are counted; released ones only. */
export interface StarCountRecords {
  count(by: StarDistributionBy, filter: StarDistributionFilter): Promise<CountedStars[]>;
}

/** What naming the keys needs of the scorecard library. */
export interface CardShelf {
  readonly all: readonly Scorecard[];
  regimeOf(code: string): Regime;
}

/**
 * How many released results have which star class. One dossier has one result, so an upgrade counts beside the first
 * evaluation, in its own year. Results that the chair has not released are in no number (R 8.7).
 */
export class StarCounts {
  constructor(
    private readonly records: StarCountRecords,
    private readonly shelf: CardShelf,
  ) {}

  /** Years, batches and decrees with the newest first; everything else by its label as Vietnamese sorts. */
  async distribution(by: StarDistributionBy, filter: StarDistributionFilter): Promise<StarCount[]> {
    const counted = await this.records.count(by, filter);
    const labelled = counted.map(({ name, cards, ...count }) => ({
      ...count,
      key: by === 'DECREE' || by === 'PRODUCT_SET' ? apiKey(count.key) : count.key,
      label: this.label(by, count.key, name, cards),
    }));
    return labelled.sort(ORDER[by]);
  }

  private label(by: StarDistributionBy, key: string, name: string | null, cards: readonly string[]): Text {
    switch (by) {
      case 'PLACE':
        return { vi: name ?? key, en: name ?? key };
      case 'YEAR':
        return { vi: `Năm ${key}`, en: key };
      case 'BATCH': {
        const [year, batch] = key.split('-');
        return { vi: `Đợt ${batch} năm ${year}`, en: `Batch ${batch} of ${year}` };
      }
      case 'DECREE':
        return regimes.find(({ regime }) => regime === key)?.name ?? { vi: key, en: key };
      case 'SECTOR':
        return this.newest(cards).productGroup.sector;
      case 'PRODUCT_SET': {
        const { title, decree } = this.newest(cards);
        // Every decree has its own 26 sets, some under the same title.
        return { vi: `${title.vi} (${decree})`, en: `${title.en} (${decree})` };
      }
    }
  }

  /** The library stands in order of decree, then set: the last card speaks in the newest words. */
  private newest(codes: readonly string[]): Scorecard {
    const card = this.shelf.all.findLast(({ code }) => codes.includes(code));
    if (!card) throw new Error(`the scorecards ${codes.join(', ')} are in use but not in the library`);
    return card;
  }
}

/** Regimes by the names they have in the API, so that a key can be sent back as a filter: "R26_2026". */
const apiKey = (key: string): string => `R${key.replace('-', '_')}`;

const vietnamese = new Intl.Collator('vi', { numeric: true });
type Order = (a: StarCount, b: StarCount) => number;
const byLabel: Order = (a, b) =>
  vietnamese.compare(a.label.vi, b.label.vi) || vietnamese.compare(a.key, b.key);
const newestFirst: Order = (a, b) => vietnamese.compare(b.key, a.key);
const placeOfRegime = ({ key }: StarCount): number =>
  regimes.findIndex(({ regime }) => apiKey(regime) === key);

const ORDER: Record<StarDistributionBy, Order> = {
  PLACE: byLabel,
  SECTOR: byLabel,
  PRODUCT_SET: byLabel,
  BATCH: newestFirst,
  YEAR: newestFirst,
  DECREE: (a, b) => placeOfRegime(b) - placeOfRegime(a),
};
