import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import ConductBoard from '../../client/features/chair/ConductBoard.vue';
import { noteFound, noteLost } from '../../client/live/connection';
import type { Board } from '../../client/live/useLiveBoard';
import {
  board,
  item,
  mean,
  obstacle,
  provisional,
  released,
  scoringItem,
  seat,
} from './boards/council-board';
import { readOut } from './boards/read-out';
import { mountAt } from './support/mounting';
import { refused, Replies } from './support/replies';

let wrapper: VueWrapper;
const show = async (given: Board, props: Record<string, unknown> = {}) => {
  const mounted = await mountAt(ConductBoard, '/', {
    board: given,
    role: 'CHAIR',
    memberId: 'm1',
    scores: true,
    admin: true,
    ...props,
  });
  return (wrapper = mounted.wrapper as VueWrapper);
};
const button = (label: string) =>
  wrapper.findAll('button').find((each) => each.text() === label || each.text().startsWith(label));
const press = async (label: string) => {
  await button(label)!.trigger('click');
  await flushPromises();
};
/** The confirming button stands in the open dialog, last. */
const confirm = async () => {
  await wrapper.get('dialog[open] .dialog-actions button:last-child').trigger('click');
  await flushPromises();
};
const text = () => readOut(wrapper.element);
const scoring = (changes = {}) =>
  board({ onTable: 'e4', agenda: [scoringItem(changes), item(5, 'WAITING')] });
/** Nothing is recorded of anybody yet. */
const firstCall = () => {
  const given = scoring();
  const members = given.members!.map((member) => ({ ...member, present: false, absenceReason: null }));
  return { ...given, members };
};
const taken = (field: string) => ({ [field]: { __typename: 'SessionBoard', id: 's1', revision: 2 } });

describe('The conducting screen', () => {
  beforeEach(() => void new Replies());
  afterEach(() => wrapper.unmount());

  it('takes "not sent" away again when the connection is back', async () => {
    new Replies({ OpenScoring: () => Promise.reject(new TypeError('Failed to fetch')) });
    await show(board({ onTable: 'e4', agenda: [item(4, 'PRESENTING')] }));
    await press('Mở chấm điểm');
    expect(text()).toContain('Không có gì bị thay đổi');
    noteLost('requests');
    await flushPromises();
    expect(text()).toContain('Không có gì bị thay đổi');
    noteFound('requests');
    await flushPromises();
    expect(text()).not.toContain('Không có gì bị thay đổi');
  });

  it('says who is present and that the quorum is met, as the council says it', async () => {
    await show(scoring());
    expect(text()).toContain('Có mặt 11/13 · đủ túc số (cần 10, Chủ tịch có mặt)');
  });

  it('leads chair and secretary to the seat cards while the session is not closed, and nobody else', async () => {
    const link = () =>
      wrapper.findAll('nav a').find((each) => each.attributes('href') === '/ky-hop/s1/the-ghe');
    await show(scoring(), { admin: false, role: 'SECRETARY' });
    expect(link()?.text()).toBe('In thẻ ghế');
    await wrapper.setProps({ board: { ...scoring(), phase: 'CLOSED' } });
    expect(link()).toBeUndefined();
    // A vice-chair who acts for one dossier only.
    await wrapper.setProps({ board: { ...scoring(), cohort: 'MEMBER' } });
    expect(link()).toBeUndefined();
  });

  it('says nothing of who is here now where it shows a dossier that is done', async () => {
    const table = () => wrapper.findAll('[aria-label="Tình hình các ủy viên"], table').length;
    await show(scoring());
    expect(table()).toBeGreaterThan(0);
    expect(text()).toContain('đang kết nối');
    await wrapper.setProps({ board: board({ phase: 'CLOSED', agenda: [released(1, 4, 923)] }) });
    expect(text()).toContain('Kết quả đã công bố');
    expect(table()).toBe(0);
    expect(text()).not.toContain('đang kết nối');
  });

  it.each([
    [
      { present: 9, met: false, presidingLabel: null },
      'Có mặt 9/13 · chưa đủ túc số (cần 10, chưa có người chủ trì)',
    ],
    [
      { presidingLabel: 'Giám đốc Sở', presidingIsActing: true },
      '(cần 10, Giám đốc Sở thay Chủ tịch chủ trì)',
    ],
  ])('words the quorum %j', async (changes, words) => {
    await show(board({ quorum: { ...board().quorum, ...changes }, agenda: [item(4, 'WAITING')] }));
    expect(text()).toContain(words);
  });

  it('always shows what the running mean is taken from', async () => {
    await show(scoring());
    expect(text()).toContain('69,57 từ 7/10 phiếu');
    expect(text()).toContain('28,00 /40 70% điểm tối đa, mức trung bình · từ 7/10 phiếu');
    expect(text()).toContain('Còn thiếu 0,43 điểm để lên 4 sao.');
  });

  it('names the minimum that fails and by whose marks', async () => {
    await show(scoring());
    expect(text()).toContain('5.1 Câu chuyện sản phẩm 4 sao cần ít nhất 5 điểm, trung bình đang là 4,28');
    expect(text()).toContain('Dưới mức: Phó Giám đốc Sở Công Thương; Phó Giám đốc Sở Y tế');
  });

  it('names the spread, the pair that makes it, and what the regulation asks', async () => {
    await show(scoring());
    expect(text()).toContain('Chênh lệch 14 điểm, quá mức cho phép 10 điểm.');
    expect(text()).toContain('Cao nhất: Phó Chủ tịch UBND tỉnh');
    expect(text()).toContain('Thấp nhất: Phó Giám đốc Sở Công Thương');
    expect(text()).toContain('Hội đồng thảo luận và chấm lại trước khi kết luận');
  });

  it('does not alarm over a spread at the limit', async () => {
    const within = { spread: 10, limit: 10, exceeded: false, highest: ['m1'], lowest: ['m3'] };
    await show(scoring({ provisional: provisional({ deviation: within }) }));
    expect(text()).toContain('Chênh lệch 10 điểm, trong mức cho phép (10).');
    expect(text()).not.toContain('chấm lại trước khi kết luận');
  });

  it('says why figures are hidden instead of leaving them out', async () => {
    const seats = scoringItem().seats!.map((each) => ({ ...each, total: null, parts: null }));
    const blind = scoring({ seats, provisional: null });
    await show({ ...blind, regulation: { ...blind.regulation, blindAverages: true } });
    expect(text()).toContain('Quy chế của Hội đồng không cho xem điểm khi đang chấm');
  });

  it('shows a secretary why only the chair sees averages', async () => {
    const given = scoring({ provisional: null });
    const regulation = { ...given.regulation, averagesVisibleTo: 'CHAIR' as const };
    await show({ ...given, regulation }, { role: 'SECRETARY' });
    expect(text()).toContain('chỉ cho Chủ tịch xem điểm trung bình');
  });

  it('tells who is marking, offline, holding marks on the device or recused', async () => {
    vi.setSystemTime(new Date('2026-11-22T02:02:30Z'));
    await show(scoring());
    expect(text()).toContain('đang chấm 8/32 3 mục còn trên máy mất kết nối 2 phút');
    expect(text()).toContain('không tham gia chấm Là người nhà của chủ thể');
    expect(text()).toContain('7/10 đã nộp');
    vi.useRealTimers();
  });

  it('says of whoever did not hand in, once scoring is closed, that he did not: nobody marks any more', async () => {
    await show(scoring({ phase: 'REVIEWING' }));
    expect(text()).toContain('chưa nộp 8/32');
    expect(text()).toContain('3 chưa nộp 7/10 đã nộp');
    expect(text()).not.toContain('đang chấm 8/32');
  });

  it('awaits nobody’s sheet of a dossier that was excluded, and names what became of it', async () => {
    const seats = scoringItem().seats!.map((each) => ({ ...each, state: 'DRAFT' as const }));
    const result = {
      ...released(4, 3, 700).result!,
      outcome: 'REJECTED' as const,
      releasedAt: null,
      mean: null,
    };
    await show(scoring({ phase: 'STOPPED', seats, result, provisional: null }));
    expect(text()).toContain('thôi chấm');
    expect(text()).not.toMatch(/chưa nộp|đang chấm/);
    expect(button('Mở các phiếu đã nộp')).toBeUndefined();
    expect(wrapper.get('header.item .phase').text()).not.toContain('dừng đánh giá');
  });

  it('says once that the points are there and the minimums are not', async () => {
    const next = { stars: 4, shortBy: null, missingMinimums: ['5.1'] };
    await show(scoring({ provisional: provisional({ bandClass: 4, starClass: 3, next }) }));
    expect(text()).toContain('Điểm đạt mức 4 sao, nhưng yêu cầu tối thiểu chỉ cho xếp hạng 3 sao.');
    expect(text()).not.toContain('Đủ điểm lên 4 sao');
  });

  it('shows how far apart the members are where it asks why to conclude all the same', async () => {
    const obstacles = [obstacle('DEVIATION_UNRESOLVED', 'Còn chênh lệch.')];
    const given = scoring({ phase: 'REVIEWING', provisional: provisional({ obstacles }) });
    await show({ ...given, regulation: { ...given.regulation, afterDeviation: 'RESCORE_OR_REASON' } });
    await press('Kết luận');
    expect(readOut(wrapper.get('dialog[open]').element)).toContain(
      'Chênh lệch 14 điểm, quá mức cho phép 10 điểm.',
    );
  });

  it('does not close scoring over missing sheets before the chair has seen whose they are', async () => {
    const replies = new Replies({ CloseScoring: () => taken('closeScoring') });
    await show(scoring());
    await press('Kết thúc chấm điểm');
    expect(replies.sentOf('CloseScoring')).toEqual([]);
    expect(text()).toContain(
      'Chưa nộp phiếu: Phó Chủ tịch Hội Nông dân tỉnh; Phó Chủ tịch Hội Liên hiệp Phụ nữ tỉnh',
    );
    await confirm();
    expect(replies.sentOf('CloseScoring')).toEqual([{ evaluationId: 'e4' }]);
  });

  it('keeps the refusal in sight when the fresh board no longer has the button', async () => {
    new Replies({
      OpenScoring: () => ({
        openScoring: refused(
          'ALREADY_DONE',
          'Thư ký vừa mở chấm điểm.',
          'The secretary has just opened scoring.',
        ),
      }),
    });
    const presenting = item(4, 'PRESENTING');
    await show(board({ onTable: 'e4', agenda: [presenting] }));
    await press('Mở chấm điểm');
    expect(text()).toContain('Thư ký vừa mở chấm điểm.');
    await wrapper.setProps({ board: board({ onTable: 'e4', revision: 2, agenda: [scoringItem()] }) });
    expect(button('Mở chấm điểm')).toBeUndefined();
    expect(text()).toContain('Mở chấm điểm: Thư ký vừa mở chấm điểm.');
  });

  it('takes such a refusal away when the state it speaks of has passed, or when the chair goes on', async () => {
    const said = 'Thư ký vừa mở chấm điểm.';
    new Replies({ OpenScoring: () => ({ openScoring: refused('ALREADY_DONE', said, 'Opened.') }) });
    const presenting = board({ onTable: 'e4', agenda: [item(4, 'PRESENTING')] });
    const opened = board({ onTable: 'e4', revision: 2, agenda: [scoringItem()] });
    await show(presenting);
    await press('Mở chấm điểm');
    await wrapper.setProps({ board: opened });
    expect(text()).toContain(said);
    await wrapper.setProps({ board: { ...opened, revision: 3 } });
    expect(text()).toContain(said);
    await wrapper.setProps({
      board: board({ onTable: 'e4', revision: 4, agenda: [scoringItem({ phase: 'REVIEWING' })] }),
    });
    expect(text()).not.toContain(said);
    wrapper.unmount();

    await show(presenting);
    await press('Mở chấm điểm');
    await wrapper.setProps({ board: opened });
    expect(text()).toContain(said);
    await press('Điểm danh');
    expect(text()).not.toContain(said);
  });

  it('takes a refusal away when what stood in the way is gone', async () => {
    const said = 'Chưa đủ túc số: cần 10, có 9.';
    new Replies({ OpenScoring: () => ({ openScoring: refused('NO_QUORUM', said, 'No quorum.') }) });
    const presenting = board({ onTable: 'e4', agenda: [item(4, 'PRESENTING')] });
    await show(presenting);
    await press('Mở chấm điểm');
    expect(text()).toContain(said);
    const { quorum } = presenting;
    await wrapper.setProps({
      board: { ...presenting, revision: 2, quorum: { ...quorum, met: !quorum.met } },
    });
    expect(text()).not.toContain(said);
  });

  it('leaves the conclusion to whoever presides, and tells the secretary so', async () => {
    await show(board({ onTable: 'e4', agenda: [scoringItem({ phase: 'REVIEWING' })] }), {
      role: 'SECRETARY',
    });
    expect(button('Kết luận')!.attributes('disabled')).toBeDefined();
    expect(text()).toContain('Bước này do người chủ trì phiên họp thực hiện.');
  });

  it('keeps the panel and what was typed in it when the server refuses', async () => {
    new Replies({
      Defer: () => ({ defer: refused('NOT_ALLOWED', 'Đồng chí không điều hành.', 'Not yours.') }),
    });
    await show(scoring());
    await press('Để lại lần 2');
    for (const area of wrapper.findAll('dialog[open] textarea'))
      await area.setValue('Thiếu phiếu kiểm nghiệm');
    await confirm();
    expect(wrapper.get('dialog[open]').text()).toContain('Đồng chí không điều hành.');
    expect((wrapper.get('dialog[open] textarea').element as HTMLTextAreaElement).value).toBe(
      'Thiếu phiếu kiểm nghiệm',
    );
  });

  it('closes the panel of a step that somebody else has taken meanwhile', async () => {
    await show(scoring());
    await press('Kết thúc chấm điểm');
    expect(wrapper.find('dialog[open]').exists()).toBe(true);
    await wrapper.setProps({
      board: board({ revision: 2, onTable: 'e4', agenda: [scoringItem({ phase: 'REVIEWING' })] }),
    });
    await flushPromises();
    expect(wrapper.find('dialog[open]').exists()).toBe(false);
  });

  it('asks before a conclusion with the figures it fixes: mean, class and the minimums missed', async () => {
    const given = provisional({ mean: mean(663, 8), bandClass: 4, starClass: 3, obstacles: [] });
    await show(board({ onTable: 'e4', agenda: [scoringItem({ phase: 'REVIEWING', provisional: given })] }));
    await press('Kết luận');
    const asked = readOut(wrapper.get('dialog[open]').element);
    expect(asked).toContain('không rút lại được');
    expect(asked).toContain('Mật ong hoa cà phê Điểm trung bình 82,87 từ 8/10 phiếu');
    expect(asked).toContain('3 sao');
    expect(asked).toContain('5.1 Câu chuyện sản phẩm 4 sao cần ít nhất 5 điểm, trung bình đang là 4,28');
  });

  it('asks before a release with the figures it shows, and with their grounds', async () => {
    const why = [{ vi: 'Chưa đạt yêu cầu tối thiểu 4 sao ở tiêu chí 5.1.', en: 'Missed at 5.1.' }];
    const result = { ...released(4, 3, 912).result!, releasedAt: null, why };
    await show(board({ agenda: [item(4, 'CONCLUDED', { result, expectedCount: 11 }), item(5, 'WAITING')] }));
    await press('Công bố kết quả');
    const asked = readOut(wrapper.get('dialog[open]').element);
    expect(asked).toContain('Mật ong hoa cà phê Điểm trung bình 82,90 từ 11/11 phiếu');
    expect(asked).toContain('3 sao');
    expect(asked).toContain('Chưa đạt yêu cầu tối thiểu 4 sao ở tiêu chí 5.1.');
  });

  it('asks before the release of an evaluation that was ended with its outcome, and no figures', async () => {
    const result = {
      ...{ ...released(4, 3, 912).result!, releasedAt: null, outcome: 'STOPPED' as const },
      ...{ starClass: null, mean: null, parts: [], reason: 'Mẫu có tạp chất' },
    };
    await show(board({ onTable: 'e4', agenda: [item(4, 'STOPPED', { result }), item(5, 'WAITING')] }));
    await press('Công bố kết quả');
    const asked = readOut(wrapper.get('dialog[open]').element);
    expect(asked).toContain('Không đánh giá các bước tiếp theo');
    expect(asked).toContain('Mẫu có tạp chất');
    expect(asked).not.toMatch(/\d,\d\d/);
  });

  it('returns sheets to the pair that makes the spread, never without a reason', async () => {
    const replies = new Replies({ ReturnSheets: () => taken('returnSheets') });
    await show(board({ onTable: 'e4', agenda: [scoringItem({ phase: 'REVIEWING' })] }));
    await press('Yêu cầu chấm lại');
    await wrapper.get('input[value=pair]').setValue(true);
    await confirm();
    expect(replies.sentOf('ReturnSheets')).toEqual([]);
    expect(text()).toContain('Cần ghi lý do để đưa vào biên bản.');
    await wrapper.get('dialog[open] textarea').setValue('  Chênh lệch phần C  ');
    await confirm();
    expect(replies.sentOf('ReturnSheets')).toEqual([
      { evaluationId: 'e4', memberIds: ['m1', 'm3'], reason: 'Chênh lệch phần C' },
    ]);
  });

  it('defers only with a reason and a list of what is to be completed', async () => {
    const replies = new Replies({ Defer: () => taken('defer') });
    await show(scoring());
    await press('Để lại lần 2');
    const [reason, fixList] = wrapper.findAll('dialog[open] textarea');
    await reason!.setValue('Thiếu phiếu kiểm nghiệm');
    await confirm();
    expect(replies.sentOf('Defer')).toEqual([]);
    await fixList!.setValue('Bổ sung phiếu kiểm nghiệm');
    await confirm();
    expect(replies.sentOf('Defer')).toEqual([
      { evaluationId: 'e4', reason: 'Thiếu phiếu kiểm nghiệm', fixList: 'Bổ sung phiếu kiểm nghiệm' },
    ]);
  });

  it('offers the next dossier by name once one is released, and presents it in one tap', async () => {
    const replies = new Replies({ PresentDossier: () => taken('presentDossier') });
    await show(board({ onTable: 'e4', agenda: [scoringItem(), item(5, 'WAITING')] }));
    await wrapper.setProps({
      board: board({ revision: 2, agenda: [released(4, 4, 862), item(5, 'WAITING')] }),
    });
    await press('Hồ sơ tiếp theo: Gạo nếp nương');
    expect(replies.sentOf('PresentDossier')).toEqual([{ evaluationId: 'e5' }]);
  });

  it('shows a recused chair no more than the room sees, and who acts', async () => {
    // Even if a board carried figures by mistake, they are not drawn.
    const given = scoring({ recused: true });
    const quorum = { ...given.quorum, presidingIsActing: true, presidingLabel: 'Giám đốc Sở Nông nghiệp' };
    await show({ ...given, quorum });
    expect(text()).toContain('Giám đốc Sở Nông nghiệp thay Chủ tịch chủ trì việc đánh giá hồ sơ này');
    expect(text()).toContain('7/10 phiếu đã nộp');
    expect(text()).not.toContain('69,57');
    expect(button('Kết thúc chấm điểm')).toBeUndefined();
  });

  it('tells the chair what his own recusal takes from him, before it is recorded', async () => {
    await show(scoring());
    await press('Có ủy viên không tham gia');
    const choose = (id: string) => wrapper.get('dialog[open] select').setValue(id);
    const seats = scoring().agenda[0]!.seats!;
    await choose(seats.find(({ role }) => role === 'MEMBER')!.id);
    expect(text()).not.toContain('Chủ tịch cũng thôi điều hành');
    await choose(seats.find(({ role }) => role === 'CHAIR')!.id);
    expect(text()).toContain('Chủ tịch cũng thôi điều hành và không xem hồ sơ này nữa');
  });

  it('says in the dialog of a recusal who undoes it and until when', async () => {
    await show(scoring());
    await press('Có ủy viên không tham gia');
    const said = wrapper.get('dialog[open]').text();
    expect(said).toContain('Ủy viên không tự rút lại được');
    expect(said).toContain('bấm “Cho tham gia lại” ở dòng của ủy viên đó trước khi kết thúc chấm điểm');
  });

  it('lets in again, with a reason, a member who was recused by mistake', async () => {
    const replies = new Replies({ WithdrawRecusal: () => taken('withdrawRecusal') });
    await show(scoring());
    const recused = scoring().agenda[0]!.seats!.find(({ state }) => state === 'RECUSED')!;
    const rows = wrapper.findAll('tbody tr').filter((row) => row.text().includes('Cho tham gia lại'));
    expect(rows).toHaveLength(1);
    expect(rows[0]!.text()).toContain(recused.label);
    await press('Cho tham gia lại');
    expect(wrapper.get('dialog[open]').text()).toContain('phiếu đã nộp phải nộp lại mới được tính');
    expect(wrapper.get('dialog[open]').text()).not.toContain('Chủ tịch cũng điều hành lại');
    await confirm();
    expect(replies.sentOf('WithdrawRecusal')).toEqual([]);
    await wrapper.get('dialog[open] textarea').setValue('Nhầm với người cùng tên');
    await confirm();
    expect(replies.sentOf('WithdrawRecusal')).toEqual([
      { evaluationId: 'e4', memberId: recused.id, reason: 'Nhầm với người cùng tên' },
    ]);
    expect(wrapper.find('dialog[open]').exists()).toBe(false);
  });

  it('shows in the same dialog why a member cannot be let in again', async () => {
    const words = ['Không làm được việc này vì đã không tham gia ở phiên họp trước', 'x'] as const;
    new Replies({ WithdrawRecusal: () => ({ withdrawRecusal: refused('WRONG_PHASE', ...words) }) });
    await show(scoring());
    await press('Cho tham gia lại');
    await wrapper.get('dialog[open] textarea').setValue('Nhầm');
    await confirm();
    expect(wrapper.get('dialog[open]').text()).toContain(words[0]);
  });

  it.each(['REVIEWING', 'CONCLUDED'] as const)('offers nobody a way back once it is %s', async (phase) => {
    await show(scoring({ phase }));
    expect(text()).toContain('không tham gia chấm');
    expect(text()).not.toContain('Cho tham gia lại');
  });

  it('tells a recused chair whom nobody replaces what can be done', async () => {
    const given = scoring({ recused: true });
    const quorum = { ...given.quorum, presidingIsActing: false, presidingLabel: null };
    const members = given.members!.map((each) =>
      each.role === 'VICE_CHAIR' ? { ...each, present: false } : each,
    );
    await show({ ...given, quorum, members });
    expect(text()).toContain('ghi có mặt cho Phó Chủ tịch, hoặc nhờ Thư ký rút hồ sơ khỏi bàn Hội đồng');
  });

  it('lets the chair confirm a finding only with a reason', async () => {
    const replies = new Replies({ ConfirmStop: () => taken('confirmStop') });
    const finding = {
      id: 'f1',
      code: 'IMPURITIES',
      effect: 'STOP' as const,
      scope: '6.1',
      text: { vi: 'Có tạp chất', en: 'Impurities' },
      remark: null,
      reportedBy: 'Sở Y tế',
      reportedAt: '2026-11-22T02:00:00Z',
      state: 'REPORTED' as const,
      reason: null,
    };
    await show(scoring({ findings: [finding] }));
    expect(text()).toContain('Tiêu chí 6.1: Có tạp chất');
    await press('Chấp nhận, dừng đánh giá');
    const asked = readOut(wrapper.get('dialog[open]').element);
    expect(asked).toContain('Mật ong hoa cà phê Tiêu chí 6.1: Có tạp chất');
    expect(asked).toContain('Quyết định này không rút lại được.');
    await confirm();
    expect(replies.sentOf('ConfirmStop')).toEqual([]);
    await wrapper.get('dialog[open] textarea').setValue('Hội đồng đã kiểm tra mẫu');
    await confirm();
    expect(replies.sentOf('ConfirmStop')).toEqual([
      { findingId: 'f1', decision: 'CONFIRM', reason: 'Hội đồng đã kiểm tra mẫu' },
    ]);
  });

  it('does not put a member down as absent without a reason', async () => {
    const replies = new Replies({ MarkAttendance: () => taken('markAttendance') });
    await show(scoring());
    await press('Điểm danh');
    await wrapper.findAll('dialog[open] input[type=checkbox]')[3]!.setValue(false);
    await confirm();
    expect(replies.sentOf('MarkAttendance')).toEqual([]);
    expect(text()).toContain('Cần ghi lý do vắng của: Phó Giám đốc Sở Y tế.');
    await wrapper.get('dialog[open] input.reason').setValue('Đi công tác');
    await confirm();
    expect(replies.sentOf('MarkAttendance')).toEqual([
      { sessionId: 's1', entries: [{ memberId: 'm4', present: false, reason: 'Đi công tác' }] },
    ]);
  });

  it('wants a reason in the first roll call too, for whoever was ticked and unticked again', async () => {
    const replies = new Replies({ MarkAttendance: () => taken('markAttendance') });
    await show(firstCall());
    await press('Điểm danh');
    expect(wrapper.get('dialog[open]').text()).toContain('Chưa điểm danh');
    await press('Tất cả có mặt');
    await wrapper.findAll('dialog[open] input[type=checkbox]')[3]!.setValue(false);
    await confirm();
    expect(replies.sentOf('MarkAttendance')).toEqual([]);
    expect(text()).toContain('Cần ghi lý do vắng của: Phó Giám đốc Sở Y tế.');
    await wrapper.get('dialog[open] li:nth-child(4) input.reason').setValue('Đi công tác');
    await confirm();
    const [sent] = replies.sentOf('MarkAttendance') as { entries: { memberId: string }[] }[];
    expect(sent!.entries).toHaveLength(firstCall().members!.length);
    expect(sent!.entries.find(({ memberId }) => memberId === 'm4')).toEqual({
      memberId: 'm4',
      present: false,
      reason: 'Đi công tác',
    });
  });

  it('leaves open whom nobody ticked in the first roll call, and says so of him', async () => {
    const replies = new Replies({ MarkAttendance: () => taken('markAttendance') });
    await show(firstCall());
    await press('Điểm danh');
    await wrapper.findAll('dialog[open] input[type=checkbox]')[0]!.setValue(true);
    await confirm();
    expect(replies.sentOf('MarkAttendance')).toEqual([
      { sessionId: 's1', entries: [{ memberId: 'm1', present: true, reason: null }] },
    ]);
  });

  it('says of a member who was not called that he was not, and waits for no sheet of his', async () => {
    const given = scoring({ seats: [seat(1, [28, 15, 29]), seat(4, null, { state: 'EMPTY', scored: 0 })] });
    const members = given.members!.map((member) =>
      member.id === 'm4' ? { ...member, present: false, absenceReason: null } : member,
    );
    await show({ ...given, members });
    const row = wrapper.findAll('.members tbody tr').find((each) => each.text().includes('Sở Y tế'))!;
    expect(row.text()).toContain('chưa điểm danh');
    expect(row.text()).not.toContain('chưa chấm');
    expect(wrapper.get('.ready').text()).toContain('1 chưa điểm danh');
    expect(wrapper.get('.ready').text()).toContain('1/1 đã nộp');
  });

  it('calls no roll of a session that is closed', async () => {
    await show(scoring());
    expect(button('Điểm danh')).toBeDefined();
    await wrapper.setProps({ board: { ...scoring(), phase: 'CLOSED' } });
    expect(button('Điểm danh')).toBeUndefined();
  });

  it('asks before closing in words that fit: with dossiers left over, and with none', async () => {
    await show(board({ agenda: [released(1, 4, 923), item(2, 'WAITING')] }));
    await press('Bế mạc phiên họp');
    expect(wrapper.get('dialog[open]').text()).toContain('Còn 1 hồ sơ chưa đưa ra Hội đồng.');
    wrapper.unmount();
    await show(board({ agenda: [released(1, 4, 923)] }));
    await press('Bế mạc phiên họp');
    expect(wrapper.get('dialog[open]').text()).toContain(
      'Bế mạc phiên họp? Mọi hồ sơ đã được đưa ra Hội đồng.',
    );
  });

  it('shows the total of the attempt before beside the new one', async () => {
    const seats = [seat(1, [28, 15, 29]), seat(3, [27, 15, 26], { attempt: 2, previousTotal: 58 })];
    await show(scoring({ attempt: 2, seats, provisional: provisional({ mean: mean(140, 2) }) }));
    expect(text()).toContain('68 lần trước 58');
    expect(text()).toContain('Chấm lại lần 1');
  });
});
