import type { IsoDate, Regime } from '../domain/decrees.js';
import type { Text } from '../domain/scorecard.js';
import type { ScorecardLibrary } from './scorecard-library.js';

/** A product set (bộ sản phẩm) as one chooses it for a dossier; the set picks the scorecard. @source R 3.1, 3.4 */
export interface ProductSet {
  /** 1–26. */
  readonly number: number;
  readonly title: Text;
  /** FOOD, BEVERAGE, HERBAL, HANDICRAFT, TEXTILE (1048 only), ORNAMENTAL (since 148) or TOURISM. */
  readonly sectorCode: string;
  readonly sector: Text;
  readonly group: Text;
  readonly cardCode: string;
  /** False: the card must not be used for a new evaluation; `missing` says what it lacks. */
  readonly complete: boolean;
  readonly missing: readonly string[];
}

/**
 * The 26 product sets of a regime, in order.
 * @param on  the day whose cards are meant (tourism under 1048 has two); the newest without it
 * @throws {RangeError} for a day before the regime's first card
 */
export function productSetsOf(
  library: ScorecardLibrary,
  regime: Regime,
  on?: IsoDate,
): readonly ProductSet[] {
  const numbers = new Set(
    library.all.filter((card) => library.regimeOf(card.code) === regime).map((card) => card.decreeInfo.set),
  );
  return [...numbers].map((number) => {
    const card = library.forProductSet(regime, number, on);
    const { sectorCode, sector, group } = card.productGroup;
    return {
      number,
      title: card.title,
      sectorCode,
      sector,
      group,
      cardCode: card.code,
      complete: card.complete,
      missing: card.missing,
    };
  });
}
