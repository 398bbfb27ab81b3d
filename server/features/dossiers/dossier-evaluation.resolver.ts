import { FieldResolver, Resolver, Root } from 'type-graphql';
import { batchedByOwner } from '../../platform/batched.js';
import { DossierEvaluationType } from './dossier-evaluation.types.js';
import { ReleasedResultType } from './released-result.types.js';
import type { ReleasedResult, ReleasedResults } from './released-results.js';

@Resolver(() => DossierEvaluationType)
export class DossierEvaluationResolver {
  private readonly resultsOf: (evaluationId: string) => Promise<ReleasedResult[]>;

  constructor(results: ReleasedResults) {
    this.resultsOf = batchedByOwner(
      (ids) => results.ofEvaluations(ids),
      (result) => result.evaluationId,
    );
  }

  @FieldResolver(() => ReleasedResultType, {
    nullable: true,
    description: 'Null until the chair has released it.',
  })
  async result(@Root() evaluation: DossierEvaluationType): Promise<ReleasedResultType | null> {
    const [result] = await this.resultsOf(evaluation.id);
    return result ?? null;
  }
}
