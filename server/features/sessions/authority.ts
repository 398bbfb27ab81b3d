import { presiding, quorum, type Quorum } from '../../domain/quorum.js';
import { Refusal } from '../../domain/refusal.js';
import type { EvaluationState, SessionMember, SessionState } from './session-state.js';

/** Who acts: a member of the council in this session, or an administrator who is none. */
export type Actor =
  | { readonly kind: 'MEMBER'; readonly member: SessionMember }
  | { readonly kind: 'ADMIN'; readonly accountId: string };

/** Who asks, as far as a session needs to know. */
export type Asker =
  | { readonly kind: 'SEAT'; readonly sessionId: string; readonly memberId: string }
  | { readonly kind: 'ACCOUNT'; readonly accountId: string; readonly isAdmin: boolean };

/** The asker's place in this session. @throws {Refusal} NOT_ALLOWED for strangers */
export function actorIn(state: SessionState, asker: Asker): Actor {
  const member =
    asker.kind === 'SEAT'
      ? asker.sessionId === state.id && state.members.find(({ id }) => id === asker.memberId)
      : state.members.find(({ accountId }) => accountId === asker.accountId);
  if (member) return { kind: 'MEMBER', member };
  if (asker.kind === 'ACCOUNT' && asker.isAdmin) return { kind: 'ADMIN', accountId: asker.accountId };
  throw new Refusal('NOT_ALLOWED', { session: state.id });
}

/** Name of the actor in the record. */
export function actorName(actor: Actor): string {
  return actor.kind === 'MEMBER' ? `member:${actor.member.id}` : `account:${actor.accountId}`;
}

/** Who presides over the session, or over one dossier: a recused chair does not preside that one (R 13). */
export function presidingIn(
  state: Pick<SessionState, 'members'>,
  evaluation?: EvaluationState,
): SessionMember | null {
  return firstInChair(
    state.members.filter((member) => member.present),
    evaluation,
  );
}

/**
 * Who may release a result: while the session is open whoever presides over the dossier. After closing, when
 * attendance can no longer be mended, the appointed chair, or the first vice-chair where the chair is recused:
 * a concluded result must not wait for ever because both had gone home.
 */
export function releasingIn(
  state: Pick<SessionState, 'phase' | 'members'>,
  evaluation: EvaluationState,
): SessionMember | null {
  return state.phase === 'CLOSED' ? firstInChair(state.members, evaluation) : presidingIn(state, evaluation);
}

function firstInChair(members: readonly SessionMember[], evaluation?: EvaluationState): SessionMember | null {
  const candidates = members.flatMap(({ id, role, position }) =>
    role === 'CHAIR' || role === 'VICE_CHAIR' ? [{ memberId: id, role, order: position }] : [],
  );
  const able = candidates.map(({ memberId }) => memberId);
  const id = presiding(candidates, able, evaluation?.recusedIds ?? []);
  return members.find((member) => member.id === id) ?? null;
}

/** What a quorum is reckoned from. */
export interface QuorumBasis extends Pick<SessionState, 'members'> {
  readonly regulation: Pick<SessionState['regulation'], 'settings'>;
}

/** Quorum of the session as it sits (R 8.4). */
export function quorumIn(state: QuorumBasis, evaluation?: EvaluationState): Quorum & { appointed: number } {
  const voting = state.members.filter((member) => member.voting);
  const { quorumNum, quorumDen, presidingRequired } = state.regulation.settings;
  const present = voting.filter((member) => member.present).length;
  if (voting.length === 0) return { required: 1, present, met: false, reasons: ['NO_QUORUM'], appointed: 0 };
  const found = quorum({
    appointed: voting.length,
    present,
    share: { num: quorumNum, den: quorumDen },
    chairRequired: presidingRequired,
    presiding: presidingIn(state, evaluation)?.id ?? null,
  });
  return { ...found, appointed: voting.length };
}

/** @throws {Refusal} NO_QUORUM or NOBODY_PRESIDES */
export function requireQuorum(state: SessionState, evaluation: EvaluationState): void {
  const { required, present, reasons } = quorumIn(state, evaluation);
  if (reasons[0]) throw new Refusal(reasons[0], { required, present });
}

/** Chair, secretary and whoever presides may conduct; for one dossier only while not recused from it. */
export function conducts(state: SessionState, member: SessionMember, evaluation?: EvaluationState): boolean {
  if (evaluation?.recusedIds.includes(member.id)) return false;
  return (
    member.role === 'CHAIR' || member.role === 'SECRETARY' || presidingIn(state, evaluation)?.id === member.id
  );
}

/** @throws {Refusal} NOT_ALLOWED */
export function requireConducting(
  state: SessionState,
  actor: Actor,
  evaluation?: EvaluationState,
): SessionMember {
  if (actor.kind === 'MEMBER' && conducts(state, actor.member, evaluation)) return actor.member;
  throw new Refusal('NOT_ALLOWED', { session: state.id });
}

/** What decides a product's fate is for whoever presides alone, not for the secretary. @throws {Refusal} NOT_ALLOWED, NOBODY_PRESIDES */
export function requirePresiding(
  state: SessionState,
  actor: Actor,
  evaluation: EvaluationState,
): SessionMember {
  return requireToBe(presidingIn(state, evaluation), state, actor);
}

/** As `releasingIn` says. @throws {Refusal} NOT_ALLOWED, NOBODY_PRESIDES */
export function requireReleasing(
  state: SessionState,
  actor: Actor,
  evaluation: EvaluationState,
): SessionMember {
  return requireToBe(releasingIn(state, evaluation), state, actor);
}

function requireToBe(entitled: SessionMember | null, state: SessionState, actor: Actor): SessionMember {
  if (!entitled) throw new Refusal('NOBODY_PRESIDES');
  if (actor.kind === 'MEMBER' && actor.member.id === entitled.id) return entitled;
  throw new Refusal('NOT_ALLOWED', { session: state.id });
}

/** @throws {Refusal} NOT_FOUND */
export function evaluationIn(state: SessionState, evaluationId: string): EvaluationState {
  const evaluation = state.evaluations.find(({ id }) => id === evaluationId);
  if (!evaluation) throw new Refusal('NOT_FOUND', { evaluation: evaluationId });
  return evaluation;
}
