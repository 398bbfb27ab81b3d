import { invalid, tidyWording } from '../../domain/wording.js';

/** A name, tidied. @param most greatest length in UTF-16 units @throws {Refusal} INVALID_INPUT when it is none */
export function nameWording(field: string, text: string, most = 200): string {
  const tidy = tidyWording(text);
  if (tidy && tidy.length <= most) return tidy;
  throw invalid(
    field,
    `cần có chữ, không quá ${most} ký tự, không có ký tự điều khiển`,
    `needs a text of at most ${most} characters without control characters`,
  );
}
