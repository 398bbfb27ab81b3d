import type { IsoDate } from '../../../domain/decrees.js';

const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

/** A day as written in Vietnam (05/01/2026, day first) or as computers do (2026-01-05); null for what is no day. */
export function readDate(cell: string): IsoDate | null {
  const text = cell.trim();
  const [, day, month, year] = DAY_FIRST.exec(text) ?? [];
  const [, isoYear, isoMonth, isoDay] = YEAR_FIRST.exec(text) ?? [];
  const date = [year ?? isoYear, month ?? isoMonth, day ?? isoDay].map((part) => part?.padStart(2, '0'));
  if (date.includes(undefined)) return null;
  const iso = date.join('-');
  const moment = new Date(`${iso}T00:00:00Z`);
  const isDay = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(iso);
  return isDay ? iso : null;
}

/** Is it written as days are, whether or not there is such a day (31/02/2026)? */
export function isWrittenAsDay(cell: string): boolean {
  return DAY_FIRST.test(cell.trim()) || YEAR_FIRST.test(cell.trim());
}
