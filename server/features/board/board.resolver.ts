import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root, Subscription } from 'type-graphql';
import { Refusal } from '../../domain/refusal.js';
import { OF_SESSION } from '../../platform/argument-words.js';
import { Allow } from '../../platform/authorize.js';
import { refusalType } from '../../platform/refusals-are-data.js';
import type { RefusalType } from '../../platform/refusal.types.js';
import type { RequestContext } from '../../platform/viewer.js';
import type { CouncilRegulations } from '../councils/council-regulations.js';
import { RegulationType, showRegulation } from '../councils/regulation.types.js';
import type { SessionBoard } from './board.js';
import { ProvisionalType } from './board-item.types.js';
import { SessionBoardType } from './board.types.js';
import type { Boards } from './boards.js';

@Resolver(() => SessionBoardType)
export class BoardResolver {
  /** A version never changes, so each is read once; there are few of them. */
  private readonly shown = new Map<string, RegulationType>();

  constructor(
    private readonly boards: Boards,
    private readonly regulations: Pick<CouncilRegulations, 'findMany'>,
  ) {}

  @Allow('SESSION')
  @Query(() => SessionBoardType, {
    name: 'sessionBoard',
    description: 'The session as the viewer may see it now, whole.',
  })
  async current(
    @Arg('sessionId', () => ID, OF_SESSION) sessionId: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<SessionBoardType> {
    return showBoard(await this.boards.board(sessionId, viewer));
  }

  @Allow('SESSION')
  @Subscription(() => SessionBoardType, {
    name: 'sessionBoard',
    description: 'Opens with the whole board, then a whole board after every change; the last one wins.',
    // The socket serves it through LiveBoards, one execution a cohort; there is no other way to subscribe.
    subscribe: () => {
      throw new Error('sessionBoard is served by LiveBoards');
    },
  })
  live(
    @Root() board: SessionBoard,
    @Arg('sessionId', () => ID, OF_SESSION) _sessionId: string,
  ): SessionBoardType {
    return showBoard(board);
  }

  @FieldResolver(() => RegulationType)
  async regulation(@Root() { regulation }: SessionBoard): Promise<RegulationType> {
    const known = this.shown.get(regulation.id);
    if (known) return known;
    const [version] = await this.regulations.findMany([regulation.id]);
    if (!version) throw new Error(`no regulation ${regulation.id}`);
    const shown = showRegulation(version);
    this.shown.set(regulation.id, shown);
    return shown;
  }
}

@Resolver(() => ProvisionalType)
export class ProvisionalResolver {
  @FieldResolver()
  obstacles(@Root() { obstacles }: { obstacles: readonly Refusal[] }): RefusalType[] {
    return obstacles.map(refusalType);
  }
}

/** The board as GraphQL walks it; field resolvers turn its regulation and refusals into what the schema shows. */
export function showBoard(board: SessionBoard): SessionBoardType {
  return board as unknown as SessionBoardType;
}
