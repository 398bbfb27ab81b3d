import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { OF_SESSION } from '../../platform/argument-words.js';
import { Allow } from '../../platform/authorize.js';
import type { Reading } from '../../platform/database/report-reader.js';
import type { RequestContext } from '../../platform/viewer.js';
import { SessionResultType } from './session-result.types.js';
import type { SessionResults } from './session-results.js';
import { StarCountType, StarDistributionByEnum, StarDistributionFilter } from './star-count.types.js';
import type { StarCounts, StarDistributionBy } from './star-counts.js';

/** What reports are made with, over the database they are read from. */
export interface ReportUses {
  readonly starCounts: StarCounts;
  readonly results: SessionResults;
}

/** What came out, for the province and for other systems. */
@Resolver()
export class ReportResolver {
  /** @param standing  over the primary: who may ask, and what somebody must see who has just released it */
  constructor(
    private readonly read: Reading<ReportUses>,
    private readonly standing: Pick<ReportUses, 'results'>,
  ) {}

  @Allow('REPORTS')
  @Query(() => [StarCountType], {
    description:
      'How many released results have which star class. Results not yet released are in no number. Newest year, batch and decree first; everything else sorted as Vietnamese is.',
  })
  starDistribution(
    @Arg('by', () => StarDistributionByEnum, { description: 'What makes the groups.' })
    by: StarDistributionBy,
    @Arg('filter', () => StarDistributionFilter, {
      nullable: true,
      description: 'Null: all released results.',
    })
    filter: StarDistributionFilter | null | undefined,
    @Ctx() asker: RequestContext,
  ): Promise<StarCountType[]> {
    return this.read(asker, ({ starCounts }) => starCounts.distribution(by, filter ?? {}));
  }

  @Allow('REPORTS')
  @Query(() => [SessionResultType], {
    description:
      'The released results of a session in agenda order, each with its mean, parts, class and why. A seat sees its own session only.',
  })
  async sessionResults(
    @Arg('sessionId', () => ID, OF_SESSION) sessionId: string,
    @Ctx() asker: RequestContext,
  ): Promise<SessionResultType[]> {
    await this.standing.results.admit(sessionId, asker.viewer);
    // The council and its secretary look for what they released a moment ago.
    if (asker.viewer.kind !== 'TOKEN') return this.standing.results.of(sessionId);
    return this.read(asker, ({ results }) => results.of(sessionId));
  }
}
