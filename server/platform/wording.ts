import { ValidateBy } from 'class-validator';
import { tidyWording } from '../domain/wording.js';

/**
 * A text field of an input: not empty, not longer than `most` UTF-16 units, no control characters.
 * Nothing at all is accepted where the field itself is nullable.
 */
export function Wording(most = 200): PropertyDecorator {
  return ValidateBy({
    name: 'wording',
    validator: {
      validate: (value: unknown) => {
        const tidy = typeof value === 'string' ? tidyWording(value) : null;
        return tidy !== null && tidy !== '' && tidy.length <= most;
      },
      defaultMessage: () =>
        `cần có chữ, không quá ${most} ký tự, không có ký tự điều khiển|needs a text of at most ${most} characters without control characters`,
    },
  });
}

/** A text field that may also be the empty string. */
export function OptionalWording(most = 2000): PropertyDecorator {
  return ValidateBy({
    name: 'optionalWording',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isWording(value, most),
      defaultMessage: () =>
        `không quá ${most} ký tự, không có ký tự điều khiển|at most ${most} characters, no control characters`,
    },
  });
}

/** A whole number within limits. */
export function Whole(least: number, most: number): PropertyDecorator {
  return ValidateBy({
    name: 'whole',
    validator: {
      validate: (value: unknown) =>
        Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
      defaultMessage: () =>
        `cần là số nguyên từ ${least} đến ${most}|needs a whole number from ${least} to ${most}`,
    },
  });
}

/** A list that is not endless. */
export function AtMost(most: number): PropertyDecorator {
  return ValidateBy({
    name: 'atMost',
    validator: {
      validate: (value: unknown) => Array.isArray(value) && value.length <= most,
      defaultMessage: () => `không quá ${most} mục|at most ${most} entries`,
    },
  });
}

/** A list of texts, each of which may be the empty string. */
export function Wordings(most: number, mostEach = 2000): PropertyDecorator {
  return ValidateBy({
    name: 'wordings',
    validator: {
      validate: (value: unknown) =>
        Array.isArray(value) &&
        value.length <= most &&
        value.every((one) => typeof one === 'string' && isWording(one, mostEach)),
      defaultMessage: () =>
        `không quá ${most} mục, mỗi mục không quá ${mostEach} ký tự, không có ký tự điều khiển|at most ${most} entries of at most ${mostEach} characters, no control characters`,
    },
  });
}

/** An identifier as the API gives them out. */
export function Identifier(): PropertyDecorator {
  return ValidateBy({
    name: 'identifier',
    validator: {
      validate: (value: unknown) => isIdentifier(value),
      defaultMessage: () => 'không phải mã định danh|is not an identifier',
    },
  });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isIdentifier = (value: unknown): value is string =>
  typeof value === 'string' && UUID.test(value);

function isWording(value: string, most: number): boolean {
  const tidy = tidyWording(value);
  return tidy !== null && tidy.length <= most;
}
