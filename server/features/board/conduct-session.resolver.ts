import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { OF_SESSION, FOR_THE_MINUTES } from '../../platform/argument-words.js';
import { Allow } from '../../platform/authorize.js';
import type { RequestContext, Viewer } from '../../platform/viewer.js';
import { markAttendance } from '../sessions/acts/mark-attendance.js';
import { closeSession, openSession, resumeSession, suspendSession } from '../sessions/acts/run-session.js';
import type { Conduct } from '../sessions/conduct.js';
import { BoardOutcome, SessionBoardType } from './board.types.js';
import { showBoard } from './show-board.js';
import { askerOf, type Boards } from './boards.js';
import { AttendanceInput } from './conduct-input.types.js';

/** The doors to conducting a session as a whole. Each answers with the actor's own board as it stands after the act. */
@Resolver()
export class ConductSessionResolver {
  constructor(
    private readonly conduct: Conduct,
    private readonly boards: Boards,
  ) {}

  @Allow('SIGNED_IN')
  @Mutation(() => BoardOutcome, {
    description: "Opens a planned session and pins the council's regulation to it.",
  })
  async openSession(
    @Arg('sessionId', () => ID, OF_SESSION) id: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<SessionBoardType> {
    return this.board(viewer, await this.conduct.inSession(id, askerOf(viewer), 'openSession', openSession));
  }

  @Allow('SIGNED_IN')
  @Mutation(() => BoardOutcome, {
    description: 'Suspends the session with a reason; nothing can be marked meanwhile.',
  })
  async suspendSession(
    @Arg('sessionId', () => ID, OF_SESSION) id: string,
    @Arg('reason', () => String, FOR_THE_MINUTES) reason: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<SessionBoardType> {
    const act = await this.conduct.inSession(id, askerOf(viewer), 'suspendSession', (s, a) =>
      suspendSession(s, a, reason),
    );
    return this.board(viewer, act);
  }

  @Allow('SIGNED_IN')
  @Mutation(() => BoardOutcome, { description: 'Takes a suspended session up again where it stood.' })
  async resumeSession(
    @Arg('sessionId', () => ID, OF_SESSION) id: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<SessionBoardType> {
    return this.board(
      viewer,
      await this.conduct.inSession(id, askerOf(viewer), 'resumeSession', resumeSession),
    );
  }

  @Allow('SIGNED_IN')
  @Mutation(() => BoardOutcome, {
    description: 'Closes the session; dossiers never presented are free for another one.',
  })
  async closeSession(
    @Arg('sessionId', () => ID, OF_SESSION) id: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<SessionBoardType> {
    return this.board(
      viewer,
      await this.conduct.inSession(id, askerOf(viewer), 'closeSession', closeSession),
    );
  }

  @Allow('SIGNED_IN')
  @Mutation(() => BoardOutcome, {
    description: 'Records who is present; an absence needs its reason (R 8.14).',
  })
  async markAttendance(
    @Arg('sessionId', () => ID, OF_SESSION) id: string,
    @Arg('entries', () => [AttendanceInput], {
      description: 'One for each member called; all others stay as recorded.',
    })
    entries: AttendanceInput[],
    @Ctx() { viewer }: RequestContext,
  ): Promise<SessionBoardType> {
    const act = await this.conduct.inSession(id, askerOf(viewer), 'markAttendance', (s, a) =>
      markAttendance(s, a, entries),
    );
    return this.board(viewer, act);
  }

  private async board(viewer: Viewer, sessionId: string): Promise<SessionBoardType> {
    return showBoard(await this.boards.board(sessionId, viewer));
  }
}
