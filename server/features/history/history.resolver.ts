import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { OF_SESSION, AFTER_CURSOR } from '../../platform/argument-words.js';
import { Allow } from '../../platform/authorize.js';
import { connectionOf, readPaging } from '../../platform/paging.js';
import type { RequestContext } from '../../platform/viewer.js';
import { HistoryFilter, SessionHistoryType } from './history.types.js';
import type { SessionHistories } from './session-history.js';

@Resolver()
export class HistoryResolver {
  constructor(private readonly histories: SessionHistories) {}

  @Allow('SIGNED_IN')
  @Query(() => SessionHistoryType, {
    description:
      'Who did what when in a session, newest first: for those who conduct it or a dossier of it, and for administrators. FORBIDDEN for everybody else.',
  })
  async sessionHistory(
    @Arg('sessionId', () => ID, OF_SESSION) sessionId: string,
    @Ctx() { viewer }: RequestContext,
    @Arg('filter', () => HistoryFilter, {
      nullable: true,
      description: 'Null: every act the viewer may read.',
    })
    filter: HistoryFilter | undefined,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: '1–200.' }) first: number,
    @Arg('after', () => String, { nullable: true, ...AFTER_CURSOR }) after?: string,
  ): Promise<SessionHistoryType> {
    const request = readPaging(first, after, 3);
    const { page, ...choices } = await this.histories.read(sessionId, filter ?? {}, request, viewer);
    return { ...choices, ...connectionOf(page) } as SessionHistoryType;
  }
}
