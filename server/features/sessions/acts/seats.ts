import { nextSheet, onTable } from '../../../domain/phases.js';
import type { Change } from '../change.js';
import type { EvaluationState, SessionMember, SessionState } from '../session-state.js';

/**
 * Gives every voting member a sheet for the dossier and makes the sheets agree with attendance: an absent member's
 * unfinished sheet is out, with the recorded reason; a member who came (back) has it in again (R 8.14, R 13).
 * A submitted sheet is never touched: whoever has voted counts. Whoever took no part when this dossier was evaluated
 * before takes none now: what they may have heard since is no more theirs than it was (R 8.14).
 */
export function seatVoters(state: SessionState, evaluation: EvaluationState): Change[] {
  return state.members.flatMap((member) => {
    const earlier = evaluation.earlierRecusals.find(({ memberId }) => memberId === member.id);
    if (earlier) return carryRecusal(evaluation, member, earlier.reason);
    return member.voting ? seatOne(evaluation, member) : [];
  });
}

const CARRIED = 'Đã không tham gia ở lần trước';

function carryRecusal(evaluation: EvaluationState, member: SessionMember, earlier: string | null): Change[] {
  const sheet = evaluation.sheets.find(({ memberId }) => memberId === member.id);
  if (sheet?.state === 'RECUSED') return [];
  const reason = !earlier ? CARRIED : earlier.startsWith(CARRIED) ? earlier : `${CARRIED}: ${earlier}`;
  if (sheet) return [{ on: 'sheet', id: sheet.id, set: { state: nextSheet(sheet.state, 'recuse'), reason } }];
  const set = { state: 'RECUSED' as const, reason, attempt: evaluation.attempt };
  return [{ on: 'newSheet', evaluationId: evaluation.id, memberId: member.id, set }];
}

/** As `seatVoters`, for what lies on the table now. */
export function reseatTable(state: SessionState): Change[] {
  return state.evaluations
    .filter(({ phase }) => onTable(phase))
    .flatMap((evaluation) => seatVoters(state, evaluation));
}

function seatOne(evaluation: EvaluationState, member: SessionMember): Change[] {
  const sheet = evaluation.sheets.find(({ memberId }) => memberId === member.id);
  const absence = member.present === false ? member.absenceReason : null;
  if (!sheet) {
    const set =
      absence === null ? ({ state: 'EMPTY' } as const) : ({ state: 'ABSENT', reason: absence } as const);
    return [
      {
        on: 'newSheet',
        evaluationId: evaluation.id,
        memberId: member.id,
        set: { ...set, attempt: evaluation.attempt },
      },
    ];
  }
  const unfinished = sheet.state === 'EMPTY' || sheet.state === 'DRAFT' || sheet.state === 'RETURNED';
  if (unfinished && absence !== null) {
    return [
      { on: 'sheet', id: sheet.id, set: { state: nextSheet(sheet.state, 'markAbsent'), reason: absence } },
    ];
  }
  if (sheet.state === 'ABSENT' && member.present) {
    return [
      { on: 'sheet', id: sheet.id, set: { state: nextSheet(sheet.state, 'undoAbsent'), reason: null } },
    ];
  }
  return [];
}
