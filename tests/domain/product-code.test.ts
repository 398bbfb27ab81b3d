import { describe, expect, it } from 'vitest';
import { productCode } from '../../server/domain/product-code.js';
import { Refusal } from '../../server/domain/refusal.js';

const TODAY = '2026-11-22';
const REFUSED = {
  code: 'INVALID_INPUT',
  details: {
    fields: [
      'input.code|cần có dạng mã tỉnh-mã xã-số thứ tự-năm đánh giá, ví dụ 01-00004-12-2026; năm từ 2018 đến 2027' +
        '|needs the form province-commune-number-year of evaluation, such as 01-00004-12-2026; the year from 2018 to 2027',
    ],
  },
};

const take = (text: string | null, standing: string | null = null) =>
  productCode('input.code', text, standing, TODAY);
const refusalOf = (text: string, standing: string | null = null) => {
  try {
    return take(text, standing);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { code: error.code, details: error.details };
  }
};

describe('the code of a product', () => {
  it.each([
    ['R 3.5 names province, commune, number and year', '01-00004-12-2026', '01-00004-12-2026'],
    ['R 3.5 keeps leading zeros', '04-01273-003-2026', '04-01273-003-2026'],
    ['R 3.5 may name a district of before July 2025', '01-271-09619-7-2020', '01-271-09619-7-2020'],
    ['R 3.5 may be of the first year of the programme', '01-00004-12-2018', '01-00004-12-2018'],
    ['R 3.5 may be of next year', '01-00004-12-2027', '01-00004-12-2027'],
    ['R 3.5 is tidied of spaces around its hyphens', ' 01 - 00004 -12- 2026 ', '01-00004-12-2026'],
    ['R 3.5 is tidied of en dashes', '01–00004 – 12–2026', '01-00004-12-2026'],
    [
      'R 3.5 is tidied of hyphens that do not break',
      '01\u201100004\u00a0\u2011\u00a012-2026',
      '01-00004-12-2026',
    ],
    ['R 3.5 may not be given yet', '  ', null],
    ['R 3.5 may be missing', null, null],
  ])('%s', (_, text, kept) => expect(take(text)).toBe(kept));

  it.each([
    ['R 3.5 is no exclamation', '!!!'],
    ['R 3.5 is no word', 'abc'],
    ['R 3.5 has no letters for units', 'HN-00004-12-2026'],
    ['R 3.5 has no slashes', '01/00004/12/2026'],
    ['R 3.5 has no em dashes', '01—00004—12—2026'],
    ['R 3.5 has no spaces inside a part', '01-000 04-12-2026'],
    ['R 3.5 has more than three parts', '01-00004-2026'],
    ['R 3.5 has no more than five parts', '01-271-09619-1-7-2020'],
    ['R 3.5 has no empty part', '01--12-2026'],
    ['R 3.5 begins with two digits', '1-00004-12-2026'],
    ['R 3.5 begins with no more than two digits', '001-00004-12-2026'],
    ['R 3.5 numbers products from one', '01-00004-000-2026'],
    ['R 3.5 numbers products of old units from one too', '01-271-09619-0-2020'],
    ['R 3.5 is not older than the programme', '01-00004-12-2017'],
    ['R 3.5 is not of the year after next', '01-00004-12-2028'],
    ['R 3.5 has a year of four digits', '01-00004-12-26'],
    ['R 3.5 has a year that is written with four digits only', '01-00004-12-02026'],
    ['R 3.5 has digits as keyboards write them', '０１-00004-12-2026'],
  ])('%s', (_, text) => expect(refusalOf(text)).toEqual(REFUSED));

  it.each([
    ['R 3.5 stays where another code stands in the record', 'HB-01', 'HB-01', 'HB-01'],
    [
      'R 3.5 stays to the letter',
      '01 – 00004 – 12 – 2020',
      '01 – 00004 – 12 – 2020',
      '01 – 00004 – 12 – 2020',
    ],
    ['R 3.5 may be taken off where another code stood', 'HB-01', '', null],
    ['R 3.5 takes the place of another code', 'HB-01', '01-00004-12-2026', '01-00004-12-2026'],
  ])('%s', (_, standing, text, kept) => expect(take(text, standing)).toBe(kept));

  it('R 3.5 must be of the form as soon as another code is changed', () =>
    expect(refusalOf('HB-02', 'HB-01')).toEqual(REFUSED));
});
