import { describe, expect, it } from 'vitest';
import { pastDayFaults, plannedDayFaults, termEndFaults } from '../../server/domain/sane-days.js';

const TODAY = '2026-11-22';
const verdict = (faults: string[]) => (faults.length === 0 ? 'taken' : faults[0]!.split('|')[2]);

describe('the day of a decision', () => {
  it.each([
    ['2018-01-01', 'taken'],
    ['2026-11-22', 'taken'],
    ['2026-11-23', 'must not lie in the future (today is 2026-11-22)'],
    ['9999-12-31', 'must not lie in the future (today is 2026-11-22)'],
    ['2017-12-31', 'must not be before 2018-01-01; check the year'],
    ['0202-01-05', 'must not be before 2018-01-01; check the year'],
  ])('%s: %s', (day, said) => expect(verdict(pastDayFaults('input.on', day, TODAY))).toBe(said));
});

describe('a day that may be planned ahead', () => {
  it.each([
    ['2026-12-31', 'taken'],
    ['2031-11-22', 'taken'],
    ['2031-11-23', 'is too far away, must not be after 2031-11-22; check the year'],
    ['1026-12-31', 'must not be before 2018-01-01; check the year'],
  ])('%s: %s', (day, said) => expect(verdict(plannedDayFaults('input.on', day, TODAY))).toBe(said));
});

describe('a term', () => {
  it.each([
    ['2031-01-09', 'taken'],
    ['2036-01-10', 'taken'],
    ['2036-01-11', 'a term lasts at most 10 years, until 2036-01-10; check the year'],
    ['2126-01-10', 'a term lasts at most 10 years, until 2036-01-10; check the year'],
  ])('from 2026-01-10 to %s: %s', (to, said) =>
    expect(verdict(termEndFaults('input.termTo', '2026-01-10', to))).toBe(said),
  );
});
