import { dayAsWritten } from '../../domain/day-as-written.js';
import type { IsoDate } from '../../domain/decrees.js';
import { Refusal } from '../../domain/refusal.js';
import { invalid } from '../../domain/wording.js';
import { FOREVER } from './check-member.js';
import type { CouncilMember, MemberFields, MemberRecord } from './council.js';

/** That a correction leaves what the record says. @throws {Refusal} IN_USE, INVALID_INPUT */
export function checkRecordHolds(
  member: CouncilMember,
  fields: MemberFields,
  { hasSheets, firstDay }: MemberRecord,
): void {
  const changed = (['role', 'voting'] as const).filter((field) => member[field] !== fields[field]);
  if (hasSheets && changed.length > 0) {
    throw new Refusal('IN_USE', {
      fields: changed.map(
        (field) =>
          `input.${field}|thành viên này đã có phiếu chấm; hãy thay thành viên từ một ngày mới|this member has a sheet on record; put the new role in from a new day by replacing the member`,
      ),
    });
  }
  if (firstDay !== null && fields.memberFrom > firstDay) {
    throw invalid(
      'input.memberFrom',
      `đã được điểm danh trong phiên họp ngày ${dayAsWritten(firstDay)}`,
      `the roll of a session called this member on ${firstDay}`,
    );
  }
}

/**
 * That a corrected last day leaves what the record says.
 * @param changed  the member as he is to stand; `missed` is the first closed session that he would then have sat in
 * @throws {Refusal} INVALID_INPUT
 */
export function checkLastDay(
  { memberFrom, memberTo }: CouncilMember,
  {
    record,
    successor,
    missed,
  }: { record: MemberRecord; successor: CouncilMember | null; missed: IsoDate | null },
): void {
  const end = memberTo ?? FOREVER;
  if (end < memberFrom)
    throw invalid(
      'memberTo',
      `không được trước ngày tham gia (${dayAsWritten(memberFrom)})`,
      `must not be before ${memberFrom}, the first day in office`,
    );
  if (record.lastDay !== null && end < record.lastDay)
    throw invalid(
      'memberTo',
      `không được trước ngày họp đã điểm danh người này (${dayAsWritten(record.lastDay)})`,
      `must not be before ${record.lastDay}, when the roll of a session called this member`,
    );
  if (successor && end >= successor.memberFrom)
    throw invalid(
      'memberTo',
      `phải trước ngày người thay tham gia (${dayAsWritten(successor.memberFrom)})`,
      `must be before ${successor.memberFrom}, the first day of the successor`,
    );
  if (missed !== null)
    throw invalid(
      'memberTo',
      `phiên họp ngày ${dayAsWritten(missed)} đã bế mạc mà không có thành viên này`,
      `the session of ${missed} was held and closed without this member`,
    );
}

/** The last day in office of a member who leaves. @throws {Refusal} INVALID_INPUT */
export function lastDay({ memberFrom, memberTo }: CouncilMember, on: IsoDate, record: MemberRecord): IsoDate {
  const before = dayBefore(on);
  const end = memberTo !== null && memberTo < before ? memberTo : before;
  if (end < memberFrom)
    throw invalid(
      'on',
      `phải sau ngày tham gia (${dayAsWritten(memberFrom)})`,
      `must be after ${memberFrom}, the first day in office`,
    );
  if (record.lastDay !== null && end < record.lastDay) {
    throw invalid(
      'on',
      `phải sau ngày họp đã điểm danh người này (${dayAsWritten(record.lastDay)})`,
      `must be after ${record.lastDay}, when the roll of a session called this member`,
    );
  }
  return end;
}

function dayBefore(day: IsoDate): IsoDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
