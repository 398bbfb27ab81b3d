import { lengthOf, MOST_OF_ABSENCE } from '../../ui/wording-length';
import type { BoardMember } from './board-parts';

export interface AttendanceDraft {
  present: boolean;
  reason: string;
  /** On record, or ticked once here: whoever is unticked after that is absent, not merely left open. */
  called: boolean;
}
export type AttendanceDrafts = Record<string, AttendanceDraft>;

/** Whether anything is recorded of the member: an absence never is without its reason. */
export const isCalled = ({ present, absenceReason }: Pick<BoardMember, 'present' | 'absenceReason'>) =>
  present || absenceReason != null;

/** What is on record now, to be changed on the screen before it is sent. */
export function draftsOf(members: readonly BoardMember[]): AttendanceDrafts {
  return Object.fromEntries(
    members.map((member) => [
      member.id,
      { present: member.present, reason: member.absenceReason ?? '', called: isCalled(member) },
    ]),
  );
}

/** What saving would put on record of the member. */
export function wordOf({ present, reason, called }: AttendanceDraft): 'present' | 'absent' | 'notCalled' {
  if (present) return 'present';
  return called || reason.trim() ? 'absent' : 'notCalled';
}

/** Only what differs from the record, as `markAttendance` takes it; a present member has no reason. */
export function attendanceChanges(members: readonly BoardMember[], drafts: AttendanceDrafts) {
  return members.flatMap((member) => {
    const draft = drafts[member.id];
    if (!draft || wordOf(draft) === 'notCalled') return [];
    const reason = draft.present ? null : draft.reason.trim();
    const same =
      isCalled(member) && draft.present === member.present && (reason ?? '') === (member.absenceReason ?? '');
    return same ? [] : [{ memberId: member.id, present: draft.present, reason }];
  });
}

/** Members newly put down as absent without the reason that the minutes need, and those whose reason is too long. */
export function reasonsAmiss(members: readonly BoardMember[], drafts: AttendanceDrafts) {
  const reasons = new Map(
    attendanceChanges(members, drafts).flatMap(({ memberId, present, reason }) =>
      present ? [] : [[memberId, lengthOf(reason ?? '')] as const],
    ),
  );
  return {
    lacking: members.filter(({ id }) => reasons.get(id) === 0),
    tooLong: members.filter(({ id }) => (reasons.get(id) ?? 0) > MOST_OF_ABSENCE),
  };
}
