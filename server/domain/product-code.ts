import type { IsoDate } from './decrees.js';
import { FIRST_DAY } from './sane-days.js';
import { invalid, optionalWording } from './wording.js';

const EXAMPLE = '01-00004-12-2026';
/** Hyphens and the dashes that word processors make of them, with the spaces around. */
const HYPHENS = /\s*[\u2010-\u2013-]\s*/gu;
/** Province, commune, running number, year; codes of units before 1 July 2025 may name the district too. */
const FORM = /^\d{2}(?:-\d+){1,2}-0*[1-9]\d*-(?<year>\d{4})$/u;

/**
 * A product's code (mã số sản phẩm), tidied to plain hyphens. What stands in the record already stays as it is: data
 * of former years came in with other codes, and correcting a name must not fail for them.
 * @param standing the code in the record; null where there is none
 * @returns null where nothing was written
 * @throws {Refusal} INVALID_INPUT for a new or changed code of another form, or with a year that cannot be
 * @source R 3.5; the last year is custom: evaluations are prepared at most one year ahead
 */
export function productCode(
  field: string,
  text: string | null,
  standing: string | null,
  today: IsoDate,
): string | null {
  const written = optionalWording(field, text, 60);
  if (written === null || written === standing) return written;
  const code = written.replace(HYPHENS, '-');
  const year = Number(FORM.exec(code)?.groups?.year);
  const first = yearOf(FIRST_DAY);
  const last = yearOf(today) + 1;
  if (year >= first && year <= last) return code;
  throw invalid(
    field,
    `cần có dạng mã tỉnh-mã xã-số thứ tự-năm đánh giá, ví dụ ${EXAMPLE}; năm từ ${first} đến ${last}`,
    `needs the form province-commune-number-year of evaluation, such as ${EXAMPLE}; the year from ${first} to ${last}`,
  );
}

const yearOf = (day: IsoDate): number => Number(day.slice(0, 4));
