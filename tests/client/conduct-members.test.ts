import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConductScreen, scoring, taken } from './support/conduct-screen';
import { refused, Replies } from './support/replies';

const conducting = new ConductScreen();
const { button, confirm, press, show, text } = conducting;
/** Nothing is recorded of anybody yet. */
const firstCall = () => {
  const given = scoring();
  const members = given.members!.map((member) => ({ ...member, present: false, absenceReason: null }));
  return { ...given, members };
};

describe('The conducting screen', () => {
  beforeEach(() => void new Replies());
  afterEach(() => conducting.wrapper.unmount());

  it('tells the chair what his own recusal takes from him, before it is recorded', async () => {
    await show(scoring());
    await press('Có ủy viên không tham gia');
    const choose = (id: string) => conducting.wrapper.get('dialog[open] select').setValue(id);
    const seats = scoring().agenda[0]!.seats!;
    await choose(seats.find(({ role }) => role === 'MEMBER')!.id);
    expect(text()).not.toContain('Chủ tịch cũng thôi điều hành');
    await choose(seats.find(({ role }) => role === 'CHAIR')!.id);
    expect(text()).toContain('Chủ tịch cũng thôi điều hành và không xem hồ sơ này nữa');
  });

  it('says in the dialog of a recusal who undoes it and until when', async () => {
    await show(scoring());
    await press('Có ủy viên không tham gia');
    const said = conducting.wrapper.get('dialog[open]').text();
    expect(said).toContain('Ủy viên không tự rút lại được');
    expect(said).toContain('bấm “Cho tham gia lại” ở dòng của ủy viên đó trước khi kết thúc chấm điểm');
  });

  it('lets in again, with a reason, a member who was recused by mistake', async () => {
    const replies = new Replies({ WithdrawRecusal: () => taken('withdrawRecusal') });
    await show(scoring());
    const recused = scoring().agenda[0]!.seats!.find(({ state }) => state === 'RECUSED')!;
    const rows = conducting.wrapper
      .findAll('tbody tr')
      .filter((row) => row.text().includes('Cho tham gia lại'));
    expect(rows).toHaveLength(1);
    expect(rows[0]!.text()).toContain(recused.label);
    await press('Cho tham gia lại');
    expect(conducting.wrapper.get('dialog[open]').text()).toContain(
      'phiếu đã nộp phải nộp lại mới được tính',
    );
    expect(conducting.wrapper.get('dialog[open]').text()).not.toContain('Chủ tịch cũng điều hành lại');
    await confirm();
    expect(replies.sentOf('WithdrawRecusal')).toEqual([]);
    await conducting.wrapper.get('dialog[open] textarea').setValue('Nhầm với người cùng tên');
    await confirm();
    expect(replies.sentOf('WithdrawRecusal')).toEqual([
      { evaluationId: 'e4', memberId: recused.id, reason: 'Nhầm với người cùng tên' },
    ]);
    expect(conducting.wrapper.find('dialog[open]').exists()).toBe(false);
  });

  it('shows in the same dialog why a member cannot be let in again', async () => {
    const words = ['Không làm được việc này vì đã không tham gia ở phiên họp trước', 'x'] as const;
    new Replies({ WithdrawRecusal: () => ({ withdrawRecusal: refused('WRONG_PHASE', ...words) }) });
    await show(scoring());
    await press('Cho tham gia lại');
    await conducting.wrapper.get('dialog[open] textarea').setValue('Nhầm');
    await confirm();
    expect(conducting.wrapper.get('dialog[open]').text()).toContain(words[0]);
  });

  it.each(['REVIEWING', 'CONCLUDED'] as const)('offers nobody a way back once it is %s', async (phase) => {
    await show(scoring({ phase }));
    expect(text()).toContain('không tham gia chấm');
    expect(text()).not.toContain('Cho tham gia lại');
  });

  it('does not put a member down as absent without a reason', async () => {
    const replies = new Replies({ MarkAttendance: () => taken('markAttendance') });
    await show(scoring());
    await press('Điểm danh');
    await conducting.wrapper.findAll('dialog[open] input[type=checkbox]')[3]!.setValue(false);
    await confirm();
    expect(replies.sentOf('MarkAttendance')).toEqual([]);
    expect(text()).toContain('Cần ghi lý do vắng của: Phó Giám đốc Sở Y tế.');
    await conducting.wrapper.get('dialog[open] input.reason').setValue('dài'.repeat(200));
    await confirm();
    expect(replies.sentOf('MarkAttendance')).toEqual([]);
    expect(text()).toContain('Lý do vắng mặt dài quá 500 ký tự: Phó Giám đốc Sở Y tế.');
    await conducting.wrapper.get('dialog[open] input.reason').setValue('Đi công tác');
    await confirm();
    expect(replies.sentOf('MarkAttendance')).toEqual([
      { sessionId: 's1', entries: [{ memberId: 'm4', present: false, reason: 'Đi công tác' }] },
    ]);
  });

  it('wants a reason in the first roll call too, for whoever was ticked and unticked again', async () => {
    const replies = new Replies({ MarkAttendance: () => taken('markAttendance') });
    await show(firstCall());
    await press('Điểm danh');
    expect(conducting.wrapper.get('dialog[open]').text()).toContain('Chưa điểm danh');
    await press('Tất cả có mặt');
    await conducting.wrapper.findAll('dialog[open] input[type=checkbox]')[3]!.setValue(false);
    await confirm();
    expect(replies.sentOf('MarkAttendance')).toEqual([]);
    expect(text()).toContain('Cần ghi lý do vắng của: Phó Giám đốc Sở Y tế.');
    await conducting.wrapper.get('dialog[open] li:nth-child(4) input.reason').setValue('Đi công tác');
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
    await conducting.wrapper.findAll('dialog[open] input[type=checkbox]')[0]!.setValue(true);
    await confirm();
    expect(replies.sentOf('MarkAttendance')).toEqual([
      { sessionId: 's1', entries: [{ memberId: 'm1', present: true, reason: null }] },
    ]);
  });

  it('calls no roll of a session that is closed', async () => {
    await show(scoring());
    expect(button('Điểm danh')).toBeDefined();
    await conducting.wrapper.setProps({ board: { ...scoring(), phase: 'CLOSED' } });
    expect(button('Điểm danh')).toBeUndefined();
  });
});
