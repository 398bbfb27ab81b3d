import { Refusal } from '../../../domain/refusal.js';
import { requiredWording } from '../../../domain/wording.js';
import { conducts, type Actor } from '../authority.js';
import type { Change, Decided } from '../change.js';
import type { SessionState } from '../session-state.js';
import { reseatTable } from './seats.js';

export interface AttendanceEntry {
  readonly memberId: string;
  readonly present: boolean;
  /** Needed for an absence; goes into the minutes. */
  readonly reason?: string | null;
}

/**
 * Records who is present and who is not. Sheets of the dossier on the table follow at once.
 * @throws {Refusal} NOT_ALLOWED, SESSION_CLOSED, NOT_FOUND, REASON_REQUIRED for an absence without one
 * @source R 8.4, R 8.14
 */
export function markAttendance(
  state: SessionState,
  actor: Actor,
  entries: readonly AttendanceEntry[],
): Decided {
  if (actor.kind === 'MEMBER' && !conducts(state, actor.member)) throw new Refusal('NOT_ALLOWED');
  if (state.phase === 'CLOSED') throw new Refusal('SESSION_CLOSED');
  const marked = new Map(
    entries.map(({ memberId, present, reason }, index) => [
      memberId,
      { present, reason: present ? null : requiredWording(`entries[${index}].reason`, reason, 500) },
    ]),
  );
  for (const memberId of marked.keys()) {
    if (!state.members.some(({ id }) => id === memberId))
      throw new Refusal('NOT_FOUND', { member: memberId });
  }
  const after: SessionState = {
    ...state,
    members: state.members.map((member) => {
      const entry = marked.get(member.id);
      return entry ? { ...member, present: entry.present, absenceReason: entry.reason } : member;
    }),
  };
  const attendance = [...marked].map(([memberId, { present, reason }]): Change => ({
    on: 'attendance',
    memberId,
    present,
    reason,
  }));
  return {
    changes: [...attendance, ...reseatTable(after)],
    record: { entries: [...marked].map(([memberId, entry]) => ({ memberId, ...entry })) },
  };
}
