import { describe, expect, test } from 'vitest';
import {
  decrees,
  governingDecree,
  lastDayUnder148,
  regimes,
  regimesInForce,
  type DossierKind,
} from '../../server/domain/decrees.js';
import { Refusal } from '../../server/domain/refusal.js';

const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

describe('the decree that governs an evaluation', () => {
  test.each<[rule: string, kind: DossierKind, submitted: string, evaluated: string, regime: string]>([
    ['R 1: the first day of 1048', 'FIRST', '2019-08-21', '2019-08-21', '1048-781'],
    ['R 1.8: Lai Châu 2020 under 1048/781', 'FIRST', '2020-10-01', '2020-12-15', '1048-781'],
    ['R 1.8: Hà Nội 2021 under 1048/781', 'FIRST', '2021-09-01', '2021-11-01', '1048-781'],
    ['R 1.5: the last day before 148', 'FIRST', '2023-01-10', '2023-02-23', '1048-781'],
    ['R 1.5: 148 replaces 1048 and 781', 'FIRST', '2023-02-24', '2023-02-24', '148'],
    ['R 1.5: 148 also for what was handed in before it', 'RE_EVALUATION', '2023-01-10', '2023-02-24', '148'],
    ['R 1.8: Quảng Ngãi 2024 under 148', 'UPGRADE', '2024-03-01', '2024-09-01', '148'],
    ['R 1.5: 1489 amends 148, the cards stay', 'FIRST', '2025-07-06', '2025-08-01', '148'],
    ['R 1.1: the last day before 26/2026', 'FIRST', '2026-05-01', '2026-05-21', '148'],
    ['R 1.1: handed in on the first day of 26/2026', 'FIRST', '2026-05-22', '2026-05-22', '26-2026'],
    [
      'R 1.1: handed in on the first day, evaluated at once',
      'RE_EVALUATION',
      '2026-05-22',
      '2026-06-01',
      '26-2026',
    ],
    ['R 1.1: 26/2026 has no end', 'UPGRADE', '2026-12-01', '2031-01-01', '26-2026'],
    ['R 1.2: first, handed in the day before', 'FIRST', '2026-05-21', '2026-05-22', '148'],
    ['R 1.2: first, on its last day', 'FIRST', '2026-05-21', '2026-07-21', '148'],
    ['R 1.2: upgrade, on its last day', 'UPGRADE', '2026-02-01', '2026-07-21', '148'],
    ['R 1.2: re-evaluation, on its last day', 'RE_EVALUATION', '2026-05-21', '2026-06-21', '148'],
  ])('%s', (_rule, kind, submittedOn, evaluatedOn, regime) => {
    expect(governingDecree({ kind, submittedOn, evaluatedOn })).toBe(regime);
  });

  test.each<
    [rule: string, kind: DossierKind, submitted: string, evaluated: string, reason: string, day: string]
  >([
    ['R 1: no decree yet', 'FIRST', '2019-08-01', '2019-08-20', 'BEFORE_FIRST_DECREE', '2019-08-21'],
    ['R 1.2: first, a day late', 'FIRST', '2026-05-21', '2026-07-22', 'TRANSITION_OVER', '2026-07-21'],
    ['R 1.2: upgrade, a day late', 'UPGRADE', '2026-05-21', '2026-07-22', 'TRANSITION_OVER', '2026-07-21'],
    [
      'R 1.2: re-evaluation, a day late',
      'RE_EVALUATION',
      '2026-05-21',
      '2026-06-22',
      'TRANSITION_OVER',
      '2026-06-21',
    ],
    [
      'R 1.4: evaluated before handed in',
      'FIRST',
      '2026-06-02',
      '2026-06-01',
      'EVALUATED_BEFORE_SUBMITTED',
      '2026-06-02',
    ],
  ])(
    '%s: refused, saying why and which day was missed',
    (_rule, kind, submittedOn, evaluatedOn, reason, day) => {
      let thrown: unknown;
      try {
        governingDecree({ kind, submittedOn, evaluatedOn });
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(Refusal);
      expect(thrown).toMatchObject({
        code: 'CARD_NOT_IN_FORCE',
        details: { reason, day, kind, submittedOn, evaluatedOn },
      });
    },
  );

  test.each(['2026-5-22', '22/05/2026', '2026-02-30', '2026-13-01', ''])(
    'a text that is no day ("%s") is a fault of ours, not a refusal',
    (day) => {
      expect(() => governingDecree({ kind: 'FIRST', submittedOn: day, evaluatedOn: '2026-06-01' })).toThrow(
        RangeError,
      );
      expect(() => regimesInForce(day)).toThrow(RangeError);
    },
  );
});

describe('the decrees as data', () => {
  test.each([
    ['2019-08-20', []],
    ['2023-02-23', ['1048-781']],
    ['2023-02-24', ['148']],
    ['2026-05-21', ['148']],
    ['2026-05-22', ['148', '26-2026']],
    ['2026-07-21', ['148', '26-2026']],
    ['2026-07-22', ['26-2026']],
  ])('R 1.2: two regimes are live at once for two months (%s)', (day, expected) => {
    expect(regimesInForce(day)).toEqual(expected);
  });

  test('R 1.1, 1.2: the last days are 60 and 30 days after 22 May 2026, and 148 lapses with the later one', () => {
    expect(daysBetween('2026-05-22', lastDayUnder148.FIRST)).toBe(60);
    expect(daysBetween('2026-05-22', lastDayUnder148.UPGRADE)).toBe(60);
    expect(daysBetween('2026-05-22', lastDayUnder148.RE_EVALUATION)).toBe(30);
    const lapsing = decrees.filter((decree) => decree.regime === '148').map((decree) => decree.validTo);
    expect(lapsing).toEqual([lastDayUnder148.FIRST, lastDayUnder148.FIRST]);
  });

  test('R 1: a regime begins with its first decree, ends with its last, and amendments name what they amend', () => {
    for (const period of regimes) {
      const own = decrees.filter((decree) => decree.regime === period.regime);
      expect(own[0]).toMatchObject({ validFrom: period.validFrom, amends: null });
      for (const decree of own) expect(decree.validTo).toBe(period.validTo);
      for (const decree of own.slice(1)) expect(decree.amends).toBe(own[0]?.number);
    }
    expect(regimes.map((period) => period.regime)).toEqual(['1048-781', '148', '26-2026']);
  });
});
