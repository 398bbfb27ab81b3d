import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { apollo } from '../../../client/live/apollo';
import type { Replies } from '../support/replies';
import { live } from './followed-board';
import { sampleBoard, sampleSheet } from './sample-sheet';
import { ScoringScreen, two } from './scoring-screen';

vi.mock('../../../client/live/useLiveBoard', () => import('./followed-board'));

const page = new ScoringScreen();
const { open } = page;
let replies: Replies;
beforeEach(async () => {
  await page.start();
  ({ replies } = page);
});
afterEach(() => page.unmount());

describe("the member's screen in a session", () => {
  it('lets nobody score who was not called, tells him whom to ask, and opens his sheet once he is', async () => {
    const { wrapper } = await open(two('evaluation', { notCalled: true }));
    await vi.waitFor(() => expect(wrapper.findAll('[data-criterion] input').length).toBeGreaterThan(90));
    expect(wrapper.text()).toContain(
      'chưa được ghi nhận có mặt nên chưa chấm được. Đề nghị Thư ký điểm danh',
    );
    expect(wrapper.findAll('[data-criterion] input:not([disabled])')).toEqual([]);
    expect(wrapper.text()).not.toContain('Báo cáo căn cứ');
    live.board.value = two('evaluation', { revision: 2 });
    await vi.waitFor(() =>
      expect(wrapper.findAll('[data-criterion] input:not([disabled])').length).toBeGreaterThan(90),
    );
    expect(wrapper.text()).not.toContain('chưa được ghi nhận có mặt');
    expect(wrapper.text()).toContain('Báo cáo căn cứ');
  });

  describe('whose attendance changes while he scores', () => {
    const ABSENT = 'Đồng chí được ghi vắng mặt nên không chấm và không nộp phiếu được';
    const markable = (wrapper: VueWrapper) => wrapper.findAll('[data-criterion] input:not([disabled])');
    const asked = () => replies.sentOf('MySheet').length;
    let state: 'DRAFT' | 'ABSENT';
    // The cache remembers the sheet of the test before.
    beforeEach(async () => {
      await apollo.clearStore();
      replies.answers['MySheet'] = () => ({
        mySheet: { __typename: 'ScoreSheet', ...sampleSheet({ id: 'sheet-roll', state }) },
      });
    });

    it('says so at once to a member recorded absent, and offers him nothing that would be refused', async () => {
      state = 'DRAFT';
      const { wrapper } = await open(two('evaluation'));
      await vi.waitFor(() => expect(markable(wrapper).length).toBeGreaterThan(90));
      const before = asked();
      state = 'ABSENT';
      live.board.value = two('evaluation', { revision: 2, recordedAbsent: true });
      await nextTick();
      expect(markable(wrapper)).toEqual([]);
      expect(wrapper.text()).toContain(ABSENT);
      expect(wrapper.text()).not.toContain('Xem lại và nộp phiếu');
      expect(wrapper.text()).not.toContain('Báo cáo căn cứ');
      await vi.waitFor(() => expect(asked()).toBe(before + 1));
    });

    it.each([{ recordedAbsent: true }, { notCalled: true }])(
      'promises no scoring while the product is presented to a member who is not on the roll: %o',
      async (roll) => {
        const PROMISE = 'Chấm được ngay khi Chủ tịch mở chấm điểm';
        const presented = sampleBoard({ phase: 'PRESENTING' });
        const { wrapper } = await open({ ...presented, ...roll });
        await vi.waitFor(() => expect(wrapper.text()).toContain('Sản phẩm đang được trình bày.'));
        expect(wrapper.text()).not.toContain(PROMISE);
        live.board.value = { ...presented, revision: 2 };
        await nextTick();
        expect(wrapper.text()).toContain(PROMISE);
      },
    );

    it('opens the sheet of a latecomer as soon as he is recorded present', async () => {
      state = 'ABSENT';
      const { wrapper } = await open(two('evaluation', { recordedAbsent: true }));
      await vi.waitFor(() => expect(wrapper.findAll('[data-criterion] input').length).toBeGreaterThan(90));
      expect(markable(wrapper)).toEqual([]);
      state = 'DRAFT';
      live.board.value = two('evaluation', { revision: 2 });
      await vi.waitFor(() => expect(markable(wrapper).length).toBeGreaterThan(90));
      expect(wrapper.text()).not.toContain('vắng mặt');
    });
  });

  it('says what a dossier was left for round 2 for, and that a report of his waits for nobody any more', async () => {
    const text = { vi: 'Có tạp chất', en: 'Impurities' };
    const report = { id: 'f1', code: 'IMPURITIES', effect: 'STOP', scope: '6.1', text, remark: 'Mẫu 2' };
    const own = { ...report, reportedBy: 'Tôi', reportedAt: '2026-11-22T02:00:00Z', reason: null };
    const myFindings = [{ ...own, state: 'REPORTED' as const }] as never;
    const { wrapper } = await open(sampleBoard({ phase: 'REVIEWING', myFindings }));
    expect(wrapper.text()).toContain('Có tạp chất · chờ Chủ tịch xem xét');
    const left = { reason: 'Thiếu kiểm nghiệm', fixList: 'Phiếu kiểm nghiệm mới' };
    live.board.value = sampleBoard({ phase: 'DEFERRED', myFindings, ...left });
    await nextTick();
    expect(wrapper.text()).toContain('Hội đồng để sản phẩm này xem xét ở lần 2.');
    expect(wrapper.text()).toContain('Lý do: Thiếu kiểm nghiệm');
    expect(wrapper.text()).toContain('Nội dung cần bổ sung: Phiếu kiểm nghiệm mới');
    expect(wrapper.text()).toContain('Có tạp chất · không còn phải xem xét');
    live.board.value = sampleBoard({ phase: 'DEFERRED', round: 2, ...left });
    await nextTick();
    expect(wrapper.text()).toContain('Hội đồng để sản phẩm này xem xét ở lần 3.');
    live.board.value = { ...sampleBoard({ phase: 'WAITING', myFindings }), phase: 'CLOSED' };
    await nextTick();
    expect(wrapper.text()).toContain('Có tạp chất · không còn phải xem xét');
    expect(wrapper.text()).not.toContain('Xin không tham gia chấm sản phẩm này');
  });

  it('says in round 2 what the council had asked for in round 1', async () => {
    const { wrapper } = await open(sampleBoard({ round: 2, fixList: 'Phiếu kiểm nghiệm mới' }));
    expect(wrapper.text()).toContain('· lần 2');
    expect(wrapper.text()).toContain('đã yêu cầu bổ sung ở lần 1: Phiếu kiểm nghiệm mới');
  });

  it('tells a recused member so, asks the server for nothing of the product, and shows nothing of it', async () => {
    const board = sampleBoard({ recused: true, dossierId: null });
    const { wrapper } = await open(board);
    expect(wrapper.find('h1').text()).toBe('Đồng chí không tham gia chấm sản phẩm này');
    expect(replies.sentOf('DossierCard')).toEqual([]);
    expect(replies.sentOf('MySheet')).toEqual([]);
    expect(document.body.textContent).not.toContain('Mật ong');
    expect(document.body.textContent).not.toContain('Đăk Mar');
    expect(document.title).not.toContain('Mật ong');
    expect(wrapper.findAll('input')).toHaveLength(0);
  });

  it('shows a recused member what the room sees once the result is released, and still asks for nothing else', async () => {
    const withheld = sampleBoard({ recused: true, dossierId: null, phase: 'CONCLUDED' });
    const { wrapper } = await open(withheld);
    expect(document.body.textContent).not.toContain('Mật ong');
    const result = {
      outcome: 'CLASSIFIED' as const,
      starClass: 4,
      mean: { sum: 923, count: 11, text: '83,90' },
      parts: [],
      why: [],
      concludedAt: '2026-11-22T02:10:00Z',
      releasedAt: '2026-11-22T02:11:00Z',
      reason: null,
    };
    live.board.value = sampleBoard({ recused: true, dossierId: null, phase: 'RELEASED', result });
    await flushPromises();
    expect(wrapper.find('h1').text()).toContain('Mật ong');
    expect(wrapper.text()).toContain('Đồng chí không tham gia chấm sản phẩm này');
    expect(wrapper.find('.result').text()).toContain('4 sao');
    expect(wrapper.find('nav li').text()).toContain('Mật ong');
    expect(document.title).toContain('Mật ong');

    const why = [{ vi: 'Hồ sơ bị loại, không xếp hạng.', en: 'Excluded.' }];
    const excluded = { ...result, outcome: 'REJECTED' as const, starClass: null, mean: null, why };
    live.board.value = sampleBoard({ recused: true, dossierId: null, phase: 'RELEASED', result: excluded });
    await flushPromises();
    expect(wrapper.find('.result').text()).toContain('Hồ sơ chưa thuộc diện phân hạng trong đợt này');
    expect(wrapper.text()).not.toContain('bị loại');
    expect(replies.sentOf('DossierCard')).toEqual([]);
    expect(replies.sentOf('MySheet')).toEqual([]);
  });

  it('takes the sheet away at once when the member steps aside in the middle of scoring', async () => {
    const { wrapper } = await open(sampleBoard());
    await vi.waitFor(() => expect(wrapper.findAll('[data-criterion]').length).toBeGreaterThan(20));
    live.board.value = sampleBoard({ recused: true, dossierId: null });
    await flushPromises();
    expect(wrapper.findAll('[data-criterion]')).toHaveLength(0);
    expect(document.body.textContent).not.toContain('Mật ong');
  });

  it('tells who can undo a recusal while that is possible, and opens the sheet again once it is undone', async () => {
    const HOW = 'cho tham gia lại trước khi kết thúc chấm điểm';
    const { wrapper } = await open(sampleBoard({ recused: true, dossierId: null, phase: 'REVIEWING' }));
    expect(wrapper.find('.recused').exists()).toBe(true);
    expect(wrapper.text()).not.toContain(HOW);
    live.board.value = sampleBoard({ recused: true, dossierId: null });
    await flushPromises();
    expect(wrapper.text()).toContain(HOW);
    expect(replies.sentOf('MySheet')).toEqual([]);
    live.board.value = sampleBoard({}, {});
    await vi.waitFor(() =>
      expect(wrapper.findAll('[data-criterion] input:not([disabled])').length).toBeGreaterThan(90),
    );
    expect(wrapper.text()).not.toContain(HOW);
  });

  it('says before the member steps aside that he cannot undo it, who can, and until when', async () => {
    const { wrapper } = await open(sampleBoard());
    await vi.waitFor(() => expect(wrapper.text()).toContain('Xin không tham gia chấm sản phẩm này'));
    const button = wrapper.findAll('button').find((each) => each.text().startsWith('Xin không tham gia'));
    await button!.trigger('click');
    expect(wrapper.get('dialog[open]').text()).toContain(
      'không tự rút lại được: nếu nhầm, chỉ người điều hành (Chủ tịch, Thư ký hoặc Phó Chủ tịch chủ trì)',
    );
    expect(wrapper.get('dialog[open]').text()).toContain('trước khi kết thúc chấm điểm');
  });
});
