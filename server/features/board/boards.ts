import { Refusal } from '../../domain/refusal.js';
import { forbidden, signInFirst } from '../../platform/authorize.js';
import type { Transactor } from '../../platform/transact.js';
import type { Viewer } from '../../platform/viewer.js';
import { isIdentifier } from '../../platform/wording.js';
import type { Asker } from '../sessions/authority.js';
import type { SessionRepository } from '../sessions/session.repository.js';
import type { SessionState } from '../sessions/session-state.js';
import type { SessionBoard } from './board.js';
import { buildBoard, type BoardSources } from './build-board.js';
import { rightsIn, type Onlooker, type Rights } from './visibility.js';

/** Who looks, from who asks. @throws {GraphQLError} UNAUTHENTICATED, FORBIDDEN for tokens: they read reports */
export function onlookerOf(viewer: Viewer): Onlooker {
  switch (viewer.kind) {
    case 'ANONYMOUS':
      throw signInFirst(viewer);
    case 'TOKEN':
      throw forbidden();
    default:
      return viewer;
  }
}

/** Boards on request. */
export class Boards {
  constructor(
    private readonly transactor: Transactor,
    private readonly sessions: SessionRepository,
    readonly sources: BoardSources,
  ) {}

  /** @throws {Refusal} NOT_FOUND; {GraphQLError} FORBIDDEN for strangers */
  async board(sessionId: string, viewer: Viewer): Promise<SessionBoard> {
    const { state, rights } = await this.look(sessionId, viewer);
    return buildBoard(state, rights, this.sources);
  }

  /** The session and what the viewer may see of it. @param withSheets further evaluations to read with their sheets */
  async look(
    sessionId: string,
    viewer: Viewer,
    withSheets: readonly string[] = [],
  ): Promise<{ state: SessionState; rights: Rights }> {
    const onlooker = onlookerOf(viewer);
    if (!isIdentifier(sessionId)) throw forbidden();
    const state = await this.sessions.read(this.transactor.reader, sessionId, withSheets);
    // Whether there is such a session is nobody's business who may not see it.
    const rights = state && rightsIn(state, onlooker);
    if (!state && onlooker.kind === 'ACCOUNT' && onlooker.isAdmin)
      throw new Refusal('NOT_FOUND', { session: sessionId });
    if (!state || !rights) throw forbidden();
    return { state, rights };
  }

  async sessionOfEvaluation(evaluationId: string): Promise<string> {
    if (!isIdentifier(evaluationId)) throw forbidden();
    const sessionId = await this.sessions.sessionOfEvaluation(this.transactor.reader, evaluationId);
    if (!sessionId) throw forbidden();
    return sessionId;
  }
}

/** Who acts, from who asks. @throws {GraphQLError} FORBIDDEN for whoever has no seat and no account */
export function askerOf(viewer: Viewer): Asker {
  if (viewer.kind === 'SEAT' || viewer.kind === 'ACCOUNT') return viewer;
  throw forbidden();
}
