import type { BoardMember } from './board-parts';

export interface AttendanceDraft {
  present: boolean;
  reason: string;
}
export type AttendanceDrafts = Record<string, AttendanceDraft>;

/** What is on record now, to be changed on the screen before it is sent. */
export function draftsOf(members: readonly BoardMember[]): AttendanceDrafts {
  return Object.fromEntries(
    members.map(({ id, present, absenceReason }) => [id, { present, reason: absenceReason ?? '' }]),
  );
}

/** Only what differs from the record, as `markAttendance` takes it; a present member has no reason. */
export function attendanceChanges(members: readonly BoardMember[], drafts: AttendanceDrafts) {
  return members.flatMap((member) => {
    const draft = drafts[member.id];
    if (!draft) return [];
    const reason = draft.present ? null : draft.reason.trim();
    const same = draft.present === member.present && (reason ?? '') === (member.absenceReason ?? '');
    return same ? [] : [{ memberId: member.id, present: draft.present, reason }];
  });
}

/** Members newly put down as absent without the reason that the minutes need. */
export function lackingReason(members: readonly BoardMember[], drafts: AttendanceDrafts): BoardMember[] {
  const changed = new Set(attendanceChanges(members, drafts).map(({ memberId }) => memberId));
  return members.filter(({ id }) => changed.has(id) && !drafts[id]!.present && !drafts[id]!.reason.trim());
}
