import { expect, it } from 'vitest';
import { dayAsWritten } from '../../server/domain/day-as-written.js';

it('a day in a Vietnamese text is written day, month, year', () => {
  expect(dayAsWritten('2026-01-09')).toBe('09/01/2026');
});
