import { Arg, Ctx, ID, Query, Resolver, Root, Subscription } from 'type-graphql';
import { OF_SESSION } from '../../platform/argument-words.js';
import { Allow } from '../../platform/authorize.js';
import type { RequestContext } from '../../platform/viewer.js';
import type { SessionBoard } from './board.js';
import { SessionBoardType } from './board.types.js';
import type { Boards } from './boards.js';
import { showBoard } from './show-board.js';

@Resolver(() => SessionBoardType)
export class BoardResolver {
  constructor(private readonly boards: Boards) {}

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
}
