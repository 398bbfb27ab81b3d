import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { board, item, mean, provisional, released, scoringItem, seat } from './boards/council-board';
import { ConductScreen, scoring } from './support/conduct-screen';
import { Replies } from './support/replies';

const conducting = new ConductScreen();
const { button, show, text } = conducting;

describe('The conducting screen', () => {
  beforeEach(() => void new Replies());
  afterEach(() => conducting.wrapper.unmount());

  it('says who is present and that the quorum is met, as the council says it', async () => {
    await show(scoring());
    expect(text()).toContain('Có mặt 11/13 · đủ túc số (cần 10, Chủ tịch có mặt)');
  });

  it('leads chair and secretary to the seat cards while the session is not closed, and nobody else', async () => {
    const link = () =>
      conducting.wrapper.findAll('nav a').find((each) => each.attributes('href') === '/ky-hop/s1/the-ghe');
    await show(scoring(), { admin: false, role: 'SECRETARY' });
    expect(link()?.text()).toBe('In thẻ ghế');
    await conducting.wrapper.setProps({ board: { ...scoring(), phase: 'CLOSED' } });
    expect(link()).toBeUndefined();
    // A vice-chair who acts for one dossier only.
    await conducting.wrapper.setProps({ board: { ...scoring(), cohort: 'MEMBER' } });
    expect(link()).toBeUndefined();
  });

  it('says of a dossier that a closed session left that it was not taken up, not that it waits', async () => {
    await show(board({ phase: 'CLOSED', onTable: null, agenda: [item(5, 'WAITING')] }));
    expect(conducting.wrapper.get('nav.agenda').text()).toContain('chưa kết luận');
    await conducting.wrapper.get('nav.agenda li button').trigger('click');
    expect(text()).toContain('hồ sơ được dành cho phiên họp khác');
    expect(text()).not.toMatch(/Chưa mở chấm điểm|sau khi kết thúc chấm điểm|○ chờ/);
    // Scored, and taken off the table.
    const scored = item(5, 'WAITING', { seats: [seat(2, [28, 15, 29])] });
    await conducting.wrapper.setProps({ board: board({ phase: 'CLOSED', onTable: null, agenda: [scored] }) });
    expect(text()).not.toContain('sau khi kết thúc chấm điểm');
  });

  it('says nothing of who is here now where it shows a dossier that is done', async () => {
    const table = () => conducting.wrapper.findAll('[aria-label="Tình hình các ủy viên"], table').length;
    await show(scoring());
    expect(table()).toBeGreaterThan(0);
    expect(text()).toContain('đang kết nối');
    await conducting.wrapper.setProps({ board: board({ phase: 'CLOSED', agenda: [released(1, 4, 923)] }) });
    expect(text()).toContain('Kết quả đã công bố');
    expect(table()).toBe(0);
    expect(text()).not.toContain('đang kết nối');
    // Nor where a closed session left it.
    await conducting.wrapper.setProps({ board: board({ phase: 'CLOSED', agenda: [item(1, 'WAITING')] }) });
    expect(text()).toContain('chưa kết luận');
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

  it('gives many by their number, and their names on request', async () => {
    const spread = { spread: 39, limit: 10, exceeded: true, highest: ['m1'] };
    const lowest = ['m2', 'm3', 'm4', 'm5'];
    await show(scoring({ provisional: provisional({ deviation: { ...spread, lowest } }) }));
    const many = conducting.wrapper
      .findAll('details')
      .find((each) => each.text().startsWith('Thấp nhất: 4 ủy viên'))!;
    expect(many.attributes('open')).toBeUndefined();
    expect(many.get('p').text().split('; ')).toHaveLength(4);
    expect(text()).toContain('Cao nhất: Phó Chủ tịch UBND tỉnh');
    // Opened, and then there are fewer: what he reads stays open, and he keeps his place.
    many.element.setAttribute('open', '');
    const fewer = { ...spread, lowest: lowest.slice(0, 2) };
    await conducting.wrapper.setProps({ board: scoring({ provisional: provisional({ deviation: fewer }) }) });
    expect(many.element.isConnected).toBe(true);
    expect(many.text()).toContain('Thấp nhất: 2 ủy viên');
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

  it('says of a member who comes back without a mark that he has not begun, and not that he is marking', async () => {
    const seats = scoringItem().seats!.slice(0, 7);
    const away = seat(9, null, {
      state: 'ABSENT',
      reason: 'Họp Chính phủ',
      scored: 0,
      total: null,
      parts: null,
    });
    const back = seat(9, null, { state: 'DRAFT', scored: 0, total: 0, parts: [] });
    await show(scoring({ seats: [...seats, away] }));
    await conducting.wrapper.setProps({ board: scoring({ seats: [...seats, back] }) });
    expect(text()).toContain('chưa chấm');
    expect(text()).toContain('0 đang chấm');
    expect(text()).not.toMatch(/đang chấm 0\/32|vừa nhập/);
    const first = seat(9, null, { state: 'DRAFT', scored: 1, total: 3, parts: [] });
    await conducting.wrapper.setProps({ board: scoring({ seats: [...seats, first] }) });
    expect(text()).toContain('đang chấm 1/32');
    expect(text()).toContain('vừa nhập');
  });

  it('says of whoever did not hand in, once scoring is closed, that he did not: nobody marks any more', async () => {
    await show(scoring({ phase: 'REVIEWING' }));
    expect(text()).toContain('chưa nộp 8/32');
    expect(text()).toContain('3 chưa nộp 7/10 đã nộp');
    expect(text()).not.toContain('đang chấm 8/32');
  });

  it('ticks off no dossier that was excluded', async () => {
    const result = {
      ...released(4, 3, 700).result!,
      outcome: 'REJECTED' as const,
      starClass: null,
      mean: null,
    };
    await show(board({ agenda: [item(4, 'RELEASED', { result }), released(5, 3, 700)] }));
    const states = conducting.wrapper.findAll('nav.agenda .state').map((each) => each.text());
    expect(states).toEqual([expect.stringMatching(/^■ bị loại/), expect.stringMatching(/^✔ 3 sao/)]);
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
    expect(conducting.wrapper.get('header.item .phase').text()).not.toContain('dừng đánh giá');
  });

  it('says once that the points are there and the minimums are not', async () => {
    const next = { stars: 4, shortBy: null, missingMinimums: ['5.1'] };
    await show(scoring({ provisional: provisional({ bandClass: 4, starClass: 3, next }) }));
    expect(text()).toContain('Điểm đạt mức 4 sao, nhưng yêu cầu tối thiểu chỉ cho xếp hạng 3 sao.');
    expect(text()).not.toContain('Đủ điểm lên 4 sao');
  });

  it('leaves the conclusion to whoever presides, and tells the secretary so', async () => {
    await show(board({ onTable: 'e4', agenda: [scoringItem({ phase: 'REVIEWING' })] }), {
      role: 'SECRETARY',
    });
    expect(button('Kết luận')!.attributes('disabled')).toBeDefined();
    expect(text()).toContain('Bước này do người chủ trì phiên họp thực hiện.');
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

  it('tells a recused chair whom nobody replaces what can be done', async () => {
    const given = scoring({ recused: true });
    const quorum = { ...given.quorum, presidingIsActing: false, presidingLabel: null };
    const members = given.members!.map((each) =>
      each.role === 'VICE_CHAIR' ? { ...each, present: false } : each,
    );
    await show({ ...given, quorum, members });
    expect(text()).toContain('ghi có mặt cho Phó Chủ tịch, hoặc nhờ Thư ký rút hồ sơ khỏi bàn Hội đồng');
  });

  it('says of a member who was not called that he was not, and waits for no sheet of his', async () => {
    const given = scoring({ seats: [seat(1, [28, 15, 29]), seat(4, null, { state: 'EMPTY', scored: 0 })] });
    const members = given.members!.map((member) =>
      member.id === 'm4' ? { ...member, present: false, absenceReason: null } : member,
    );
    await show({ ...given, members });
    const row = conducting.wrapper
      .findAll('.members tbody tr')
      .find((each) => each.text().includes('Sở Y tế'))!;
    expect(row.text()).toContain('chưa điểm danh');
    expect(row.text()).not.toContain('chưa chấm');
    expect(conducting.wrapper.get('.ready').text()).toContain('1 chưa điểm danh');
    expect(conducting.wrapper.get('.ready').text()).toContain('1/1 đã nộp');
  });

  it('shows the total of the attempt before beside the new one', async () => {
    const seats = [seat(1, [28, 15, 29]), seat(3, [27, 15, 26], { attempt: 2, previousTotal: 58 })];
    await show(scoring({ attempt: 2, seats, provisional: provisional({ mean: mean(140, 2) }) }));
    expect(text()).toContain('68 lần trước 58');
    expect(text()).toContain('Chấm lại lần 1');
  });
});
