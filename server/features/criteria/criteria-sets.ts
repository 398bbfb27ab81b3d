import type { Regime } from '../../domain/decrees.js';
import { Refusal } from '../../domain/refusal.js';
import type { Scorecard } from '../../domain/scorecard.js';
import { cardDifferences, type CardDifference } from '../../scorecards/compare-cards.js';
import type { ScorecardLibrary } from '../../scorecards/scorecard-library.js';
import { viewOfCard, type CriteriaSetView } from './criteria-set-view.js';

/** Which scorecards are wanted; nothing means all. */
export interface CriteriaSetFilter {
  readonly regime?: Regime | null;
  /** True: those that can be used; false: those that lack points. */
  readonly complete?: boolean | null;
}

/** The scorecards of all decrees as everybody may read them. */
export class CriteriaSets {
  private readonly views: ReadonlyMap<string, CriteriaSetView>;

  constructor(private readonly library: ScorecardLibrary) {
    this.views = new Map(
      library.all.map((card) => [
        card.code,
        viewOfCard(card, library.regimeOf(card.code), library.sha256(card.code)),
      ]),
    );
  }

  /** In order of decree, then product set. */
  list({ regime, complete }: CriteriaSetFilter): CriteriaSetView[] {
    const all = [...this.views.values()];
    return all.filter(
      (card) =>
        (!regime || card.regime === regime) && (typeof complete !== 'boolean' || card.complete === complete),
    );
  }

  find(code: string): CriteriaSetView | null {
    return this.views.get(code) ?? null;
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
    return cardDifferences(this.existing(from), this.existing(to));
  }

  private existing(code: string): Scorecard {
    const card = this.library.get(code);
    if (!card) throw new Refusal('NOT_FOUND', { code });
    return card;
  }
}
