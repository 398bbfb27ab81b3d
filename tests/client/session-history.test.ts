import { afterEach, describe, expect, it } from 'vitest';
import { LEDGER_ACTS } from '../../server/platform/ledger-acts';
import { filterFromQuery, isFiltering, queryFromFilter } from '../../client/features/history/history-filter';
import { messages } from '../../client/features/history/messages';
import { wordsIn } from '../../client/i18n';
import {
  wordAct,
  wordActor,
  wordDetails,
  wordReason,
  type HistoryEntry,
  type Say,
} from '../../client/features/history/word-entry';
import { locale } from '../../client/ui/locale';

const actNames = LEDGER_ACTS.map((act) =>
  act.replace(/[A-Z]/g, '_$&').toUpperCase(),
) as HistoryEntry['act'][];

/** Speaks as the page does; a key without a sentence is a fault and not shown as itself. */
function speaking(language: 'vi' | 'en'): Say {
  const say = wordsIn(language, messages);
  return (key, named) => {
    const sentence = say(key, named);
    if (sentence === key) throw new Error(`no sentence for ${key}`);
    return sentence;
  };
}

const member = (name: string, change: Partial<HistoryEntry['members'][number]> = {}) =>
  ({ memberId: name, name, wasPresent: null, present: null, reason: null, ...change }) as const;
const entry = (change: Partial<HistoryEntry>): HistoryEntry => ({
  id: 's:1',
  at: '2026-11-22T02:41:07.000Z',
  act: 'OPEN_SESSION',
  actor: { kind: 'MEMBER', name: 'Bà Hoa', memberId: 'hoa' },
  dossiers: [],
  members: [],
  attempt: null,
  reopened: false,
  fromPhase: null,
  condition: null,
  findingOutcome: null,
  starClass: null,
  reason: null,
  fixList: null,
  changes: [],
  ...change,
});
const upon = (act: HistoryEntry['act'], change: Partial<HistoryEntry> = {}) =>
  entry({ act, dossiers: [{ evaluationId: 'e', productName: 'Trà sen' }], ...change });

afterEach(() => (locale.value = 'vi'));

describe.each(['vi', 'en'] as const)('every act the record can hold, in %s', (language) => {
  const t = speaking(language);

  it.each(actNames)('%s has a sentence of its own', (act) => {
    const full = upon(act, {
      members: [member('Ông An'), member('Bà Bình')],
      fromPhase: 'SCORING',
      findingOutcome: 'STOPPED',
    });
    const said = wordAct(full, t);
    expect(said.length).toBeGreaterThan(8);
    expect(said).not.toMatch(/[{}]|undefined|acts\./);
    const others = actNames
      .filter((other) => other !== act)
      .map((other) => wordAct({ ...full, act: other }, t));
    expect(others).toHaveLength(LEDGER_ACTS.length - 1);
    expect(others).not.toContain(said);
  });

  it('no sentence is kept for an act that cannot be', () => {
    expect(Object.keys(messages[language].acts).sort()).toEqual([...actNames].sort());
  });
});

describe('the sentence of an act', () => {
  const t = speaking('vi');

  it.each([
    [upon('OPEN_SCORING', { reopened: true }), 'Mở lại chấm điểm “Trà sen”'],
    [upon('SUBMIT_SHEET', { attempt: 1 }), 'Nộp phiếu chấm “Trà sen”'],
    [upon('SUBMIT_SHEET', { attempt: 3 }), 'Nộp phiếu của “Trà sen” trong lần chấm lại thứ 2'],
    [upon('RETURN_SHEETS', { attempt: 2 }), 'Yêu cầu chấm lại “Trà sen”, lần 1'],
    [upon('CONCLUDE'), 'Kết luận về “Trà sen”'],
    [upon('RELEASE', { starClass: 4 }), 'Công bố “Trà sen”: 4 sao'],
    [upon('RECUSE', { members: [member('hoa')] }), 'Xin không tham gia đánh giá “Trà sen”'],
    [upon('RECUSE', { members: [member('Ông An')] }), 'Ghi Ông An không tham gia đánh giá “Trà sen”'],
    [
      upon('WITHDRAW_RECUSAL', { members: [member('Ông An')] }),
      'Bỏ ghi nhận không tham gia: Ông An lại tham gia đánh giá “Trà sen”',
    ],
    [upon('CONFIRM_STOP', { findingOutcome: 'DISMISSED' }), 'Xử lý báo cáo về “Trà sen”: không chấp nhận'],
    [entry({ act: 'MARK_ATTENDANCE', members: [member('Ông An', { present: false })] }), 'Ghi Ông An vắng'],
    [entry({ act: 'REMOVE_FROM_AGENDA' }), 'Bỏ một hồ sơ khỏi chương trình'],
  ])('says %#: $1', (given, said) => {
    expect(wordAct(given, t)).toBe(said);
  });

  it('tells of a roll call who is away and who came or went, and lists nobody who was simply there', () => {
    const roll = entry({
      act: 'MARK_ATTENDANCE',
      members: [
        member('Ông An', { present: true }),
        member('Bà Bình', { present: false, reason: 'Ốm' }),
        member('Ông Cường', { wasPresent: false, present: true }),
        member('Bà Dung', { wasPresent: true, present: false, reason: 'Họp' }),
      ],
    });
    expect(wordAct(roll, t)).toBe('Điểm danh: 2 có mặt, 2 vắng');
    expect(wordDetails(roll, t)).toEqual([
      'Bà Bình: vắng (Ốm)',
      'Ông Cường: vắng → có mặt',
      'Bà Dung: có mặt → vắng (Họp)',
    ]);
  });

  it('says of one member who was called what he was before, and why he is away beside it', () => {
    const said = (change: Partial<HistoryEntry['members'][number]>) => {
      const called = entry({ act: 'MARK_ATTENDANCE', members: [member('Ông An', change)] });
      return [wordAct(called, t), ...wordDetails(called, t), wordReason(called)];
    };
    const away = { wasPresent: true, present: false, reason: 'Ốm' };
    expect(said(away)).toEqual(['Ghi Ông An vắng', 'Trước đó: có mặt', 'Ốm']);
    expect(said({ present: true })).toEqual(['Ghi Ông An có mặt', '']);
    expect(wordReason(entry({ act: 'SUSPEND_SESSION', reason: 'Nghỉ trưa' }))).toBe('Nghỉ trưa');
  });

  it('tells what of a member was changed, as people write it', () => {
    const changed = entry({
      act: 'CHANGE_MEMBER',
      members: [member('Ông An')],
      changes: [
        { field: 'ROLE', before: 'MEMBER', after: 'VICE_CHAIR' },
        { field: 'VOTING', before: 'false', after: 'true' },
        { field: 'MEMBER_TO', before: '2026-11-20', after: null },
        { field: 'ACCOUNT_ID', before: null, after: null },
      ],
    });
    expect(wordDetails(changed, t)).toEqual([
      'vai trò: Ủy viên → Phó Chủ tịch',
      'được chấm điểm: không → có',
      'ngày cuối tham gia: 20/11/2026 → để trống',
      'Đã đổi tài khoản',
    ]);
    const left = entry({
      act: 'RETIRE_MEMBER',
      changes: [{ field: 'MEMBER_TO', before: null, after: '2026-11-20' }],
    });
    expect(wordDetails(left, t)).toEqual(['ngày cuối tham gia: 20/11/2026']);
  });

  it.each([
    [{ kind: 'MEMBER', name: 'Bà Hoa', memberId: 'hoa' }, 'Bà Hoa'],
    [{ kind: 'MEMBER', name: null, memberId: 'x' }, 'thành viên đã bỏ khỏi danh sách'],
    [{ kind: 'ADMINISTRATOR', name: 'Lê Minh', memberId: null }, 'Lê Minh (tài khoản quản trị)'],
    [{ kind: 'ADMINISTRATOR', name: null, memberId: null }, 'Tài khoản quản trị'],
    [{ kind: 'IMPORT', name: null, memberId: null }, 'Nhập từ bảng tính'],
  ] as const)('names who did it: %o', (actor, said) => {
    expect(wordActor(actor, t)).toBe(said);
  });
});

describe('the filter in the address', () => {
  const id = '0b54f9a4-7d3c-4f6e-9a53-6f0f6ad1a001';

  it('is read as it was written, and leaves out what it does not know', () => {
    const filter = { evaluationId: id, memberId: null, groups: ['SCORING' as const] };
    expect(filterFromQuery(queryFromFilter(filter))).toEqual(filter);
    const odd = { 'ho-so': 'x', nguoi: ['a'], viec: 'ALL' };
    expect(filterFromQuery(odd)).toEqual({ evaluationId: null, memberId: null, groups: null });
    expect(isFiltering(filterFromQuery(odd))).toBe(false);
    expect(isFiltering(filter)).toBe(true);
  });
});
