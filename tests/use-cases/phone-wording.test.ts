import { describe, expect, it } from 'vitest';
import { phoneWording } from '../../server/features/dossiers/phone-wording.js';
import { refusalOf } from '../domain/refusal-of.js';

describe('a telephone number', () => {
  it.each([
    '0912345678',
    '0912 345 678',
    '0912.345.678',
    '+84 912-345-678',
    '0084 24 3825 1234',
    '(024) 3825 1234',
    '02603.862.345 – máy lẻ 12',
    '024 3825 1234 (máy lẻ 12)',
    '024 3825 1234, ext. 12',
    '024 3825 1234 x12',
    '3862345',
    '1900 6868',
    'ĐT: 0912 345 678',
    '0912 345 678 (chị Hoa)',
    '0912345678/0987654321',
    '0912 345 678; +84 987 654 321',
    '0912 345 678, 0987 654 321',
    '0912345678 - 0987654321',
    '0912 345 678;',
    '0912 345 678 hoặc 0987 654 321',
  ])('is taken as people write it: %s', (text) => expect(phoneWording('input.phone', text)).toBe(text));

  it('is tidied, and may be missing', () => {
    expect(phoneWording('input.phone', '  0912 345 678 ')).toBe('0912 345 678');
    expect(phoneWording('input.phone', ' ')).toBeNull();
    expect(phoneWording('input.phone', null)).toBeNull();
  });

  it.each([
    'không có',
    'hỏi chị Hoa',
    '091',
    '0912 345 67a',
    'chị Hoa 0912 345 678',
    '0912 345 678 / chưa rõ',
    ' / ; ',
    '1234567890123456',
    '-- (..) --',
  ])('is refused at its field: %s', (text) => {
    const { code, details } = refusalOf(() => phoneWording('input.phone', text));
    expect(code).toBe('INVALID_INPUT');
    expect(details.fields).toEqual([expect.stringMatching(/^input\.phone\|cần là số điện thoại.*\|needs a/)]);
  });
});
