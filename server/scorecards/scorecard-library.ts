import { regimes, type IsoDate, type Regime } from '../domain/decrees.js';
import type { Scorecard } from '../domain/scorecard.js';
import type { ProductGroups } from './card-schema.js';
import { regimeOf } from './check-library.js';

/** All scorecards of all decrees, checked. */
export interface ScorecardLibrary {
  /** In order of decree, then set; the 2019 tourism card stands before that of 2020. */
  readonly all: readonly Scorecard[];
  /** The card with a code ("OCOP-26-2026-04"); undefined where there is none. */
  get(code: string): Scorecard | undefined;
  /**
   * The regime under which a card is used.
   * @throws {RangeError} for a code that the library does not have
   */
  regimeOf(code: string): Regime;
  /**
   * The card of a product set: the newest one dated on or before `on`, which matters for tourism (set 26) under
   * 1048, where 781 brought a new card on 8 Jun 2020. Without `on`, the newest. It may be incomplete.
   * @param set  1–26
   * @throws {RangeError} for a set that does not exist, or a day before its first card
   */
  forProductSet(regime: Regime, set: number, on?: IsoDate): Scorecard;
  /**
   * Hex SHA-256 of the card's content in RFC 8785 form, to be pinned into evaluations.
   * @throws {RangeError} for a code that the library does not have
   */
  sha256(code: string): string;
  /** Phụ lục I of 26/2026, with the managing ministries of each set. */
  readonly productGroups: ProductGroups;
}

/** Puts checked cards together; `loadScorecards` is how to get one. */
export function scorecardLibrary(
  cards: readonly Scorecard[],
  fingerprints: ReadonlyMap<string, string>,
  productGroups: ProductGroups,
): ScorecardLibrary {
  const order = regimes.map(({ regime }) => regime);
  const known = new Map(cards.map((card) => [card.code, card]));
  const regimeByCode = new Map(cards.map((card) => [card.code, regimeOf(card)!]));
  const all = [...cards].sort(
    (a, b) =>
      order.indexOf(regimeByCode.get(a.code)!) - order.indexOf(regimeByCode.get(b.code)!) ||
      a.decreeInfo.set - b.decreeInfo.set ||
      a.decreeInfo.date.localeCompare(b.decreeInfo.date),
  );
  const have = <T>(found: T | undefined, what: string): T => {
    if (found === undefined) throw new RangeError(`no scorecard ${what}`);
    return found;
  };
  return {
    all,
    productGroups,
    get: (code) => known.get(code),
    regimeOf: (code) => have(regimeByCode.get(code), code),
    sha256: (code) => have(fingerprints.get(code), code),
    forProductSet: (regime, set, on) =>
      have(
        all.findLast(
          ({ code, decreeInfo }) =>
            regimeByCode.get(code) === regime &&
            decreeInfo.set === set &&
            (on === undefined || decreeInfo.date <= on),
        ),
        `of set ${set} under ${regime}${on === undefined ? '' : ` on ${on}`}`,
      ),
  };
}
