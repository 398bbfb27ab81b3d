import { FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { batchedById } from '../../platform/batched.js';
import type { CouncilRegulations } from './council-regulations.js';
import { RegulationType } from './regulation.types.js';

@Resolver(() => RegulationType)
export class RegulationResolver {
  private readonly use: (id: string) => Promise<{ sessions: number } | null>;

  constructor(regulations: Pick<CouncilRegulations, 'uses'>) {
    this.use = batchedById((ids) => regulations.uses(ids));
  }

  @FieldResolver(() => Int, { description: 'How many sessions have pinned this version.' })
  async usedBySessions(@Root() { id }: RegulationType): Promise<number> {
    return (await this.use(id))?.sessions ?? 0;
  }
}
