import { isSettled, letsBackIn, nextSheet } from '../../../domain/phases.js';
import { Refusal } from '../../../domain/refusal.js';
import { requiredWording } from '../../../domain/wording.js';
import { conducts, requireConducting, type Actor } from '../authority.js';
import type { Decided, SheetChange } from '../change.js';
import type { EvaluationState, SessionMember, SessionState } from '../session-state.js';

/**
 * Takes a member out of one product: by the member's own word, or by whoever conducts. What the sheet holds stays on
 * record and counts no more; only `withdrawRecusal` brings the member back.
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

const CARRIED =
  'memberId|ủy viên đã không tham gia khi hồ sơ này được đánh giá ở phiên họp trước|the member took no part when an earlier session evaluated this dossier';
const SCORING_CLOSED =
  'evaluationId|chấm điểm đã kết thúc; mở lại chấm điểm trước|scoring is closed; reopen it first';

/**
 * Lets a member take part again whose recusal was a mistake, with an open sheet: the marks made before are there as they
 * were, and what had been handed in counts only when handed in anew. Whoever conducts this dossier decides it, and
 * therefore never the member himself: a recusal that its author could switch on and off would let him step aside, hear how
 * the dossier stands, and come back knowing it. Whoever was recused in an earlier session stays so: what he may have
 * heard since nobody can take back.
 * @throws {Refusal} NOT_ALLOWED, SESSION_CLOSED, WRONG_PHASE once scoring is closed and for a carried recusal, NOT_FOUND,
 *   ALREADY_DONE where the member is not recused, REASON_REQUIRED
 * @source R 8.14, R 13
 */
export function withdrawRecusal(
  state: SessionState,
  actor: Actor,
  evaluation: EvaluationState,
  memberId: string,
  reason: string,
): Decided {
  requireConducting(state, actor, evaluation);
  if (state.phase === 'CLOSED') throw new Refusal('SESSION_CLOSED');
  checkLetsBackIn(evaluation);
  const member = state.members.find(({ id }) => id === memberId);
  if (!member) throw new Refusal('NOT_FOUND', { member: memberId });
  if (!evaluation.recusedIds.includes(memberId)) throw new Refusal('ALREADY_DONE');
  const carried = evaluation.earlierRecusals.some((earlier) => earlier.memberId === memberId);
  if (carried) throw new Refusal('WRONG_PHASE', { fields: [CARRIED] });
  const why = requiredWording('reason', reason);
  const sheet = evaluation.sheets.find((one) => one.memberId === memberId);
  if (!sheet) throw new Error(`the recused member ${memberId} has no sheet`);
  const set = { ...openSheet(member, why), attempt: evaluation.attempt };
  return {
    changes: [
      { on: 'submissionsWithdrawn', sheetId: sheet.id },
      { on: 'sheet', id: sheet.id, set },
    ],
    record: { evaluation: evaluation.id, member: memberId, reason: why },
  };
}

function checkLetsBackIn({ phase }: EvaluationState): void {
  if (letsBackIn(phase)) return;
  throw new Refusal('WRONG_PHASE', { phase, ...(!isSettled(phase) && { fields: [SCORING_CLOSED] }) });
}

/** Open for whoever scores and is not away; else out as before, for another cause. */
function openSheet({ voting, present, absenceReason }: SessionMember, why: string): SheetChange {
  const open = nextSheet('RECUSED', 'letBackIn');
  const cause = !voting ? why : present === false ? absenceReason : null;
  return cause === null
    ? { state: open, reason: null }
    : { state: nextSheet(open, 'markAbsent'), reason: cause };
}
