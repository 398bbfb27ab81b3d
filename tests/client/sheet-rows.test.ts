import { describe, expect, it } from 'vitest';
import {
  earlierAttempts,
  sheetRows,
  submittedSheets,
  type Card,
  type Sheet,
} from '../../client/features/chair/sheet-rows';

const level = (position: number, points: number) => ({
  position,
  points,
  label: { vi: `mức ${points}`, en: `level ${points}` },
});
const card: Card = {
  __typename: 'CriteriaSet',
  code: '26-2026-04',
  title: { vi: 'Mật ong', en: 'Honey' },
  parts: [
    {
      code: 'A',
      title: { vi: 'Phần A', en: 'Part A' },
      maxPoints: 40,
      sections: [
        {
          code: '1',
          title: { vi: 'Mục 1', en: 'Section 1' },
          criteria: [
            {
              code: '1.1',
              title: { vi: 'Nguồn gốc', en: 'Origin' },
              maxPoints: 3,
              levels: [level(0, 1), level(1, 3)],
            },
            { code: '1.2', title: { vi: 'Lao động', en: 'Labour' }, maxPoints: 2, levels: [level(0, 2)] },
          ],
        },
      ],
    },
  ],
  starMinimums: [
    { stars: 5, criterion: '1.1', minPoints: 3 },
    { stars: 4, criterion: '1.1', minPoints: 2 },
  ],
} as Card;
const mark = (criterion: string, points: number, levels: number[]) =>
  ({
    criterion,
    choice: levels.length ? 'LEVELS' : 'NONE',
    levels,
    points,
    remark: null,
  }) as Sheet['marks'][number];
const sheet = (id: string, marks: Sheet['marks'], changes: Partial<Sheet> = {}): Sheet =>
  ({
    __typename: 'ScoreSheet',
    id,
    memberId: id,
    memberLabel: id,
    state: 'SUBMITTED',
    attempt: 1,
    version: 3,
    total: 4,
    parts: [],
    opinion: null,
    submittedAt: null,
    receipt: null,
    marks,
    attempts: [],
    ...changes,
  }) as Sheet;
const attempt = (number: number, marks: Sheet['marks'], withdrawnAt: string | null = null) =>
  ({
    attempt: number,
    submittedAt: '',
    withdrawnAt,
    returnedReason: 'lệch',
    total: 3,
    receipt: 'A',
    marks,
  }) as Sheet['attempts'][number];

describe('Sheets side by side', () => {
  const second = sheet('b', [mark('1.1', 1, [0])], {
    attempt: 2,
    attempts: [
      attempt(2, [mark('1.1', 1, [0])]),
      attempt(1, [mark('1.1', 3, [1])]),
      attempt(1, [], '2026-11-22'),
    ],
  });
  const [part] = sheetRows(card, [sheet('a', [mark('1.1', 3, [1]), mark('1.2', 0, [])]), second]);
  const [origin, labour] = part!.rows;

  it('mark the rows that carry a star minimum, lowest class first', () => {
    expect(origin!.minimums).toEqual([
      { stars: 4, points: 2 },
      { stars: 5, points: 3 },
    ]);
    expect(labour!.minimums).toEqual([]);
  });

  it('mark whoever is below the lowest minimum, and nobody where there is none', () => {
    expect(origin!.cells.map(({ below }) => below)).toEqual([false, true]);
    expect(labour!.cells.map(({ below }) => below)).toEqual([false, false]);
  });

  it('tell an explicit 0 from a criterion not scored', () => {
    expect(labour!.cells.map(({ points }) => points)).toEqual([0, null]);
    expect(labour!.apart).toBe(false);
    expect(origin!.apart).toBe(true);
  });

  it('put earlier attempts beside the last, without those that were withdrawn', () => {
    expect(earlierAttempts(second).map((each) => each.attempt)).toEqual([1]);
    expect(origin!.cells[1]!.earlier).toEqual([3]);
  });

  it('stand in the order of the council', () => {
    const given = ['c', 'a', 'x', 'b'].map((id) => sheet(id, []));
    expect(submittedSheets(given, ['a', 'b', 'c']).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'x']);
  });

  it('leave out who never submitted, but not whoever is scoring again', () => {
    const drafts = [
      sheet('c', [], { state: 'DRAFT' }),
      sheet('d', [], { state: 'RETURNED', attempts: [attempt(1, [])] }),
    ];
    expect(submittedSheets(drafts).map(({ id }) => id)).toEqual(['d']);
  });
});
