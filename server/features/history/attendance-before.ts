import type { RecordedAct } from './history.js';

/** Who was recorded as present or absent before an act; null where nothing was. */
export interface Attendance {
  before(seq: number, memberId: string): boolean | null;
}

/** @param background  the session's openings and roll calls, oldest first */
export function attendanceOf(background: readonly RecordedAct[]): Attendance {
  const told = new Map<string, { seq: number; present: boolean }[]>();
  const tell = (seq: number, memberId: string, present: boolean | null | undefined): void => {
    if (typeof present !== 'boolean') return;
    told.set(memberId, [...(told.get(memberId) ?? []), { seq, present }]);
  };
  for (const { seq, act, said } of background) {
    if (act === 'markAttendance')
      for (const { memberId, present } of said.entries ?? []) tell(seq, memberId, present);
    if (act === 'openSession')
      for (const one of said.members ?? []) if (typeof one !== 'string') tell(seq, one.member, one.present);
  }
  return {
    before: (seq, memberId) => told.get(memberId)?.findLast((earlier) => earlier.seq < seq)?.present ?? null,
  };
}
