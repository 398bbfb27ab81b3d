import { provideApolloClient } from '@vue/apollo-composable';
import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { getCurrentInstance, nextTick } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { viewCard } from '../../../client/features/scoring/card-view';
import SheetForm from '../../../client/features/scoring/SheetForm.vue';
import type { Sheet } from '../../../client/features/scoring/useMarks';
import { apollo } from '../../../client/live/apollo';
import { noteFound, noteLost } from '../../../client/live/connection';
import { waiting, type Wish } from '../../../client/live/outbox-state';
import { refused, Replies } from '../support/replies';
import { idleOutbox, sampleBoard, sampleDossier, sampleSheet } from './sample-sheet';

const dossier = sampleDossier('honey', { hasStory: false });
const card = viewCard(dossier);
const best = card.criteria
  .filter(({ applicable }) => applicable)
  .map(({ code, levels }) => ({
    criterion: code,
    choice: 'LEVELS' as const,
    levels: [levels.length - 1],
    points: levels.at(-1)!.points,
    remark: null,
  }));
const level = (at: number): Wish => ({ choice: 'LEVELS', levels: [at], remark: null });

let unmount = (): void => undefined;
afterEach(() => unmount());

async function show(
  {
    sheet = {},
    item = {},
    regulation = {},
    path = '/',
  }: {
    sheet?: Partial<Sheet>;
    item?: object;
    regulation?: object;
    path?: string;
  } = {},
  onUpdated: (name: string, code?: string) => void = () => undefined,
) {
  provideApolloClient(apollo);
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', component: { render: () => null } }],
  });
  await router.push(path);
  const board = sampleBoard(item, regulation);
  const outbox = idleOutbox();
  const wrapper = mount(SheetForm, {
    props: {
      board,
      item: board.agenda[0]!,
      card,
      sheet: sampleSheet(sheet),
      outbox,
      reread: () => undefined,
      unreachable: false,
    },
    attachTo: document.body,
    global: {
      plugins: [router],
      mixins: [
        {
          updated() {
            const instance =
              getCurrentInstance() ?? (this as unknown as { $: { type: { __name?: string } } }).$;
            const props = (this as unknown as { $props: { criterion?: { code: string } } }).$props;
            onUpdated(instance.type.__name ?? '', props.criterion?.code);
          },
        },
      ],
    },
  });
  unmount = () => wrapper.unmount();
  await flushPromises();
  return { wrapper, outbox, router };
}

describe('scoring a sheet', () => {
  it('draws one card anew at one tap, and no other', async () => {
    const drawn: string[] = [];
    const { wrapper } = await show({}, (name, code) => {
      if (name === 'CriterionCard') drawn.push(code ?? '');
    });
    drawn.length = 0;
    await wrapper.findAll('[data-criterion="1.1"] input')[2]!.setValue();
    await nextTick();
    expect(drawn).toEqual(['1.1']);
  });

  it('adds up at once, and says that the tap is not on the server yet', async () => {
    const { wrapper, outbox } = await show({ sheet: { state: 'EMPTY' } });
    expect(wrapper.find('.save-state').text()).toBe('Chưa có điểm nào');
    await wrapper.findAll('[data-criterion="1.1"] input')[2]!.setValue();
    expect(wrapper.find('.total b').text()).toBe('3');
    expect(wrapper.find('.save-state').text()).toContain('đang gửi, 1 mục');
    expect(waiting(outbox.states.get('sheet')!)).toEqual(['1.1']);
    await outbox.seen(
      sampleSheet({
        version: 2,
        marks: [{ criterion: '1.1', choice: 'LEVELS', levels: [2], points: 3, remark: null }],
      }),
    );
    await nextTick();
    expect(wrapper.find('.save-state').text()).toBe('Đã lưu trên máy chủ');
  });

  it.each(['PRESENTING', 'REVIEWING', 'CONCLUDED'])('takes no tap while the product is %s', async (phase) => {
    const { wrapper } = await show({ item: { phase } });
    expect(wrapper.findAll('[data-criterion] input:not([disabled])')).toHaveLength(0);
  });

  it('lists the criteria changed elsewhere, and asks for each', async () => {
    const { wrapper, outbox } = await show();
    await outbox.put('sheet', { '1.1': level(2) });
    await outbox.seen(
      sampleSheet({
        version: 2,
        marks: [{ criterion: '1.1', choice: 'LEVELS', levels: [0], points: 1, remark: null }],
      }),
    );
    await nextTick();
    expect(wrapper.find('.notice-bad').text()).toContain('phiếu đã được sửa ở nơi khác');
    expect(wrapper.find('.save-state').text()).toBe('Chưa gửi được 1 mục; đang giữ trên máy này');
    await wrapper.find('[aria-label="1.1: Theo máy chủ"]').trigger('click');
    expect(waiting(outbox.states.get('sheet')!)).toEqual([]);
    await nextTick();
    expect(wrapper.find('.notice-bad').exists()).toBe(false);
    expect(wrapper.find('.total b').text()).toBe('1');
  });

  it("shows the chair's reason and the member's earlier marks on a returned sheet", async () => {
    const attempts = [
      {
        attempt: 1,
        submittedAt: '2026-11-22T02:00:00Z',
        withdrawnAt: null,
        returnedReason: 'Chênh lệch 14 điểm',
        total: 97,
        marks: best,
        receipt: '7F3K-2Q',
      },
    ];
    const { wrapper } = await show({
      sheet: { state: 'RETURNED', attempt: 2, attempts },
      item: { attempt: 2 },
    });
    expect(wrapper.find('.notice-warn').text()).toContain('Chênh lệch 14 điểm');
    expect(wrapper.find('.notice-warn').text()).toContain('97');
    expect(wrapper.find('[data-criterion="1.1"] .previous').text()).toBe('Lần trước: 3 điểm');
  });

  it('goes from criterion to criterion by keys, but not out of a text field', async () => {
    const { wrapper } = await show();
    const at = () => document.activeElement?.closest<HTMLElement>('[data-criterion]')?.dataset.criterion;
    (wrapper.find('[data-criterion="1.1"] input').element as HTMLElement).focus();
    const press = (key: string) =>
      document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    press('j');
    expect(at()).toBe('1.2');
    press('k');
    expect(at()).toBe('1.1');
    press('g');
    await flushPromises();
    expect(document.activeElement?.tagName).toBe('TEXTAREA');
    press('j');
    expect(at()).toBe('1.1');
  });
});

describe('looking a sheet over', () => {
  it('shows what is not scored in red, refuses to submit, and says which', async () => {
    const marks = best.filter(({ criterion }) => criterion !== '1.4' && criterion !== '8');
    const { wrapper, router } = await show({ path: '/?xem-lai', sheet: { marks } });
    expect(wrapper.findAll('tr.gap').map((row) => row.attributes('data-review'))).toEqual(['1.4', '8']);
    expect(wrapper.find('.gaps').text()).toContain('1.4, 8');
    expect(wrapper.find('.submit .button-primary').attributes('disabled')).toBeDefined();
    await wrapper.find('tr.gap button').trigger('click');
    await flushPromises();
    expect(router.currentRoute.value.query).toEqual({});
    expect(document.activeElement?.closest<HTMLElement>('[data-criterion]')?.dataset.criterion).toBe('1.4');
  });

  it('does not submit while something is only on the device', async () => {
    const { wrapper, outbox } = await show({ path: '/?xem-lai', sheet: { marks: best } });
    const button = () => wrapper.find('.submit .button-primary');
    expect(button().attributes('disabled')).toBeUndefined();
    await outbox.put('sheet', { '1.1': level(0) });
    await nextTick();
    expect(button().attributes('disabled')).toBeDefined();
    expect(wrapper.find('.gaps').text()).toContain('tiêu chí 1.1');
  });

  it('keeps taking taps without a connection, and only submitting waits for it', async () => {
    const { wrapper, outbox } = await show({ sheet: { marks: best } });
    await wrapper.setProps({ unreachable: true });
    expect(wrapper.find('.notice-warn').text()).toContain('vẫn chấm được');
    await wrapper.findAll('[data-criterion="1.1"] input')[0]!.setValue();
    expect(waiting(outbox.states.get('sheet')!)).toEqual(['1.1']);
    expect(wrapper.findAll('.notice-warn p').map((each) => each.text())).toEqual([
      'Mất kết nối. 1 mục đang giữ trên máy này, sẽ tự gửi.',
      'Chỉ có trên máy này: tiêu chí 1.1.',
    ]);
    unmount();
    const review = await show({ path: '/?xem-lai', sheet: { marks: best } });
    await review.wrapper.setProps({ unreachable: true });
    expect(review.wrapper.find('.submit .button-primary').attributes('disabled')).toBeDefined();
    expect(review.wrapper.find('.gaps').text()).toContain('chưa nộp được');
  });

  it('takes «not sent» away once the server is reached again, and leaves a refusal', async () => {
    let answer = (): unknown => {
      throw new TypeError('Failed to fetch');
    };
    new Replies({ SubmitSheet: () => ({ submitSheet: answer() }) });
    const { wrapper } = await show({ path: '/?xem-lai', sheet: { marks: best } });
    const press = async () => {
      await wrapper.get('.submit .button-primary').trigger('click');
      await flushPromises();
    };
    const cut = async () => {
      noteLost('requests');
      await nextTick();
      noteFound('requests');
      await nextTick();
    };
    await press();
    expect(wrapper.get('.submit').text()).toContain('Máy chủ chưa trả lời');
    await cut();
    expect(wrapper.get('.submit').text()).not.toContain('Máy chủ chưa trả lời');
    answer = () => refused('SCORING_NOT_OPEN', 'Chủ tịch đã kết thúc chấm.', 'Closed.');
    await press();
    await cut();
    expect(wrapper.get('.submit').text()).toContain('Chủ tịch đã kết thúc chấm.');
  });

  it('says in the line that is always in sight that the connection is cut, also when all is on the server', async () => {
    const { wrapper } = await show({ sheet: { state: 'DRAFT', marks: best } });
    const line = () => wrapper.get('.save-state').text();
    expect(line()).toBe('Đã lưu trên máy chủ');
    await wrapper.setProps({ unreachable: true });
    expect(line()).toBe('Đã lưu trên máy chủ, mất kết nối');
    await wrapper.setProps({ unreachable: false });
    expect(line()).toBe('Đã lưu trên máy chủ');
  });

  it('submits the version it shows, with the opinion, and then shows the receipt and the way back', async () => {
    const submitted = sampleSheet({
      state: 'SUBMITTED',
      version: 6,
      marks: best,
      receipt: '7F3K-2Q',
      submittedAt: '2026-11-22T02:00:00Z',
    });
    const replies = new Replies({
      SubmitSheet: () => ({ submitSheet: { __typename: 'ScoreSheet', ...submitted } }),
    });
    const { wrapper } = await show({ path: '/?xem-lai', sheet: { marks: best, version: 5 } });
    await wrapper.find('.submit textarea').setValue('Sản phẩm tốt');
    await wrapper.find('.submit .button-primary').trigger('click');
    await flushPromises();
    expect(replies.sentOf('SubmitSheet')).toEqual([
      {
        input: {
          ...{ sheetId: 'sheet', version: 5, opinion: 'Sản phẩm tốt' },
          criteriaSetCode: 'OCOP-26-2026-04',
        },
      },
    ]);
    await wrapper.setProps({ sheet: submitted });
    expect(wrapper.find('.receipt .code').text()).toBe('7F3K-2Q');
    expect(wrapper.find('.save-state').text()).toContain('7F3K-2Q');
    expect(wrapper.find('.submit').text()).toContain('Rút lại để sửa');
  });

  it('words a refusal beside the button', async () => {
    new Replies({
      SubmitSheet: () => ({
        submitSheet: refused('SCORING_NOT_OPEN', 'Chủ tịch đã kết thúc chấm.', 'Closed.'),
      }),
    });
    const { wrapper } = await show({ path: '/?xem-lai', sheet: { marks: best } });
    await wrapper.find('.submit .button-primary').trigger('click');
    await flushPromises();
    expect(wrapper.find('.submit .notice-bad').text()).toContain('Chủ tịch đã kết thúc chấm.');
  });

  it('offers no way back for a sheet that was not part of the re-scoring, nor once scoring is closed', async () => {
    const sheet = { state: 'SUBMITTED' as const, marks: best, receipt: '7F3K-2Q' };
    const rescoring = await show({ sheet, item: { attempt: 2 } });
    expect(rescoring.wrapper.find('.submit').text()).not.toContain('Rút lại để sửa');
    expect(rescoring.wrapper.text()).toContain('một số ủy viên chấm lại. Phiếu đồng chí đã nộp giữ nguyên');
    unmount();
    const closed = await show({ sheet, item: { phase: 'REVIEWING' } });
    expect(closed.wrapper.find('.submit').text()).not.toContain('Rút lại để sửa');
  });

  it('says of a sheet complete but not handed in when scoring is closed that it does not count, and whom to tell', async () => {
    const LEFT_OUT = 'Phiếu này chưa nộp nên không được tính';
    const { wrapper } = await show({ sheet: { marks: best } });
    expect(wrapper.text()).not.toContain(LEFT_OUT);
    const closed = sampleBoard({ phase: 'REVIEWING' });
    await wrapper.setProps({ board: closed, item: closed.agenda[0]! });
    expect(wrapper.find('.notice-warn').text()).toContain(LEFT_OUT);
    expect(wrapper.find('.notice-warn').text()).toContain('Xin báo ngay Chủ tịch hoặc Thư ký');
    expect(wrapper.find('.save-state').text()).toBe('Đã lưu trên máy chủ, chưa nộp');
    await wrapper.setProps({ sheet: sampleSheet({ state: 'SUBMITTED', version: 2, marks: best }) });
    expect(wrapper.text()).not.toContain('không được tính');
  });

  it('tells nobody of a stop before its release: to members it looks like a conclusion, and says nothing of sheets', async () => {
    const { wrapper } = await show({ sheet: { state: 'DRAFT' }, item: { phase: 'CONCLUDED', result: null } });
    expect(wrapper.find('.notice-warn').exists()).toBe(false);
    expect(wrapper.text()).not.toMatch(/không được tính|chưa nộp/);
  });

  it('tells a member who was absent why the dossier was deferred, for then no sheet counts', async () => {
    const absent = await show({ sheet: { state: 'ABSENT' }, item: { phase: 'REVIEWING' } });
    expect(absent.wrapper.text()).toContain('vắng mặt');
    unmount();
    const deferred = {
      phase: 'DEFERRED' as const,
      reason: 'Thiếu phiếu kiểm nghiệm',
      fixList: 'Kiểm nghiệm lại',
    };
    const { wrapper } = await show({ sheet: { state: 'ABSENT' }, item: deferred });
    expect(wrapper.text()).toContain('Thiếu phiếu kiểm nghiệm');
    expect(wrapper.text()).not.toContain('vắng mặt');
  });

  it('tells nobody that his sheet does not count, or what is left of it, where the dossier was excluded', async () => {
    const result = { outcome: 'REJECTED', releasedAt: '2026-11-22T03:00:00Z' };
    const { wrapper } = await show({ sheet: { state: 'DRAFT' }, item: { phase: 'RELEASED', result } });
    expect(wrapper.text()).not.toContain('không được tính');
    expect(wrapper.text()).not.toMatch(/Còn \d+ tiêu chí chưa chấm/);
  });

  it('asks for the remark that the regulation requires before submitting', async () => {
    const { wrapper } = await show({
      path: '/?xem-lai',
      sheet: { marks: best },
      regulation: { remarkBeyond: 1 },
    });
    expect(wrapper.find('.submit .button-primary').attributes('disabled')).toBeUndefined();
    unmount();
    const assessments = [
      { author: 'SUPPORT_TEAM' as const, criterion: '1.1', levels: [0], points: 1, remark: null },
    ];
    const stricter = await show({
      path: '/?xem-lai',
      sheet: { marks: best },
      regulation: { remarkBeyond: 2 },
    });
    await stricter.wrapper.setProps({ card: viewCard({ ...dossier, assessments }) });
    expect(stricter.wrapper.find('.gaps').text()).toContain('1.1');
    expect(stricter.wrapper.find('.submit .button-primary').attributes('disabled')).toBeDefined();
  });
});
