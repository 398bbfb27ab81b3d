import { provideApolloClient } from '@vue/apollo-composable';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import ScoringPage from '../../../client/features/scoring/ScoringPage.vue';
import { MySheetDocument, Outbox_SavedSheetFragmentDoc } from '../../../client/generated/operations';
import { i18n } from '../../../client/i18n';
import { apollo } from '../../../client/live/apollo';
import { openOutbox } from '../../../client/live/outbox';
import { openOutboxStore } from '../../../client/live/outbox-store';
import type { Board } from '../../../client/live/useLiveBoard';
import { loadViewer } from '../../../client/live/viewer';
import { refused, Replies, seat } from '../support/replies';
import { sampleBoard, sampleCard, sampleDossier, sampleSheet } from './sample-sheet';

const live = vi.hoisted(() => ({ board: null as unknown as { value: unknown } }));
vi.mock('../../../client/live/useLiveBoard', async () => {
  const { shallowRef } = await import('vue');
  live.board = shallowRef(null);
  return { useLiveBoard: () => ({ board: live.board, ended: shallowRef(null) }) };
});

let replies: Replies;
let seats: object[];
let unmount = (): void => undefined;

beforeEach(async () => {
  seats = [seat({ sessionId: 'session', memberId: 'member' })];
  const viewer = {
    __typename: 'Viewer',
    id: 'viewer',
    kind: 'SEAT',
    name: 'Sở Nông nghiệp và Môi trường',
    isAdmin: false,
    loginKey: 'k',
    account: null,
  };
  const dossier = sampleDossier('honey');
  replies = new Replies({
    Viewer: () => ({ viewer: { ...viewer, seats } }),
    DossierCard: () => ({ dossier: { __typename: 'Dossier', ...dossier } }),
    ScoringCard: () => sampleCard(dossier),
    MySheet: ({ evaluationId }) => ({
      mySheet: {
        __typename: 'ScoreSheet',
        ...sampleSheet({ id: `sheet-${evaluationId}`, evaluationId: String(evaluationId) }),
      },
    }),
  });
  await loadViewer(true);
});
afterEach(() => unmount());

async function open(board: Board, path = '/ky-hop/session/cham') {
  provideApolloClient(apollo);
  live.board.value = board;
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/ky-hop/:sessionId/cham/:evaluationId?', name: 'score', component: ScoringPage, props: true },
      { path: '/ky-hop/:sessionId/dieu-hanh', component: { render: () => null } },
    ],
  });
  await router.push(path);
  const wrapper = mount(
    { template: '<main><RouterView /></main>' },
    { attachTo: document.body, global: { plugins: [i18n, router] } },
  );
  unmount = () => wrapper.unmount();
  await flushPromises();
  return { wrapper, router };
}

const two = (onTable: string | null, more: object = {}): Board => {
  const first = sampleBoard().agenda[0]!;
  const second = { ...first, id: 'next', position: 8, productName: 'Cà phê bột', phase: 'WAITING' as const };
  return { ...sampleBoard(), onTable, agenda: [first, second], ...more };
};

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
      unmount();
      return link?.attributes('href');
    };
    expect(await back()).toBeUndefined();
    seats = [seat({ sessionId: 'session', memberId: 'member', role: 'CHAIR', conducts: true })];
    await loadViewer(true);
    expect(await back()).toBe('/ky-hop/session/dieu-hanh');
  });

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
    expect(wrapper.findAll('[data-criterion]').length).toBeGreaterThan(20);
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
    expect(wrapper.findAll('[data-criterion]').length).toBeGreaterThan(20);
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

  describe('when the sheet is changed somewhere else', () => {
    const criterion = sampleDossier('honey').criteriaSet.parts[0]!.sections[0]!.criteria[0]!;
    // The device remembers the sheet from test to test, as a device does: each reading of it must be a newer one.
    let version = 3;
    const ofServer = (more: object) => ({
      __typename: 'ScoreSheet',
      ...sampleSheet({
        id: 'sheet-evaluation',
        evaluationId: 'evaluation',
        version: (version += 1),
        ...more,
      }),
    });
    const marked = (position: number) => [
      {
        __typename: 'Mark' as const,
        criterion: criterion.code,
        choice: 'LEVELS' as const,
        levels: [position],
        points: criterion.levels[position]!.points,
        remark: null,
      },
    ];
    const chosen = () =>
      [
        ...document.querySelectorAll<HTMLInputElement>(`[data-criterion="${criterion.code}"] input`),
      ].findIndex((input) => input.checked);
    let now: ReturnType<typeof ofServer>;
    beforeEach(async () => {
      now = ofServer({ marks: marked(0) });
      const dossier = { __typename: 'Dossier', ...sampleDossier('honey') };
      replies = new Replies({
        DossierCard: () => ({ dossier }),
        ScoringCard: () => sampleCard(dossier),
        MySheet: () => ({ mySheet: now }),
      });
      await apollo.clearStore();
      await open(two('evaluation'));
      await vi.waitFor(() => expect(chosen()).toBe(0), 10_000);
    });
    const asked = () => replies.sentOf('MySheet').length;

    it('on another device: catches up when the member comes back to this window, asking once', async () => {
      now = ofServer({ marks: marked(1) });
      const before = asked();
      window.dispatchEvent(new Event('focus'));
      document.dispatchEvent(new Event('visibilitychange'));
      await vi.waitFor(() => expect(chosen()).toBe(1), 10_000);
      expect(asked()).toBe(before + 1);
    });

    /** The server takes the tap; its answer brings the marks of the save, and of the sheet only the head. */
    const saving = (meanwhile = 0) =>
      (replies = new Replies({
        MySheet: () => ({ mySheet: now }),
        SaveMarks: () => {
          version += meanwhile;
          now = ofServer({ marks: marked(1), scored: 17 + meanwhile });
          const { marks, attempts: _attempts, ...sheet } = now;
          return { saveMarks: { __typename: 'MarksSaved', saveId: 'x', sheet, marks } };
        },
      }));
    /** Once the device is ready to keep a tap: an earlier one would go nowhere. */
    const tap = async () => {
      const level = () =>
        document.querySelectorAll<HTMLInputElement>(`[data-criterion="${criterion.code}"] input`)[1]!;
      await vi.waitFor(() => expect(level().disabled).toBe(false), 10_000);
      level().click();
    };
    const cached = () =>
      apollo.readFragment({
        id: 'ScoreSheet:sheet-evaluation',
        fragment: Outbox_SavedSheetFragmentDoc,
        fragmentName: 'Outbox_savedSheet',
      });

    it('but not after his own save, whose answer makes the sheet whole', async () => {
      saving();
      await tap();
      await vi.waitFor(() => expect(cached()?.scored).toBe(17), 8_000);
      expect(cached()?.marks).toEqual(marked(1));
      expect(chosen()).toBe(1);
      expect(asked()).toBe(0);
    });

    it('and reads it after a save that came behind another one, since only the server has both', async () => {
      saving(1);
      await tap();
      await vi.waitFor(() => expect(asked()).toBe(1), 8_000);
      await vi.waitFor(() => expect(cached()?.marks).toEqual(marked(1)), 8_000);
      expect(replies.sentOf('SaveMarks')).toHaveLength(1);
    });

    it('and shows no version with the marks of another one while that reading does not get through', async () => {
      const before = cached();
      saving(1).answers['MySheet'] = () => {
        throw new TypeError('Failed to fetch');
      };
      await tap();
      await vi.waitFor(() => expect(asked()).toBe(1), 8_000);
      await flushPromises();
      expect(cached()).toEqual(before);
      saving(1);
      await vi.waitFor(() => expect(cached()?.scored).toBe(18), 8_000);
      expect(cached()?.marks).toEqual(marked(1));
    });

    it('and stays with what was read meanwhile where the answer to his save comes late', async () => {
      let arrive: () => void = () => undefined;
      saving();
      const answer = replies.answers['SaveMarks']!;
      replies.answers['SaveMarks'] = async (variables) => {
        const saved = await answer(variables);
        await new Promise<void>((resolve) => (arrive = resolve));
        return saved;
      };
      await tap();
      await vi.waitFor(() => expect(replies.sentOf('SaveMarks')).toHaveLength(1), 8_000);
      const submitted = (now = ofServer({ marks: marked(1), state: 'SUBMITTED', receipt: '7Q4M-2K9D' }));
      window.dispatchEvent(new Event('focus'));
      await vi.waitFor(() => expect(cached()?.state).toBe('SUBMITTED'), 8_000);
      const versions = new Set<number>();
      const seen = apollo.cache.watch({
        query: MySheetDocument,
        variables: { evaluationId: 'evaluation' },
        optimistic: false,
        callback: ({ result }) => result && versions.add(result.mySheet.version),
      });
      arrive();
      const device = openOutboxStore();
      const onItsWay = async () => (await device.read('sheet-evaluation'))?.inFlight ?? null;
      await vi.waitFor(async () => expect(await onItsWay()).toBeNull(), 8_000);
      seen();
      expect(cached()?.version).toBe(submitted.version);
      expect([...versions].filter((version) => version < submitted.version)).toEqual([]);
    });

    it('in another tab: catches up as soon as that tab says so', async () => {
      now = ofServer({ marks: marked(1), state: 'SUBMITTED', receipt: '7Q4M-2K9D' });
      const other = openOutbox('member', {
        send: () => Promise.reject(new Error('this tab sends nothing')),
        lead: () => () => undefined,
      });
      const open = () => document.querySelectorAll('[data-criterion] input:not([disabled])');
      await vi.waitFor(() => expect(open().length).toBeGreaterThan(90), 10_000);
      // As it opens, a tab forgets what needs no sending, perhaps also this sheet: so it is read until it is told.
      await vi.waitFor(
        async () => {
          await other.seen(now);
          expect(open()).toHaveLength(0);
        },
        { timeout: 10_000, interval: 100 },
      );
      other.close();
    });
  });
});
