import type { Regime } from '../../domain/decrees.js';
import { Refusal } from '../../domain/refusal.js';
import type { Scorecard } from '../../domain/scorecard.js';
import { cardDifferences, type CardDifference } from '../../scorecards/compare-cards.js';
import { editionDifferences } from '../../scorecards/compare-editions.js';
import { firstEditionOf } from '../../scorecards/edition.js';
import type { ScorecardLibrary } from '../../scorecards/scorecard-library.js';
import { viewOfCard, type CriteriaSetView } from './criteria-set-view.js';

/** Which scorecards are wanted; nothing means all. */
export interface CriteriaSetFilter {
  readonly regime?: Regime | null;
  /** True: those that can be used; false: those that lack points. */
  readonly complete?: boolean | null;
  /** True: also the editions that a newer one has taken the place of. */
  readonly superseded?: boolean | null;
}

/** The scorecards of all decrees as everybody may read them. */
export class CriteriaSets {
  /** Made at the first asking: an edition never changes. */
  private readonly views = new Map<Scorecard, CriteriaSetView>();

  constructor(private readonly library: ScorecardLibrary) {}

  /** In order of decree, then product set, then edition. */
  list({ regime, complete, superseded }: CriteriaSetFilter): CriteriaSetView[] {
    return this.library.all
      .filter((card) => superseded || this.supersededBy(card.code) === null)
      .map((card) => this.view(card))
      .filter(
        (card) =>
          (!regime || card.regime === regime) &&
          (typeof complete !== 'boolean' || card.complete === complete),
      );
  }

  find(code: string): CriteriaSetView | null {
    const card = this.library.get(code);
    return card ? this.view(card) : null;
  }

  /** The code of the newest edition of the same card, where this is not the newest. */
  supersededBy(code: string): string | null {
    const newest = this.library.newest(code).code;
    return newest === code ? null : newest;
  }

  /**
   * The card that a row of the database names.
   * @throws {Error} where the library lost a card that is in use: a fault of the installation, not of the asker
   */
  pinned(code: string): CriteriaSetView {
    const card = this.find(code);
    if (!card) throw new Error(`the scorecard ${code} is in use but not in the library`);
    return card;
  }

  /** What differs between two cards. @throws {Refusal} NOT_FOUND */
  differences(from: string, to: string): readonly CardDifference[] {
    const [one, other] = [this.existing(from), this.existing(to)];
    return firstEditionOf(from) === firstEditionOf(to)
      ? editionDifferences(one, other)
      : cardDifferences(one, other);
  }

  private view(card: Scorecard): CriteriaSetView {
    const { code } = card;
    const { library } = this;
    const view =
      this.views.get(card) ??
      viewOfCard(card, library.regimeOf(code), library.sha256(code), library.editionOf(code));
    this.views.set(card, view);
    return view;
  }

  private existing(code: string): Scorecard {
    const card = this.library.get(code);
    if (!card) throw new Refusal('NOT_FOUND', { code });
    return card;
  }
}
