import { dayAsWritten } from '../../domain/day-as-written.js';
import type { IsoDate } from '../../domain/decrees.js';
import { plannedDayFaults } from '../../domain/sane-days.js';
import { quoted, refuseDuplicates, refuseFaults } from '../../domain/wording.js';
import { memberLabel, personKey, type Council, type CouncilMember, type MemberFields } from './council.js';

/** When somebody is in office; both days count, null is open. */
export interface Term {
  readonly memberFrom: IsoDate;
  readonly memberTo: IsoDate | null;
}

/**
 * Whether a council can have this member besides the others.
 * @param path where the fields stand in the arguments: `input`, `by`
 * @throws {Refusal} INVALID_INPUT with all faults at once, else DUPLICATE for a second chair, or a second seat of one
 *   account or person, at the same time
 * @source R 8.1 (one chair), R 8.10 (the support team's scores are not the council's)
 */
export function checkMember(
  path: string,
  member: MemberFields & Term,
  council: Pick<Council, 'termFrom' | 'termTo'>,
  others: readonly CouncilMember[],
  today: IsoDate,
): void {
  const atTheSameTime = others.filter((other) => overlap(other, member));
  const faults = [...voteFaults(member), ...termFaults(member, council, today)];
  const seats = seatFaults(member, atTheSameTime);
  const at = (fault: string) => `${path}.${fault}`;
  refuseFaults(faults.length > 0 ? [...faults, ...seats].map(at) : []);
  refuseDuplicates(seats.map(at));
}

/** Whose chair it is at that time, and which seat the account or the person has. */
function seatFaults(member: MemberFields, atTheSameTime: readonly CouncilMember[]): string[] {
  const { role, accountId } = member;
  const chair = role === 'CHAIR' ? atTheSameTime.find((other) => other.role === 'CHAIR') : undefined;
  const seat = accountId === null ? undefined : atTheSameTime.find((other) => other.accountId === accountId);
  return [
    ...(chair
      ? [
          `role|hội đồng đã có Chủ tịch trong thời gian này: ${quoted(memberLabel(chair))}, từ ${dayAsWritten(chair.memberFrom)}|the council has a chair at that time: ${quoted(memberLabel(chair))}, from ${chair.memberFrom}`,
        ]
      : []),
    ...(seat
      ? [
          `accountId|tài khoản này đã có ghế trong hội đồng: ${quoted(memberLabel(seat))}|this account has a seat in this council already: ${quoted(memberLabel(seat))}`,
        ]
      : []),
    ...personFaults(member, atTheSameTime),
  ];
}

/** Those named by office alone may well be several people: "Chuyên viên, Sở Công Thương". */
function personFaults(member: MemberFields, atTheSameTime: readonly CouncilMember[]): string[] {
  if (member.fullName === null) return [];
  const same = atTheSameTime.find((other) => personKey(other) === personKey(member));
  if (!same) return [];
  const who = quoted(`${memberLabel(same)}, ${same.title}, ${same.institution}`);
  return [
    `fullName|người này đã là thành viên hội đồng trong thời gian này: ${who}, từ ${dayAsWritten(same.memberFrom)}|this person is a member of the council at that time already: ${who}, from ${same.memberFrom}`,
  ];
}

function voteFaults({ role, voting }: MemberFields): string[] {
  return role === 'SUPPORT' && voting
    ? ['voting|tổ tư vấn, giúp việc không chấm điểm của hội đồng|the support team has no vote']
    : [];
}

function termFaults(
  { memberFrom, memberTo }: Term,
  { termFrom, termTo }: Pick<Council, 'termFrom' | 'termTo'>,
  today: IsoDate,
): string[] {
  if (memberFrom < termFrom || (termTo !== null && memberFrom > termTo)) {
    return ['memberFrom|nằm ngoài nhiệm kỳ của hội đồng|is outside the term of the council'];
  }
  return memberTo !== null && memberTo < memberFrom
    ? [
        `memberFrom|sau ngày thôi tham gia ${dayAsWritten(memberTo)}|is after ${memberTo}, the last day in office`,
      ]
    : plannedDayFaults('memberFrom', memberFrom, today);
}

/** Compares as the end of a term that is open. */
export const FOREVER = '9999-12-31';

const overlap = (one: Term, other: Term): boolean =>
  one.memberFrom <= (other.memberTo ?? FOREVER) && other.memberFrom <= (one.memberTo ?? FOREVER);
