import type { z } from 'zod';
import type { Text } from '../domain/scorecard.js';

/** What is wrong with the shape of a value, for whoever types a scorecard; the part of the sentence after the place. */
export function wordIssue(issue: z.core.$ZodIssue, value: unknown): Text {
  if (typeof value === 'string' && value.trim() === '') return { vi: 'chưa nhập', en: 'is empty' };
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'array'
        ? { vi: `cần ít nhất ${issue.minimum} mục`, en: `needs at least ${issue.minimum}` }
        : { vi: `phải từ ${issue.minimum} trở lên`, en: `must be ${issue.minimum} or more` };
    case 'too_big':
      return { vi: `không được quá ${issue.maximum}`, en: `must be ${issue.maximum} or less` };
    case 'invalid_value': {
      const allowed = issue.values.join(', ');
      return { vi: `phải là một trong: ${allowed}`, en: `must be one of: ${allowed}` };
    }
    case 'invalid_format':
    case 'invalid_key':
      return {
        vi: `"${String(value)}" không đúng dạng mã`,
        en: `"${String(value)}" is not a code of the right form`,
      };
    default:
      return { vi: 'không đúng dạng', en: issue.message };
  }
}
