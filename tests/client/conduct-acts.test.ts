import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noteFound, noteLost } from '../../client/live/connection';
import { board, item, mean, obstacle, provisional, released, scoringItem } from './boards/council-board';
import { readOut } from './boards/read-out';
import { ConductScreen, scoring, taken } from './support/conduct-screen';
import { refused, Replies } from './support/replies';

const conducting = new ConductScreen();
const { button, confirm, press, show, text } = conducting;

describe('The conducting screen', () => {
  beforeEach(() => void new Replies());
  afterEach(() => conducting.wrapper.unmount());

  it('takes "not sent" away again when the connection is back', async () => {
    new Replies({ OpenScoring: () => Promise.reject(new TypeError('Failed to fetch')) });
    await show(board({ onTable: 'e4', agenda: [item(4, 'PRESENTING')] }));
    await press('Mở chấm điểm');
    expect(text()).toContain('Máy chủ chưa trả lời');
    noteLost('requests');
    await flushPromises();
    expect(text()).toContain('Máy chủ chưa trả lời');
    noteFound('requests');
    await flushPromises();
    expect(text()).not.toContain('Máy chủ chưa trả lời');
  });

  it('shows how far apart the members are where it asks why to conclude all the same', async () => {
    const obstacles = [obstacle('DEVIATION_UNRESOLVED', 'Còn chênh lệch.')];
    const given = scoring({ phase: 'REVIEWING', provisional: provisional({ obstacles }) });
    await show({ ...given, regulation: { ...given.regulation, afterDeviation: 'RESCORE_OR_REASON' } });
    await press('Kết luận');
    expect(readOut(conducting.wrapper.get('dialog[open]').element)).toContain(
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
    await conducting.wrapper.setProps({
      board: board({ onTable: 'e4', revision: 2, agenda: [scoringItem()] }),
    });
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
    await conducting.wrapper.setProps({ board: opened });
    expect(text()).toContain(said);
    await conducting.wrapper.setProps({ board: { ...opened, revision: 3 } });
    expect(text()).toContain(said);
    await conducting.wrapper.setProps({
      board: board({ onTable: 'e4', revision: 4, agenda: [scoringItem({ phase: 'REVIEWING' })] }),
    });
    expect(text()).not.toContain(said);
    conducting.wrapper.unmount();

    await show(presenting);
    await press('Mở chấm điểm');
    await conducting.wrapper.setProps({ board: opened });
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
    await conducting.wrapper.setProps({
      board: { ...presenting, revision: 2, quorum: { ...quorum, met: !quorum.met } },
    });
    expect(text()).not.toContain(said);
  });

  it('keeps the panel and what was typed in it when the server refuses', async () => {
    new Replies({
      Defer: () => ({ defer: refused('NOT_ALLOWED', 'Đồng chí không điều hành.', 'Not yours.') }),
    });
    await show(scoring());
    await press('Để lại lần 2');
    for (const area of conducting.wrapper.findAll('dialog[open] textarea'))
      await area.setValue('Thiếu phiếu kiểm nghiệm');
    await confirm();
    expect(conducting.wrapper.get('dialog[open]').text()).toContain('Đồng chí không điều hành.');
    expect((conducting.wrapper.get('dialog[open] textarea').element as HTMLTextAreaElement).value).toBe(
      'Thiếu phiếu kiểm nghiệm',
    );
  });

  it('closes the panel of a step that somebody else has taken meanwhile', async () => {
    await show(scoring());
    await press('Kết thúc chấm điểm');
    expect(conducting.wrapper.find('dialog[open]').exists()).toBe(true);
    await conducting.wrapper.setProps({
      board: board({ revision: 2, onTable: 'e4', agenda: [scoringItem({ phase: 'REVIEWING' })] }),
    });
    await flushPromises();
    expect(conducting.wrapper.find('dialog[open]').exists()).toBe(false);
  });

  it('asks before a conclusion with the figures it fixes: mean, class and the minimums missed', async () => {
    const given = provisional({ mean: mean(663, 8), bandClass: 4, starClass: 3, obstacles: [] });
    await show(board({ onTable: 'e4', agenda: [scoringItem({ phase: 'REVIEWING', provisional: given })] }));
    await press('Kết luận');
    const asked = readOut(conducting.wrapper.get('dialog[open]').element);
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
    const asked = readOut(conducting.wrapper.get('dialog[open]').element);
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
    const asked = readOut(conducting.wrapper.get('dialog[open]').element);
    expect(asked).toContain('Không đánh giá các bước tiếp theo');
    expect(asked).toContain('Mẫu có tạp chất');
    expect(asked).not.toMatch(/\d,\d\d/);
  });

  it('returns sheets to the pair that makes the spread, never without a reason', async () => {
    const replies = new Replies({ ReturnSheets: () => taken('returnSheets') });
    await show(board({ onTable: 'e4', agenda: [scoringItem({ phase: 'REVIEWING' })] }));
    await press('Yêu cầu chấm lại');
    await conducting.wrapper.get('input[value=pair]').setValue(true);
    await confirm();
    expect(replies.sentOf('ReturnSheets')).toEqual([]);
    expect(text()).toContain('Cần ghi lý do để đưa vào biên bản.');
    await conducting.wrapper.get('dialog[open] textarea').setValue('  Chênh lệch phần C  ');
    await confirm();
    expect(replies.sentOf('ReturnSheets')).toEqual([
      { evaluationId: 'e4', memberIds: ['m1', 'm3'], reason: 'Chênh lệch phần C' },
    ]);
  });

  it('defers only with a reason and a list of what is to be completed', async () => {
    const replies = new Replies({ Defer: () => taken('defer') });
    await show(scoring());
    await press('Để lại lần 2');
    const [reason, fixList] = conducting.wrapper.findAll('dialog[open] textarea');
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
    await conducting.wrapper.setProps({
      board: board({ revision: 2, agenda: [released(4, 4, 862), item(5, 'WAITING')] }),
    });
    await press('Hồ sơ tiếp theo: Gạo nếp nương');
    expect(replies.sentOf('PresentDossier')).toEqual([{ evaluationId: 'e5' }]);
  });

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

  it('asks nobody any more to settle a report once another one has ended the evaluation', async () => {
    const confirmed = { ...finding, id: 'f2', state: 'CONFIRMED' as const, reason: 'Đã kiểm tra mẫu' };
    await show(scoring({ phase: 'STOPPED', findings: [finding, confirmed] }));
    expect(text()).not.toContain('cần Chủ tịch xử lý');
    expect(text()).toContain('Báo cáo không còn chờ xử lý (2)');
    expect(text()).toContain('Có tạp chất · không còn phải xử lý');
    const left = item(4, 'WAITING', { findings: [finding] });
    await conducting.wrapper.setProps({ board: board({ phase: 'CLOSED', onTable: null, agenda: [left] }) });
    expect(text()).not.toContain('cần Chủ tịch xử lý');
  });

  it('lets the chair confirm a finding only with a reason', async () => {
    const replies = new Replies({ ConfirmStop: () => taken('confirmStop') });
    await show(scoring({ findings: [finding] }));
    expect(text()).toContain('Tiêu chí 6.1: Có tạp chất');
    await press('Chấp nhận, dừng đánh giá');
    const asked = readOut(conducting.wrapper.get('dialog[open]').element);
    expect(asked).toContain('Mật ong hoa cà phê Tiêu chí 6.1: Có tạp chất');
    expect(asked).toContain('Quyết định này không rút lại được.');
    await confirm();
    expect(replies.sentOf('ConfirmStop')).toEqual([]);
    await conducting.wrapper.get('dialog[open] textarea').setValue('Hội đồng đã kiểm tra mẫu');
    await confirm();
    expect(replies.sentOf('ConfirmStop')).toEqual([
      { findingId: 'f1', decision: 'CONFIRM', reason: 'Hội đồng đã kiểm tra mẫu' },
    ]);
  });

  it('asks before closing in words that fit: with dossiers left over, and with none', async () => {
    await show(board({ agenda: [released(1, 4, 923), item(2, 'WAITING')] }));
    await press('Bế mạc phiên họp');
    expect(conducting.wrapper.get('dialog[open]').text()).toContain('Còn 1 hồ sơ chờ Hội đồng.');
    conducting.wrapper.unmount();
    await show(board({ agenda: [released(1, 4, 923)] }));
    await press('Bế mạc phiên họp');
    expect(conducting.wrapper.get('dialog[open]').text()).toContain(
      'Bế mạc phiên họp? Không còn hồ sơ nào chờ Hội đồng.',
    );
  });
});
