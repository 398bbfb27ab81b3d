import { describe, expect, it } from 'vitest';
import {
  checkConclusion,
  type ConcludingMember,
  type ConclusionCase,
} from '../../server/domain/conclusion.js';
import { DEFAULT_REGULATION } from '../../server/domain/regulation.js';
import type { RefusalCode } from '../../server/domain/refusal.js';
import { refusalOf } from './refusal-of.js';

const voter = (
  memberId: string,
  points: number,
  change: Partial<ConcludingMember> = {},
): ConcludingMember => ({
  memberId,
  voting: true,
  present: true,
  sheet: 'SUBMITTED',
  submitted: { attempt: 1, points },
  absenceReason: null,
  ...change,
});
const nothing = { submitted: null } as const;
const away = { present: false, sheet: 'ABSENT', submitted: null, absenceReason: 'Đi công tác' } as const;

/** Four members, all submitted, 78 to 84 points; the changes make the case. */
const given = (
  members: readonly ConcludingMember[] = [voter('a', 80), voter('b', 84), voter('c', 78), voter('d', 81)],
  change: Partial<ConclusionCase> = {},
): ConclusionCase => ({
  regulation: DEFAULT_REGULATION,
  members,
  presiding: 'a',
  openFindings: [],
  attempt: 1,
  deviationReason: null,
  ...change,
});

const three = [voter('a', 80), voter('b', 84), voter('c', 78)];

describe('the chair may conclude', () => {
  it('R 8.6 when every member has submitted: all are in the mean', () => {
    const { counted, outside, deviation, settledBy } = checkConclusion(given());
    expect(counted.map(({ memberId, points }) => [memberId, points])).toEqual([
      ['a', 80],
      ['b', 84],
      ['c', 78],
      ['d', 81],
    ]);
    expect([outside, deviation, settledBy]).toEqual([[], 6, 'WITHIN_LIMIT']);
  });

  it('R 8.14 without an absent member whose reason is recorded', () => {
    const result = checkConclusion(given([...three, voter('d', 0, away)]));
    expect(result.counted).toHaveLength(3);
    expect(result.outside).toEqual([{ memberId: 'd', why: 'ABSENT' }]);
  });

  it('R 8.14 without a member who never came and whose sheet is still empty, the reason being recorded', () => {
    const member = voter('d', 0, { ...away, sheet: 'EMPTY' });
    expect(checkConclusion(given([...three, member])).outside).toEqual([{ memberId: 'd', why: 'ABSENT' }]);
  });

  it('R 13 with a recused member present for the quorum and outside the mean', () => {
    const recused = voter('d', 20, { sheet: 'RECUSED' });
    const { counted, outside } = checkConclusion(
      given([...three, recused], { regulation: { ...DEFAULT_REGULATION, quorumNum: 1, quorumDen: 1 } }),
    );
    expect(counted.map(({ memberId }) => memberId)).toEqual(['a', 'b', 'c']);
    expect(outside).toEqual([{ memberId: 'd', why: 'RECUSED' }]);
  });

  it('R 13 whatever a member without a vote has done', () => {
    const guest = voter('guest', 5, { voting: false, present: false, sheet: 'EMPTY', submitted: null });
    const { counted, outside } = checkConclusion(given([...three, guest]));
    expect([counted.length, outside]).toEqual([3, []]);
  });

  it('R 8.14 with the sheet of a member who submitted and then left', () => {
    const left = voter('d', 81, { present: false });
    expect(checkConclusion(given([...three, left])).counted.map(({ memberId }) => memberId)).toContain('d');
  });

  it('R 13 with the last submitted attempt of a member who left during the re-scoring', () => {
    const left = voter('d', 81, { present: false, sheet: 'ABSENT', absenceReason: 'Có việc gấp' });
    const again = three.map((member) => ({ ...member, submitted: { attempt: 2, points: 80 } }));
    const { counted, outside } = checkConclusion(given([...again, left], { attempt: 2 }));
    expect(counted.map(({ memberId, attempt }) => `${memberId}${attempt}`)).toEqual(['a2', 'b2', 'c2', 'd1']);
    expect(outside).toEqual([]);
  });

  it('R 8.4 without anyone presiding, where the regulation does not ask for it', () => {
    const regulation = { ...DEFAULT_REGULATION, presidingRequired: false };
    expect(checkConclusion(given(undefined, { presiding: null, regulation })).counted).toHaveLength(4);
  });
});

describe('the chair may not conclude', () => {
  const cases: [string, RefusalCode, ConclusionCase, object][] = [
    [
      'R 8.4 without a quorum',
      'NO_QUORUM',
      given([voter('a', 80), voter('b', 80), voter('c', 0, away), voter('d', 0, away)]),
      { required: 3, present: 2, appointed: 4 },
    ],
    ['R 8.4 with no voting member at all', 'NO_QUORUM', given([]), { required: 1, present: 0, appointed: 0 }],
    ['R 8.4 with nobody presiding', 'NOBODY_PRESIDES', given(undefined, { presiding: null }), {}],
    [
      'R 4.24 over a finding not yet settled',
      'FINDINGS_OPEN',
      given(undefined, { openFindings: ['f1', 'f2'] }),
      { findings: ['f1', 'f2'] },
    ],
    [
      'R 13 over unfinished sheets of present members, who are named',
      'SHEETS_MISSING',
      given([
        voter('a', 80),
        voter('b', 0, { sheet: 'DRAFT', ...nothing }),
        voter('c', 0, { sheet: 'EMPTY', ...nothing }),
        voter('d', 70, { sheet: 'RETURNED' }),
      ]),
      { members: ['b', 'c', 'd'] },
    ],
    [
      'R 8.14 over an absence without a reason',
      'REASON_REQUIRED',
      given([...three, voter('d', 0, { ...away, absenceReason: ' ' })]),
      { field: 'absenceReason', members: ['d'] },
    ],
    [
      'R 8.14 where every member is recused',
      'NO_SHEET_COUNTS',
      given(three.map((member) => ({ ...member, sheet: 'RECUSED' as const }))),
      {},
    ],
    [
      'R 8.5 with totals 11 points apart, and the widest members are named',
      'DEVIATION_UNRESOLVED',
      given([voter('a', 80), voter('b', 85), voter('c', 74), voter('d', 85)]),
      { deviation: 11, limit: 10, attempt: 1, members: ['c', 'b', 'd'] },
    ],
  ];
  it.each(cases)('%s', (_, code, ask, details) => {
    const refusal = refusalOf(() => checkConclusion(ask));
    expect(refusal.code).toBe(code);
    expect(refusal.details).toMatchObject(details);
  });

  it('a submitted sheet without its attempt is a fault', () => {
    expect(() => checkConclusion(given([...three, voter('d', 0, nothing)]))).toThrow(RangeError);
  });
});

describe('a deviation', () => {
  const totals = (low: number, high: number) => [voter('a', low), voter('b', high), voter('c', high)];
  const ask = (
    high: number,
    attempt: number,
    deviationReason: string | null,
    afterDeviation: 'RESCORE' | 'RESCORE_OR_REASON',
  ) =>
    given(totals(70, high), {
      attempt,
      deviationReason,
      regulation: { ...DEFAULT_REGULATION, afterDeviation },
    });

  it.each<[string, ReturnType<typeof ask>, string]>([
    ['R 8.5 of exactly 10 is within the limit', ask(80, 1, null, 'RESCORE_OR_REASON'), 'WITHIN_LIMIT'],
    ['R 8.5 brought within the limit by re-scoring is settled', ask(80, 2, null, 'RESCORE'), 'RESCORED'],
    ['R 8.5 with a written reason is settled', ask(95, 1, 'Đã thảo luận', 'RESCORE_OR_REASON'), 'REASON'],
    [
      'R 8.5 with a reason after re-scoring is settled',
      ask(95, 2, 'Đã thảo luận', 'RESCORE_OR_REASON'),
      'REASON',
    ],
    ['R 8.5 under RESCORE, with both, is settled', ask(95, 2, 'Vẫn khác quan điểm', 'RESCORE'), 'REASON'],
  ])('%s', (_, given, settledBy) => {
    expect(checkConclusion(given).settledBy).toBe(settledBy);
  });

  it.each<[string, ReturnType<typeof ask>]>([
    ['R 8.5 above the limit without a reason is open', ask(81, 1, null, 'RESCORE_OR_REASON')],
    [
      'R 8.5 still above it after re-scoring, without a reason, is open',
      ask(81, 2, null, 'RESCORE_OR_REASON'),
    ],
    ['R 8.5 with a blank reason is open', ask(81, 1, ' \n', 'RESCORE_OR_REASON')],
    ['R 8.5 under RESCORE, with a reason and no re-scoring, is open', ask(81, 1, 'Đã thảo luận', 'RESCORE')],
    ['R 8.5 under RESCORE, re-scored and without a reason, is open', ask(81, 3, null, 'RESCORE')],
  ])('%s', (_, given) => {
    expect(refusalOf(() => checkConclusion(given)).code).toBe('DEVIATION_UNRESOLVED');
  });

  it('R 8.5 of a recused member is nobody’s concern', () => {
    const members = [...totals(70, 75), voter('d', 5, { sheet: 'RECUSED' })];
    expect(checkConclusion(given(members)).deviation).toBe(5);
  });
});
