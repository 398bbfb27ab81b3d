import type { EntityManager } from 'typeorm';
import type { Text } from '../../domain/scorecard.js';
import { PUBLIC_RESULT } from './public-result.js';
import type { ReleasedRecord, ReleasedResultRecords } from './released-results.js';

interface Row extends Omit<ReleasedRecord, 'mean' | 'why'> {
  readonly sum: number | null;
  readonly count: number | null;
  readonly classification: { readonly why?: readonly Text[] } | null;
}

export class ReleasedResultRepository implements ReleasedResultRecords {
  constructor(private readonly database: EntityManager) {}

  ofProducts(productIds: readonly string[]): Promise<ReleasedRecord[]> {
    return this.read('dossier.product_id = any($1)', productIds);
  }

  ofEvaluations(evaluationIds: readonly string[]): Promise<ReleasedRecord[]> {
    return this.read('evaluation.id = any($1)', evaluationIds);
  }

  private async read(condition: string, ids: readonly string[]): Promise<ReleasedRecord[]> {
    const rows: Row[] = await this.database.query(
      `select evaluation.id as "evaluationId", dossier.product_id as "productId", result.outcome,
              result.star_class as "starClass", result.sum_points as sum, result.sheet_count as count,
              result.parts, result.classification, result.released_at as "releasedAt",
              dossier.year, dossier.batch, evaluation.round, evaluation.criteria_set_code as "criteriaSetCode"
         from result
         join evaluation on evaluation.id = result.evaluation_id
         join dossier on dossier.id = evaluation.dossier_id
        where ${PUBLIC_RESULT} and ${condition}
        order by result.released_at desc, evaluation.id`,
      [ids],
    );
    return rows.map(({ sum, count, classification, ...row }) => ({
      ...row,
      mean: sum === null || count === null ? null : { sum, count },
      why: classification?.why ?? [],
    }));
  }
}
