import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { apollo } from '../../../client/live/apollo';
import type { Board } from '../../../client/live/useLiveBoard';
import { loadViewer } from '../../../client/live/viewer';
import { refused, seat, type Replies } from '../support/replies';
import { live } from './followed-board';
import { sampleBoard, sampleDossier, sampleSheet } from './sample-sheet';
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
  it('opens the sheet of the product on the table', async () => {
    const { wrapper } = await open(two('evaluation'));
    expect(wrapper.find('h1').text()).toBe('Mật ong hoa cà phê');
    expect(wrapper.text()).toContain('mục 7/2');
    await vi.waitFor(() =>
      expect(wrapper.findAll('[data-criterion] input:not([disabled])').length).toBeGreaterThan(90),
    );
  });

  it('says above the product whose sheet it is', async () => {
    const { wrapper } = await open(two('evaluation'));
    expect(wrapper.get('header .owner').text()).toBe('Phiếu của Sở Nông nghiệp và Môi trường');
  });

  it('leads whoever conducts the session back to conducting, and nobody else', async () => {
    const back = async () => {
      const { wrapper } = await open(two('evaluation'));
      const link = wrapper.findAll('a').find((each) => each.text() === 'Về điều hành');
      page.unmount();
      return link?.attributes('href');
    };
    expect(await back()).toBeUndefined();
    page.seats = [seat({ sessionId: 'session', memberId: 'member', role: 'CHAIR', conducts: true })];
    await loadViewer(true);
    expect(await back()).toBe('/ky-hop/session/dieu-hanh');
  });

  describe('whose dossier is moved to a newer edition of its card', () => {
    const NEWER = 'OCOP-26-2026-04.2';
    /** In the order of the card; "none of them" stands after them on every edition. */
    const firstLevels = (wrapper: VueWrapper) =>
      wrapper
        .find('[data-criterion="1.1"]')
        .findAll('label')
        .map((label) => label.text())
        .slice(0, -1);
    const answerBoth = async () => {
      await apollo.clearStore();
      const older = sampleDossier('honey').criteriaSet;
      const newer = structuredClone(older);
      newer.code = NEWER;
      newer.parts[0]!.sections[0]!.criteria[0]!.levels.reverse();
      replies.answers['ScoringCard'] = ({ code }) => ({ criteriaSet: code === NEWER ? newer : older });
      replies.answers['MySheet'] = ({ evaluationId }) => ({
        mySheet: {
          __typename: 'ScoreSheet',
          ...sampleSheet({
            ...{ id: `sheet-${evaluationId}`, evaluationId: String(evaluationId) },
            criteriaSetCode: NEWER,
          }),
        },
      });
    };
    const planned = (code: string): Board => {
      const board = two(null, { phase: 'PLANNED' });
      const [first, ...rest] = board.agenda;
      const item = { ...first!, id: 'moved', phase: 'WAITING' as const, criteriaSetCode: code };
      return { ...board, agenda: [item, ...rest] };
    };

    it.each([
      ['at its place on the agenda', 'moved'],
      ['taken off the agenda and put on again', 'moved-again'],
    ])('shows and marks the newer one after a look at the older one: %s', async (_, id) => {
      await answerBoth();
      const older = planned('OCOP-26-2026-04');
      const { wrapper } = await open(older, '/ky-hop/session/cham/moved');
      await vi.waitFor(() => expect(wrapper.findAll('[data-criterion]').length).toBeGreaterThan(20));
      const before = firstLevels(wrapper);
      const scored = { id, phase: 'SCORING' as const, criteriaSetCode: NEWER };
      const now = { ...planned(NEWER), phase: 'OPEN' as const, onTable: id, revision: 9 };
      live.board.value = { ...now, agenda: [{ ...now.agenda[0]!, ...scored }, now.agenda[1]!] };
      await vi.waitFor(() =>
        expect(wrapper.findAll('[data-criterion] input:not([disabled])').length).toBeGreaterThan(90),
      );
      expect(firstLevels(wrapper)).toEqual([...before].reverse());
      // A refusal for good: nothing of this sheet is sent again beside the tests that follow.
      replies.answers['SaveMarks'] = () => ({
        saveMarks: refused('SHEET_SUBMITTED', 'Đã nộp.', 'Handed in.'),
      });
      await wrapper.find('[data-criterion="1.1"] input').setValue(true);
      await vi.waitFor(() => expect(replies.sentOf('SaveMarks').length).toBe(1));
      expect(replies.sentOf('SaveMarks')[0]).toMatchObject({ input: { criteriaSetCode: NEWER } });
    });

    it('shows nothing to mark while the newer one has not come', async () => {
      await answerBoth();
      const { wrapper } = await open(planned('OCOP-26-2026-04'), '/ky-hop/session/cham/moved');
      await vi.waitFor(() => expect(wrapper.findAll('[data-criterion]').length).toBeGreaterThan(20));
      replies.answers['ScoringCard'] = () => new Promise(() => undefined);
      live.board.value = planned(NEWER);
      await vi.waitFor(() => expect(wrapper.findAll('[data-criterion]')).toEqual([]));
    });
  });

  it('says after the closing only what is true, with a sheet or without one', async () => {
    const { wrapper } = await open(two(null, { phase: 'CLOSED' }));
    expect(wrapper.text()).toContain('Phiên họp đã bế mạc. Mọi phiếu đã nộp được lưu trong hồ sơ phiên họp.');
    expect(wrapper.text()).not.toContain('Phiên họp chưa xem xét sản phẩm nào');
    expect(wrapper.text()).not.toContain('Khi Chủ tịch đưa');
    expect(wrapper.text()).not.toContain('Phiếu của đồng chí');
    expect(wrapper.text()).toContain('Cà phê bột');
  });

  it('says of a product that a closed session left, not to wait for the chair', async () => {
    const { wrapper } = await open(two(null, { phase: 'CLOSED' }), '/ky-hop/session/cham/next');
    expect(wrapper.text()).toContain('hồ sơ được dành cho phiên họp khác');
    expect(wrapper.text()).not.toContain('Sản phẩm chưa đến lượt');
    expect(wrapper.get('nav').text()).toContain('chưa kết luận');
    expect(wrapper.get('header.product').text()).toContain('chưa kết luận');
  });

  it('goes with the chair to the next product, from wherever the member looks', async () => {
    const { wrapper, router } = await open(two('evaluation'), '/ky-hop/session/cham/evaluation');
    live.board.value = two('next');
    await flushPromises();
    expect(router.currentRoute.value.params['evaluationId']).toBe('');
    expect(wrapper.find('h1').text()).toBe('Cà phê bột');
  });

  it('lets the member look ahead: the card can be read, and no sheet is asked for', async () => {
    const { wrapper } = await open(two('evaluation'), '/ky-hop/session/cham/next');
    expect(wrapper.find('h1').text()).toBe('Cà phê bột');
    await vi.waitFor(() => expect(wrapper.findAll('[data-criterion]').length).toBeGreaterThan(20));
    expect(wrapper.findAll('[data-criterion] input:not([disabled])')).toHaveLength(0);
    expect(replies.sentOf('MySheet')).toEqual([]);
    expect(wrapper.text()).toContain('Về sản phẩm đang xem xét: Mật ong hoa cà phê');
  });

  it('shows a member the released result with its grounds, and its class in the agenda', async () => {
    const result = {
      outcome: 'CLASSIFIED' as const,
      starClass: 4,
      mean: { sum: 923, count: 11, text: '83,90' },
      parts: [],
      why: [{ vi: 'Điểm trung bình 83,90 đạt mức 4 sao.', en: 'The mean of 83.90 reaches 4 stars.' }],
      concludedAt: '2026-11-22T02:10:00Z',
      releasedAt: '2026-11-22T02:11:00Z',
      reason: null,
    };
    const { wrapper } = await open(sampleBoard({ phase: 'RELEASED', result }));
    const shown = wrapper.get('[aria-label="Kết quả đã công bố"]');
    expect(shown.text()).toContain('Hạng 4 sao');
    expect(shown.get('.mean').text()).toBe('83,90');
    expect(shown.text()).toContain('từ 11 phiếu');
    expect(shown.text()).toContain('không làm tròn');
    expect(shown.get('h3 + ul').text()).toBe('Điểm trung bình 83,90 đạt mức 4 sao.');
    live.board.value = two(null, {
      agenda: two(null).agenda.map((each) => ({ ...each, phase: 'RELEASED', result })),
    });
    await flushPromises();
    expect(wrapper.findAll('nav .state').map((state) => state.text())).toEqual(['4 sao', '4 sao']);
  });

  it('shows no result while the chair has not released it', async () => {
    const { wrapper } = await open(sampleBoard({ phase: 'CONCLUDED' }));
    expect(wrapper.find('[aria-label="Kết quả đã công bố"]').exists()).toBe(false);
    expect(wrapper.get('nav .state').text()).not.toContain('sao');
  });

  it('waits with the agenda in sight while no product is on the table', async () => {
    const { wrapper } = await open(two(null));
    expect(wrapper.text()).toContain('chưa xem xét sản phẩm nào');
    expect(wrapper.findAll('nav li')).toHaveLength(2);
  });

  it('still shows a member after a reload what he reported, and what the chair decided', async () => {
    const [first, second] = two('evaluation').agenda;
    const finding = {
      __typename: 'Finding' as const,
      id: 'f1',
      code: 'X1',
      effect: 'REJECT' as const,
      scope: 'DOSSIER',
      text: { __typename: 'Text' as const, vi: 'Hồ sơ có hành vi gian lận', en: 'Fraud in the dossier' },
      remark: 'Nhãn ghi sai nơi sản xuất',
      reportedBy: 'Sở Nông nghiệp và Môi trường',
      reportedAt: '2026-11-22T02:00:00Z',
      state: 'DISMISSED' as const,
      reason: 'Nhãn đúng với hồ sơ',
    };
    const { wrapper } = await open(
      two('evaluation', { agenda: [{ ...first!, myFindings: [finding] }, second!] }),
    );
    await vi.waitFor(() => expect(wrapper.find('.found').exists()).toBe(true));
    const said = wrapper.get('.found').text().replace(/\s+/g, ' ');
    expect(said).toContain('Căn cứ đồng chí đã báo');
    expect(said).toContain('Hồ sơ có hành vi gian lận · Chủ tịch không chấp nhận · Nhãn đúng với hồ sơ');
    expect(said).toContain('Nhãn ghi sai nơi sản xuất');
  });
});
