import { dayAsWritten } from './day-as-written.js';
import type { IsoDate } from './decrees.js';

/** The year in which the programme began: no council, term or session of it is older. @source R 1 */
export const FIRST_DAY: IsoDate = '2018-01-01';

/** Terms and sessions are planned ahead, but hardly longer than the next term. @source custom; no source read */
const YEARS_AHEAD = 5;

/** Decisions appoint councils for a term of the committee, five years; twice that is a slip of the pen. @source custom */
const LONGEST_TERM = 10;

/**
 * What is wrong with the day of something that has happened, such as a decision.
 * @returns faults as `field|vi|en`; none for a day that can be
 * @source custom; a decision is dated when it is signed
 */
export function pastDayFaults(field: string, day: IsoDate, today: IsoDate): string[] {
  if (day > today)
    return [
      `${field}|không được ở tương lai (hôm nay là ${dayAsWritten(today)})|must not lie in the future (today is ${today})`,
    ];
  return tooEarly(field, day);
}

/**
 * What is wrong with a day that may be planned ahead, such as that of a term or a session.
 * @returns faults as `field|vi|en`; none for a day that can be
 * @source custom
 */
export function plannedDayFaults(field: string, day: IsoDate, today: IsoDate): string[] {
  const latest = yearsAfter(today, YEARS_AHEAD);
  if (day > latest)
    return [
      `${field}|quá xa, không được sau ngày ${dayAsWritten(latest)}; xem lại năm|is too far away, must not be after ${latest}; check the year`,
    ];
  return tooEarly(field, day);
}

/**
 * What is wrong with the end of a term.
 * @returns faults as `field|vi|en`; none for a term that can be
 * @source custom
 */
export function termEndFaults(field: string, from: IsoDate, to: IsoDate): string[] {
  const latest = yearsAfter(from, LONGEST_TERM);
  return to > latest
    ? [
        `${field}|nhiệm kỳ không dài quá ${LONGEST_TERM} năm, đến ngày ${dayAsWritten(latest)}; xem lại năm|a term lasts at most ${LONGEST_TERM} years, until ${latest}; check the year`,
      ]
    : [];
}

function tooEarly(field: string, day: IsoDate): string[] {
  return day < FIRST_DAY
    ? [
        `${field}|không được trước ngày ${dayAsWritten(FIRST_DAY)}; xem lại năm|must not be before ${FIRST_DAY}; check the year`,
      ]
    : [];
}

const yearsAfter = (day: IsoDate, years: number): IsoDate =>
  `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
