import {
  governingDecree,
  regimes,
  type DossierKind,
  type IsoDate,
  type Regime,
  type RegimePeriod,
} from '../../domain/decrees.js';
import { Refusal } from '../../domain/refusal.js';
import type { Scorecard } from '../../domain/scorecard.js';
import { invalid } from '../../domain/wording.js';
import { firstEditionOf } from '../../scorecards/edition.js';
import type { PinnedCard } from './dossier.js';

/** What choosing a card needs of the scorecard library. */
export interface CardShelf {
  get(code: string): Scorecard | undefined;
  regimeOf(code: string): Regime;
  forProductSet(regime: Regime, set: number, on?: IsoDate): Scorecard;
}

/**
 * The scorecard of a dossier: of its product set, under the decree that governs it.
 * @param stated.regime  for old data; null asks which decree governs an evaluation that starts today
 * @throws {Refusal} INVALID_INPUT for a day that is still to come, CARD_NOT_IN_FORCE, CARD_INCOMPLETE
 * @source R 1.2, R 1.4, R 3.4
 */
export function chooseCard(
  shelf: CardShelf,
  stated: {
    readonly kind: DossierKind;
    readonly submittedOn: IsoDate;
    readonly productSet: number;
    readonly regime: Regime | null;
  },
  today: IsoDate,
): PinnedCard {
  const { kind, submittedOn, productSet } = stated;
  checkHandedIn('input.submittedOn', submittedOn, today);
  // Old data were evaluated when they were handed in; that day also tells the older of two tourism cards.
  const on = stated.regime === null ? today : submittedOn;
  const regime = governingDecree({ kind, submittedOn, evaluatedOn: on });
  if (stated.regime !== null && stated.regime !== regime) {
    throw new Refusal('CARD_NOT_IN_FORCE', { regime: stated.regime, submittedOn });
  }
  return pin(shelf.forProductSet(regime, productSet, on), regime);
}

/**
 * The decree under which a dossier would be registered today, where nobody states another one for old data.
 * @throws {Refusal} INVALID_INPUT for a day that is still to come, CARD_NOT_IN_FORCE
 * @source R 1.2
 */
export function regimeToday(kind: DossierKind, submittedOn: IsoDate, today: IsoDate): RegimePeriod {
  checkHandedIn('submittedOn', submittedOn, today);
  const governing = governingDecree({ kind, submittedOn, evaluatedOn: today });
  return regimes.find(({ regime }) => regime === governing)!;
}

function checkHandedIn(field: string, submittedOn: IsoDate, today: IsoDate): void {
  if (submittedOn > today) throw invalid(field, 'còn ở tương lai', 'is still to come');
}

/**
 * The card of another product set under the regime that the dossier already has.
 * @throws {Refusal} CARD_INCOMPLETE
 * @source R 1.4
 */
export function cardOfOtherSet(
  shelf: CardShelf,
  regime: Regime,
  productSet: number,
  submittedOn: IsoDate,
): PinnedCard {
  // A dossier handed in before its regime began was evaluated later: the newest card is the only safe answer.
  const began = regimes.find((period) => period.regime === regime)?.validFrom;
  const on = began !== undefined && began <= submittedOn ? submittedOn : undefined;
  return pin(shelf.forProductSet(regime, productSet, on), regime);
}

/**
 * The card that a correction leads to. A dossier keeps the edition it has: only another card takes its place (R 1.4).
 * @param chosen  of the corrected statement
 */
export function keepEdition(present: PinnedCard, chosen: PinnedCard): PinnedCard {
  return firstEditionOf(present.criteriaSetCode) === firstEditionOf(chosen.criteriaSetCode)
    ? present
    : chosen;
}

function pin(card: Scorecard, regime: Regime): PinnedCard {
  if (!card.complete) throw new Refusal('CARD_INCOMPLETE', { criteriaSet: card.code, missing: card.missing });
  return {
    regime,
    productSet: card.decreeInfo.set,
    sectorCode: card.productGroup.sectorCode,
    criteriaSetCode: card.code,
  };
}
