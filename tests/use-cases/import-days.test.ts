import { expect, it } from 'vitest';
import { readLine } from '../../server/features/councils/import/read-line.js';

const told = (day: string) =>
  readLine({ line: 2, cells: new Map([['TERM_FROM', day]]) }).faults.map(({ message }) => message.vi);

it.each(['31/02/2026', '29.2.2026', '31-4-2026', '2026-02-30', '12/31/2026'])(
  'of %s in a sheet it is said that there is no such day, for its form is right',
  (day) => expect(told(day)).toEqual(['là ngày không có trong lịch (ngày/tháng/năm)']),
);

it.each(['đầu năm', '5/1/26', '2026'])('of %s in a sheet it is said how a day is written', (day) =>
  expect(told(day)).toEqual(['cần là ngày dạng 31/12/2026']),
);

it('an error of a formula is called one, and a day that there is has no fault', () => {
  expect(told('#REF!')).toEqual(['là lỗi của công thức']);
  expect(told('29/02/2028')).toEqual([]);
});
