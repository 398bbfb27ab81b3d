import { invalid, optionalWording } from '../../domain/wording.js';

/** What stands before a number: "ĐT:", "Tel." */
const LABEL = /^(?:đt|sđt|đtdđ|dđ|điện thoại|di động|hotline|tel|phone|mobile)\s*[.:]?\s*/iu;
/** What may follow it: an extension, and in brackets whose number it is. */
const EXTENSION = /[\s,]*\(?\s*(?:máy lẻ|số lẻ|lẻ|ext(?:ension)?|x|#)\s*[.:]?\s*\d{1,6}\s*\)?$/iu;
const WHOSE = /\s*\([^()]*\p{L}[^()]*\)$/u;
/** Digits with whatever people put between them; a number of the world has at most fifteen. */
const DIGITS = /^\+?[\d\s.()\u2010-\u2013-]+$/u;

/**
 * A telephone number as people write it: +84, spaces, dots, dashes, brackets, an extension; several of them separated
 * by "/", ";" or ",". What was written stays as it is, tidied.
 * @param most greatest length in UTF-16 units
 * @returns null where nothing was written
 * @throws {Refusal} INVALID_INPUT where any part has no number, or is too long
 */
export function phoneWording(field: string, text: string | null, most = 50): string | null {
  const tidy = optionalWording(field, text, most);
  if (tidy === null) return null;
  const parts = partsOf(tidy);
  if (parts.length > 0 && parts.every(isNumber)) return tidy;
  throw invalid(
    field,
    'cần là số điện thoại, ví dụ 0912 345 678 hoặc +84 24 3825 1234; nhiều số thì cách nhau bằng dấu / hoặc ;',
    'needs a telephone number such as 0912 345 678 or +84 24 3825 1234; separate several by / or ;',
  );
}

/** Commas before an extension separate nothing; dashes between spaces do, where each side is a number. */
function partsOf(text: string): string[] {
  const written = text.split(/[/;]|,(?=\s*[+(]?\d)|\s(?:hoặc|và|or|and)\s/iu);
  return written
    .filter((part) => part.trim() !== '')
    .flatMap((part) => {
      const sides = part.split(/\s+[\u2010-\u2013-]\s+/u);
      return sides.length > 1 && sides.every(isNumber) ? sides : [part];
    });
}

function isNumber(part: string): boolean {
  const bare = part.trim().replace(LABEL, '').replace(WHOSE, '').replace(EXTENSION, '').trim();
  const digits = bare.replace(/\D/g, '').length;
  return DIGITS.test(bare) && digits >= 7 && digits <= 15;
}
