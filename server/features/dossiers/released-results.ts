import { formatMean, type Mean } from '../../domain/mean.js';
import type { StarClass, Text } from '../../domain/scorecard.js';

/** @source R 4.20–4.24, R 5.1 */
export const OUTCOMES = ['CLASSIFIED', 'STOPPED', 'REJECTED'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A released result as it was kept; what is not released is not in here. */
export interface ReleasedRecord {
  readonly evaluationId: string;
  readonly productId: string;
  readonly outcome: Outcome;
  readonly starClass: StarClass | null;
  readonly mean: Mean | null;
  readonly parts: readonly (Mean & { readonly code: string })[];
  readonly why: readonly Text[];
  readonly releasedAt: Date;
  readonly year: number;
  readonly batch: number;
  readonly round: number;
  readonly criteriaSetCode: string;
}

/** An exact mean and how it is read. */
export interface ShownMean extends Mean {
  readonly text: string;
}

export interface ShownPartMean {
  readonly code: string;
  readonly title: Text;
  readonly maxPoints: number;
  readonly mean: ShownMean;
}

export interface ReleasedResult extends Omit<ReleasedRecord, 'mean' | 'parts'> {
  readonly mean: ShownMean | null;
  readonly parts: readonly ShownPartMean[];
  readonly decree: string;
}

/** What a result takes from its scorecard. */
export interface CardOfResult {
  readonly decree: string;
  readonly parts: readonly { readonly code: string; readonly title: Text; readonly maxPoints: number }[];
}

/** Where results are kept. Answers released ones only, newest first. */
export interface ReleasedResultRecords {
  ofProducts(productIds: readonly string[]): Promise<ReleasedRecord[]>;
  ofEvaluations(evaluationIds: readonly string[]): Promise<ReleasedRecord[]>;
}

/** Results that the chair has released: open to the room, to other systems and to the producer (R 8.7). */
export class ReleasedResults {
  /** @param cardOf  the scorecard of a pinned code; throws where it is not there */
  constructor(
    private readonly records: ReleasedResultRecords,
    private readonly cardOf: (code: string) => CardOfResult,
  ) {}

  async ofProducts(productIds: readonly string[]): Promise<ReleasedResult[]> {
    return (await this.records.ofProducts(productIds)).map((record) => this.show(record));
  }

  async ofEvaluations(evaluationIds: readonly string[]): Promise<ReleasedResult[]> {
    return (await this.records.ofEvaluations(evaluationIds)).map((record) => this.show(record));
  }

  private show(record: ReleasedRecord): ReleasedResult {
    const card = this.cardOf(record.criteriaSetCode);
    return {
      ...record,
      mean: record.mean && showMean(record.mean),
      parts: showPartMeans(card, record.parts),
      decree: card.decree,
    };
  }
}

/** The mean with its text: two decimals, cut and not rounded, with a decimal comma (R 8.6). */
export function showMean({ sum, count }: Mean): ShownMean {
  return { sum, count, text: formatMean({ sum, count }) };
}

/** The means of the parts under the headings of the card, in its order; a part without sheets is left out. */
export function showPartMeans(
  card: CardOfResult,
  parts: readonly (Mean & { readonly code: string })[],
): ShownPartMean[] {
  const means = new Map(parts.map((part) => [part.code, part]));
  return card.parts.flatMap(({ code, title, maxPoints }) => {
    const mean = means.get(code);
    return mean && mean.count > 0 ? [{ code, title, maxPoints, mean: showMean(mean) }] : [];
  });
}
