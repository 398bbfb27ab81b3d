import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { BAND_BEGINS } from '../../client/features/room/held-back';
import RoomWall from '../../client/features/room/RoomWall.vue';
import type { Board } from '../../client/live/useLiveBoard';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { board, item, mean, partMeans, released, scoringItem, type Item } from './boards/council-board';
import { readOut } from './boards/read-out';

let wrapper: VueWrapper;
let reduced = false;
const show = (given: Board, offline = false) =>
  (wrapper = mount(RoomWall, {
    props: { board: given, offline },
  }) as VueWrapper);
const next = async (given: Board) => {
  await wrapper.setProps({ board: given });
  await nextTick();
};
const text = () => readOut(wrapper.element);
const lit = () => wrapper.findAll('.stars .lit').length;

/** A board that by some fault carries everything the chair sees. */
const leaky = (phase: Item['phase']): Item => ({
  ...scoringItem(),
  phase,
  result: {
    outcome: 'CLASSIFIED',
    starClass: 3,
    mean: mean(487, 7),
    parts: partMeans([196, 105, 186], 7),
    why: [],
    concludedAt: '2026-11-22T02:00:00Z',
    releasedAt: null,
    reason: 'Lý do trong biên bản',
  },
});
const scoring = () =>
  board({
    onTable: 'e4',
    agenda: [item(4, 'SCORING', { submittedCount: 9, expectedCount: 11 }), item(5, 'WAITING')],
  });
const releasedBoard = (changes: Partial<Board> = {}) =>
  board({ revision: 2, agenda: [released(4, 4, 862), item(5, 'WAITING')], ...changes });

describe('The room screen', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-22T05:00:00Z') });
    reduced = false;
    vi.stubGlobal('matchMedia', () => ({
      matches: reduced,
      addEventListener() {},
      removeEventListener() {},
    }));
  });
  afterEach(() => {
    wrapper.unmount();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('shows product, producer and the count of sheets while the council scores, and nothing else', () => {
    show(scoring());
    expect(text()).toContain('Mật ong hoa cà phê HTX Đăk Mar 4 · Xã Đăk Mar 9/11 phiếu đã nộp');
    expect(text()).not.toContain('Gạo nếp nương');
    expect(wrapper.find('button, a, input').exists()).toBe(false);
  });

  it.each(['PRESENTING', 'SCORING', 'REVIEWING', 'CONCLUDED', 'DEFERRED', 'STOPPED', 'RELEASED'] as const)(
    'draws no unreleased figure of a dossier that is %s, even if a board carried it',
    async (phase) => {
      show(board({ onTable: 'e4', agenda: [item(4, 'PRESENTING')] }));
      await next(board({ revision: 2, onTable: 'e4', agenda: [leaky(phase)] }));
      await vi.advanceTimersByTimeAsync(20_000);
      expect(text()).toContain('Mật ong hoa cà phê');
      expect(text()).not.toMatch(/\d,\d\d|sao|Lý do/);
      expect(lit()).toBe(0);
    },
  );

  it('draws no unreleased figure in the list after closing', () => {
    show(board({ phase: 'CLOSED', recordCode: '7F3K', agenda: [leaky('CONCLUDED'), released(1, 3, 701)] }));
    expect(text()).toContain('63,72');
    expect(text()).not.toContain('69,57');
  });

  it('tells, after closing, what is concluded and may still be released from what was never concluded', () => {
    const agenda = [item(1, 'CONCLUDED'), item(2, 'WAITING'), released(3, 3, 701)];
    show(board({ phase: 'CLOSED', recordCode: '7F3K', agenda }));
    const sections = wrapper.findAll('section[aria-label]').map((each) => readOut(each.element));
    const of = (position: number) => agenda.find((each) => each.position === position)!.productName;
    expect(sections.at(-2)).toContain(`Đã kết luận, chưa công bố ${of(1)}`);
    expect(sections.at(-1)).toContain(`Chưa kết luận ${of(2)}`);
  });

  it('reveals a release calmly: star by star, then the mean, then the parts', async () => {
    show(scoring());
    await next(releasedBoard());
    expect([lit(), text().includes('78,36')]).toEqual([0, false]);
    await vi.advanceTimersByTimeAsync(900);
    expect(lit()).toBe(1);
    await vi.advanceTimersByTimeAsync(750 * 3);
    expect([lit(), text().includes('78,36')]).toEqual([4, false]);
    await vi.advanceTimersByTimeAsync(900);
    expect([text().includes('78,36'), text().includes('A. ')]).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(700);
    expect(text()).toContain('A. Sản phẩm và sức mạnh cộng đồng 31,36/40');
  });

  it('stands still at once for who wants less motion', async () => {
    reduced = true;
    show(scoring());
    await next(releasedBoard());
    expect(lit()).toBe(4);
    expect(text()).toContain('78,36');
    expect(text()).toContain('31,36/40');
  });

  it('does not replay a reveal on a screen that joins shortly after the release', () => {
    vi.setSystemTime(new Date('2026-11-22T02:12:00Z'));
    show(releasedBoard());
    expect(lit()).toBe(4);
    expect(text()).toContain('78,36');
  });

  it('opens on the session, not on an old result', () => {
    show(releasedBoard());
    expect(text()).toContain('Phiên họp đánh giá đợt 2/2026');
    expect(text()).toContain('Đã xem xét 1/2 sản phẩm');
    expect(text()).toContain('Tiếp theo Gạo nếp nương');
    expect(text()).not.toContain('78,36');
  });

  it('keeps the released result while offline and until the next dossier is presented', async () => {
    reduced = true;
    show(scoring());
    await next(releasedBoard());
    await wrapper.setProps({ offline: true });
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(text()).toContain('78,36');
    expect(text()).toContain('Mất kết nối, đang tự nối lại');
    await next(
      releasedBoard({ revision: 3, onTable: 'e5', agenda: [released(4, 4, 862), item(5, 'PRESENTING')] }),
    );
    expect(text()).toContain('Đang trình bày Gạo nếp nương');
    expect(text()).not.toContain('78,36');
  });

  it('says that a result waits, without a figure', async () => {
    show(scoring());
    await next(board({ revision: 2, agenda: [item(4, 'CONCLUDED'), item(5, 'WAITING')] }));
    expect(text()).toContain('Hội đồng đã kết luận, chờ công bố');
  });

  it('says that results wait for the closing where the regulation keeps them until then', async () => {
    show(scoring());
    await next(board({ revision: 2, agenda: [item(4, 'RELEASED'), item(5, 'WAITING')] }));
    expect(text()).toContain('Kết quả được công bố khi bế mạc phiên họp');
  });

  it.each([
    ['STOPPED', 'Hội đồng đã kết thúc việc xem xét sản phẩm này'],
    ['REJECTED', 'Hồ sơ chưa thuộc diện phân hạng trong đợt này'],
  ] as const)('words the outcome %s with dignity and without points', async (outcome, words) => {
    const result = { ...released(4, 4, 862).result!, outcome, starClass: null };
    show(scoring());
    await next(board({ revision: 2, agenda: [item(4, 'RELEASED', { result }), item(5, 'WAITING')] }));
    expect(text()).toContain(words);
    expect(text()).not.toMatch(/\d,\d\d/);
  });

  it('words a deferral with dignity and does not show its reason', async () => {
    show(scoring());
    const deferred = item(4, 'DEFERRED', { reason: 'Thiếu phiếu kiểm nghiệm', fixList: 'Bổ sung' });
    await next(board({ revision: 2, agenda: [deferred, item(5, 'WAITING')] }));
    expect(text()).toContain('Hội đồng sẽ xem xét sản phẩm này ở lần 2');
    expect(text()).not.toContain('kiểm nghiệm');
  });

  it('shows a pause instead of the dossier while the session is suspended', async () => {
    show(scoring());
    await next({ ...scoring(), revision: 2, phase: 'SUSPENDED', suspendedReason: 'Sự cố' });
    expect(text()).toContain('Phiên họp tạm dừng');
    expect(text()).not.toContain('Mật ong');
  });

  it('returns to the agenda when a presented dossier is set aside', async () => {
    show(board({ onTable: 'e4', agenda: [item(4, 'PRESENTING'), item(5, 'WAITING')] }));
    await next(board({ revision: 2, agenda: [item(4, 'WAITING'), item(5, 'WAITING')] }));
    expect(text()).toContain('Tiếp theo Mật ong hoa cà phê');
  });

  it('lists the results by class and the code of the record after closing', () => {
    show(
      board({
        phase: 'CLOSED',
        recordCode: '7F3K-2QXX',
        agenda: [released(1, 3, 701), released(2, 4, 862), released(3, 4, 901), item(4, 'DEFERRED')],
      }),
    );
    const names = wrapper.findAll('li .product').map((each) => each.text());
    expect(names).toEqual(['Cà phê bột', 'Rượu cần', 'Trà Shan tuyết', 'Mật ong hoa cà phê']);
    expect(text()).toContain('Xem xét ở lần sau');
    expect(text()).toContain('Mã biên bản: 7F3K-2QXX');
  });

  it('says under the class why it is lower than the points, with the mean and not before', async () => {
    show(scoring());
    await next(board({ revision: 2, agenda: [released(4, 2, 912), item(5, 'WAITING')] }));
    await vi.advanceTimersByTimeAsync(900 + 750);
    expect(lit()).toBe(2);
    expect(text()).not.toContain('Chưa đạt');
    await vi.advanceTimersByTimeAsync(900);
    expect(text()).toContain('Chưa đạt yêu cầu tối thiểu của 3 sao Điểm trung bình 82,90');
  });

  it.each([
    ['the class is that of the points', released(4, 4, 862)],
    ['the exact mean is a hair below the next band', released(4, 4, 989)],
    ['the class is the highest', released(4, 5, 1100)],
  ])('says nothing of minimums where %s', async (_, given) => {
    reduced = true;
    show(scoring());
    await next(board({ revision: 2, agenda: [given, item(5, 'WAITING')] }));
    expect(text()).toContain('Điểm trung bình');
    expect(text()).not.toContain('Chưa đạt');
  });

  it('says it in the final list too, each at its product', () => {
    show(board({ phase: 'CLOSED', agenda: [released(1, 2, 912), released(2, 3, 771), released(3, 3, 701)] }));
    const rows = wrapper.findAll('li').map((each) => readOut(each.element));
    expect(rows).toEqual([
      expect.stringMatching(/^Rượu cần .*Chưa đạt yêu cầu tối thiểu của 4 sao/),
      expect.stringMatching(/^Cà phê bột .*63,72$/),
      expect.stringMatching(/^Trà Shan tuyết .*Chưa đạt yêu cầu tối thiểu của 3 sao/),
    ]);
  });

  it('knows the bands of every card there is', () => {
    for (const { code, starBands } of loadScorecards('server/scorecards').all) {
      const begins = starBands.filter(({ stars }) => stars > 1).map(({ stars, min }) => [stars, min]);
      expect(Object.fromEntries(begins), code).toEqual(BAND_BEGINS);
    }
  });

  it('counts that line when it turns the pages', () => {
    const agenda = Array.from({ length: 8 }, (_, at) => released(at + 1, 3, 862));
    show(board({ phase: 'CLOSED', agenda }));
    expect(text()).toContain('Trang 1/2');
    expect(wrapper.findAll('li')).toHaveLength(5);
  });

  it('turns the pages of a long list so that each line stays large', async () => {
    const agenda = Array.from({ length: 30 }, (_, at) => released(at + 1, 4, 862));
    show(board({ phase: 'CLOSED', agenda }));
    expect(text()).toContain('Trang 1/3');
    expect(wrapper.findAll('li')).toHaveLength(11);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(text()).toContain('Trang 2/3');
  });
});
