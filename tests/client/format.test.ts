import { mount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import StarRow from '../../client/ui/StarRow.vue';
import {
  formatDate,
  formatDateTime,
  formatDaysIn,
  formatDuration,
  formatMean,
  formatNumber,
} from '../../client/ui/format';
import { setLocale } from '../../client/ui/locale';

describe('Numbers, times and stars', () => {
  afterEach(() => setLocale('vi'));

  it('shows a mean as the server cut it, never rounded, with the reader’s decimal sign', () => {
    expect(formatMean({ text: '89,99' })).toBe('89,99');
    expect(formatMean(null)).toBe('—');
    setLocale('en');
    expect(formatMean({ text: '89,99' })).toBe('89.99');
  });

  it('writes numbers with a decimal comma in Vietnamese', () => {
    expect(formatNumber(1234.5)).toBe('1.234,5');
    setLocale('en');
    expect(formatNumber(1234.5)).toBe('1,234.5');
  });

  it('writes days and times as in Vietnam, wherever the screen stands', () => {
    expect(formatDate('2026-11-22')).toBe('22/11/2026');
    expect(formatDateTime('2026-11-22T18:30:00Z')).toBe('23/11/2026 01:30');
    expect(formatDuration(125_000)).toBe('2 phút');
  });

  it('names the month of a day in English, where 05/01 is read as two days', () => {
    setLocale('en');
    expect(formatDate('2026-01-05')).toBe('5 January 2026');
    expect(formatDate(new Date('2026-05-21T18:30:00Z'))).toBe('22 May 2026');
    expect(formatDateTime('2026-11-22T18:30:00Z')).toBe('23 November 2026 01:30');
    expect(formatDaysIn('Must be after 2026-01-05.')).toBe('Must be after 5 January 2026.');
  });

  it('writes the days in a sentence of the server as in Vietnam, and leaves codes and instants alone', () => {
    expect(formatDaysIn('Phải sau ngày tham gia (2026-11-22).')).toBe('Phải sau ngày tham gia (22/11/2026).');
    for (const other of ['bộ OCOP-26-2026-04-12', '2026-11-22T18:30:00Z', 'số 12026-11-22'])
      expect(formatDaysIn(other)).toBe(other);
  });

  it('reads a row of stars aloud', () => {
    const row = mount(StarRow, { props: { stars: 4 } });
    expect(row.attributes('aria-label')).toBe('4 trên 5 sao');
    expect(row.findAll('svg.full')).toHaveLength(4);
    expect(mount(StarRow, { props: { stars: null } }).attributes('aria-label')).toBe('Chưa có hạng sao');
  });
});
