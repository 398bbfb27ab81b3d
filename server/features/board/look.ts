import type { GraphQLError } from 'graphql';
import type { EntityManager } from 'typeorm';
import { runPrepared } from '../../platform/prepared.js';
import type { Viewer } from '../../platform/viewer.js';
import { standingColumns, standingOf, type StandingRow } from '../accounts/sign-in-standing.js';
import { keysOf, lapsedAmong } from '../accounts/viewers.js';
import { READ_SESSION } from '../sessions/session-query.js';
import type { SessionState } from '../sessions/session-state.js';
import type { SessionRepository } from '../sessions/session.repository.js';

/** A session, and who of those that watch it no longer may, all of one moment. */
export interface Look {
  /** Null where there is no such session. */
  readonly state: SessionState | null;
  /** With the reason. */
  readonly lapsed: ReadonlyMap<Viewer, GraphQLError>;
}

/** One statement: what is shown is never newer than what is known of those to whom it is shown. */
const LOOK = {
  name: 'look',
  text: `select (${READ_SESSION.text}) as state, ${standingColumns('$3', '$4')}`,
};

/** All that a board is made from, and for whom. */
export async function lookAt(
  tx: EntityManager,
  sessions: SessionRepository,
  sessionId: string,
  viewers: readonly Viewer[],
): Promise<Look> {
  const { loginIds, linkIds } = keysOf(viewers);
  const [row] = await runPrepared<StandingRow & { state: SessionState | null }>(tx, LOOK, [
    sessionId,
    [],
    loginIds,
    linkIds,
  ]);
  return { state: await sessions.complete(row!.state), lapsed: lapsedAmong(viewers, standingOf(row!)) };
}
