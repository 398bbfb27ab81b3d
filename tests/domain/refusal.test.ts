import { describe, expect, it } from 'vitest';
import { Refusal, REFUSAL_CODES } from '../../server/domain/refusal.js';

describe('a refusal', () => {
  it('carries its code and what a screen needs to word it', () => {
    const refusal = new Refusal('SHEETS_MISSING', { members: ['m1', 'm2'] });
    expect(refusal).toBeInstanceOf(Error);
    expect([refusal.name, refusal.message, refusal.code]).toEqual([
      'Refusal',
      'SHEETS_MISSING',
      'SHEETS_MISSING',
    ]);
    expect(refusal.details).toEqual({ members: ['m1', 'm2'] });
    expect(new Refusal('NOT_FOUND').details).toEqual({});
  });

  it('has one code for one reason', () => {
    expect(new Set(REFUSAL_CODES).size).toBe(REFUSAL_CODES.length);
  });
});
