import type { IsoDate } from '../../domain/decrees.js';
import { Refusal } from '../../domain/refusal.js';
import { plannedDayFaults } from '../../domain/sane-days.js';
import type { Council, CouncilMember, MemberFields } from './council.js';

/** When somebody is in office; both days count, null is open. */
export interface Term {
  readonly memberFrom: IsoDate;
  readonly memberTo: IsoDate | null;
}

/**
 * Whether a council can have this member besides the others.
 * @param path where the fields stand in the arguments: `input`, `by`
 * @throws {Refusal} INVALID_INPUT with all faults at once, else DUPLICATE for a second chair, or a second seat of one
 *   account, at the same time
 * @source R 8.1 (one chair), R 8.10 (the support team's scores are not the council's)
 */
export function checkMember(
  path: string,
  member: MemberFields & Term,
  council: Pick<Council, 'termFrom' | 'termTo'>,
  others: readonly CouncilMember[],
  today: IsoDate,
): void {
  const faults = [...voteFaults(member), ...termFaults(member, council, today)];
  if (faults.length > 0)
    throw new Refusal('INVALID_INPUT', { fields: faults.map((fault) => `${path}.${fault}`) });
  const atTheSameTime = others.filter((other) => overlap(other, member));
  if (member.role === 'CHAIR' && atTheSameTime.some(({ role }) => role === 'CHAIR')) {
    throw new Refusal('DUPLICATE', {
      fields: [
        `${path}.role|hội đồng đã có Chủ tịch trong thời gian này|the council has a chair at that time`,
      ],
    });
  }
  if (member.accountId !== null && atTheSameTime.some(({ accountId }) => accountId === member.accountId)) {
    throw new Refusal('DUPLICATE', {
      fields: [`${path}.accountId|đã là thành viên của hội đồng này|has a seat in this council already`],
    });
  }
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
    ? [`memberFrom|sau ngày thôi tham gia ${memberTo}|is after ${memberTo}, the last day in office`]
    : plannedDayFaults('memberFrom', memberFrom, today);
}

/** Compares as the end of a term that is open. */
export const FOREVER = '9999-12-31';

const overlap = (one: Term, other: Term): boolean =>
  one.memberFrom <= (other.memberTo ?? FOREVER) && other.memberFrom <= (one.memberTo ?? FOREVER);
