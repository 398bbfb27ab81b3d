import { regimes, type IsoDate, type Regime } from '../domain/decrees.js';
import type { Scorecard } from '../domain/scorecard.js';
import type { ProductGroups } from './card-schema.js';
import { regimeOf } from './check-library.js';
import { deepFreeze } from './deep-freeze.js';
import { AS_SHIPPED, firstEditionOf, type EditionNote, type PublishedEdition } from './edition.js';

/**
 * All scorecards of all decrees, checked: as shipped, and the later editions that were published here. It only ever
 * grows: a code that was once there always finds the same card.
 */
export interface ScorecardLibrary {
  /** In order of decree, set, day (the 2019 tourism card stands before that of 2020) and edition. */
  readonly all: readonly Scorecard[];
  /** The card with a code ("OCOP-26-2026-04", "OCOP-26-2026-04.2"); undefined where there is none. */
  get(code: string): Scorecard | undefined;
  /**
   * The regime under which a card is used.
   * @throws {RangeError} for a code that the library does not have
   */
  regimeOf(code: string): Regime;
  /**
   * The card of a product set: the newest one dated on or before `on`, which matters for tourism (set 26) under
   * 1048, where 781 brought a new card on 8 Jun 2020. Without `on`, the newest. It comes in its newest edition, and
   * may be incomplete.
   * @param set  1–26
   * @throws {RangeError} for a set that does not exist, or a day before its first card
   */
  forProductSet(regime: Regime, set: number, on?: IsoDate): Scorecard;
  /**
   * How the edition came about.
   * @throws {RangeError} for a code that the library does not have
   */
  editionOf(code: string): EditionNote;
  /**
   * The newest edition of the card that the code is an edition of. An edition of a complete card is complete, so this
   * is also the one that new dossiers take.
   * @throws {RangeError} for a code that the library does not have
   */
  newest(code: string): Scorecard;
  /**
   * Hex SHA-256 of the card's content in RFC 8785 form, to be pinned into evaluations.
   * @throws {RangeError} for a code that the library does not have
   */
  sha256(code: string): string;
  /**
   * Takes in an edition that is published for good. One that is there already stays as it is.
   * @throws {Error} for an edition of no card, or another card under a code that is taken
   */
  admit(edition: PublishedEdition): void;
  /** Phụ lục I of 26/2026, with the managing ministries of each set. */
  readonly productGroups: ProductGroups;
}

/** What the library knows of one card. */
interface Entry {
  readonly card: Scorecard;
  readonly regime: Regime;
  readonly sha256: string;
  readonly note: EditionNote;
}

/** Puts checked cards together; `loadScorecards` is how to get one. */
export function scorecardLibrary(
  cards: readonly Scorecard[],
  fingerprints: ReadonlyMap<string, string>,
  productGroups: ProductGroups,
): ScorecardLibrary {
  const entries = new Map<string, Entry>(
    cards.map((card) => [
      card.code,
      { card, regime: regimeOf(card)!, sha256: fingerprints.get(card.code)!, note: AS_SHIPPED },
    ]),
  );
  let all = inOrder(entries);
  const have = <T>(found: T | undefined, what: string): T => {
    if (found === undefined) throw new RangeError(`no scorecard ${what}`);
    return found;
  };
  const entry = (code: string) => have(entries.get(code), code);
  return {
    get all() {
      return all;
    },
    productGroups,
    get: (code) => entries.get(code)?.card,
    regimeOf: (code) => entry(code).regime,
    sha256: (code) => entry(code).sha256,
    editionOf: (code) => entry(code).note,
    newest: (code) =>
      have(
        all.findLast((card) => firstEditionOf(card.code) === firstEditionOf(entry(code).card.code)),
        code,
      ),
    forProductSet: (regime, set, on) =>
      have(
        all.findLast(
          ({ code, decreeInfo }) =>
            entries.get(code)?.regime === regime &&
            decreeInfo.set === set &&
            (on === undefined || decreeInfo.date <= on),
        ),
        `of set ${set} under ${regime}${on === undefined ? '' : ` on ${on}`}`,
      ),
    admit: ({ card, sha256, ...note }) => {
      const there = entries.get(card.code);
      if (there && there.sha256 !== sha256) throw new Error(`another scorecard is there as ${card.code}`);
      if (there) return;
      const { regime } = entry(firstEditionOf(card.code));
      entries.set(card.code, { card: deepFreeze(card), regime, sha256, note });
      all = inOrder(entries);
    },
  };
}

function inOrder(entries: ReadonlyMap<string, Entry>): readonly Scorecard[] {
  const order = regimes.map(({ regime }) => regime);
  return [...entries.values()]
    .sort(
      (a, b) =>
        order.indexOf(a.regime) - order.indexOf(b.regime) ||
        a.card.decreeInfo.set - b.card.decreeInfo.set ||
        a.card.decreeInfo.date.localeCompare(b.card.decreeInfo.date) ||
        a.note.edition - b.note.edition,
    )
    .map(({ card }) => card);
}
