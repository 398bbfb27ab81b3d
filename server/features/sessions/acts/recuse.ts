import { isSettled, nextSheet } from '../../../domain/phases.js';
import { Refusal } from '../../../domain/refusal.js';
import { requiredWording } from '../../../domain/wording.js';
import { conducts, type Actor } from '../authority.js';
import type { Decided } from '../change.js';
import type { EvaluationState, SessionState } from '../session-state.js';

/**
 * Takes a member out of one product: by the member's own word, or by whoever conducts. It cannot be undone,
 * because from here on the member may hear what members of the council must not (ARCHITECTURE §4).
 * @throws {Refusal} NOT_ALLOWED, SESSION_CLOSED, NOT_FOUND, ALREADY_DONE, WRONG_PHASE once concluded, REASON_REQUIRED
 * @source R 8.14, R 13
 */
export function recuse(
  state: SessionState,
  actor: Actor,
  evaluation: EvaluationState,
  memberId: string,
  reason: string,
): Decided {
  const self = actor.kind === 'MEMBER' && actor.member.id === memberId;
  if (!self && !(actor.kind === 'MEMBER' && conducts(state, actor.member, evaluation)))
    throw new Refusal('NOT_ALLOWED');
  if (state.phase === 'CLOSED') throw new Refusal('SESSION_CLOSED');
  if (isSettled(evaluation.phase)) throw new Refusal('WRONG_PHASE', { phase: evaluation.phase });
  if (!state.members.some(({ id }) => id === memberId)) throw new Refusal('NOT_FOUND', { member: memberId });
  if (evaluation.recusedIds.includes(memberId)) throw new Refusal('ALREADY_DONE');
  const why = requiredWording('reason', reason);
  const sheet = evaluation.sheets.find((one) => one.memberId === memberId);
  const set = { state: sheet ? nextSheet(sheet.state, 'recuse') : ('RECUSED' as const), reason: why };
  return {
    changes: [
      sheet
        ? { on: 'sheet', id: sheet.id, set }
        : {
            on: 'newSheet',
            evaluationId: evaluation.id,
            memberId,
            set: { ...set, attempt: evaluation.attempt },
          },
    ],
    record: { evaluation: evaluation.id, member: memberId, reason: why },
  };
}
