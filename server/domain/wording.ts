import { Refusal } from './refusal.js';

/**
 * A text as people typed it, made fit for the record: trimmed, in Unicode NFC, without control characters.
 * Line breaks stay. Direction marks that could disguise a name are refused with the other control characters.
 * @source custom; a record must read the same on every screen and on paper
 */
export function tidyWording(text: string): string | null {
  const tidy = text.normalize('NFC').trim();
  return FORBIDDEN.test(tidy) || /[\uD800-\uDFFF]/.test(tidy.replace(PAIRS, '')) ? null : tidy;
}

/** Control characters but for tab and line breaks, direction marks, and the byte order mark. */
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u;
const PAIRS = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

/**
 * A reason or other text that an act needs.
 * @param field path of the field, for the message
 * @param most greatest length in UTF-16 units
 * @throws {Refusal} REASON_REQUIRED when nothing is left; INVALID_INPUT when too long or with control characters
 * @source R 8.14: exceptions need a reason in the minutes
 */
export function requiredWording(field: string, text: string | null | undefined, most = 2000): string {
  const tidy = tidyWording(text ?? '');
  if (tidy === null) throw invalid(field, 'có ký tự không dùng được', 'has characters that cannot be used');
  if (tidy === '') throw new Refusal('REASON_REQUIRED', { field });
  if (tidy.length > most) throw invalid(field, `dài quá ${most} ký tự`, `is longer than ${most} characters`);
  return tidy;
}

/** As `requiredWording`, but nothing is a lawful answer: null. @source as requiredWording */
export function optionalWording(field: string, text: string | null | undefined, most = 2000): string | null {
  return text === null || text === undefined || text.trim() === ''
    ? null
    : requiredWording(field, text, most);
}

/** INVALID_INPUT for all the faults, each as `field|vi|en`; nothing where there is none. @source issue 2, point 7 */
export function refuseFaults(fields: readonly string[]): void {
  if (fields.length > 0) throw new Refusal('INVALID_INPUT', { fields });
}

/** DUPLICATE for all the fields, each as `field|vi|en` saying what is there already. @source issue 2, point 7 */
export function refuseDuplicates(fields: readonly string[]): void {
  if (fields.length > 0) throw new Refusal('DUPLICATE', { fields });
}

/** A name within the sentence of a fault: in quotation marks, without the sign between its languages. @source custom */
export const quoted = (name: string): string => `“${name.replaceAll('|', '/')}”`;

/** INVALID_INPUT for one field, worded in both languages. @source issue 2, point 7 */
export function invalid(field: string, vi: string, en: string): Refusal {
  return new Refusal('INVALID_INPUT', { fields: [`${field}|${vi}|${en}`] });
}
