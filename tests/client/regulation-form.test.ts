import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { h, ref } from 'vue';
import { draftRegulation, wrongNumbers } from '../../client/features/admin/councils/regulation-draft';
import RegulationForm from '../../client/features/admin/councils/RegulationForm.vue';
import { setLocale } from '../../client/ui/locale';
import { checkRegulation, DEFAULT_REGULATION } from '../../server/domain/regulation.js';
import { labelled, leaveHalfTyped, mountDesk, press, settle, shownText, type } from './support/desk';
import { council, regulation } from './support/desk-rows';
import { refused, Replies } from './support/replies';

let wrapper: VueWrapper;
/** Shows the form of a version. @returns what the page behind it has read; another one may be put there */
const show = async (changes: object = {}) => {
  const read = ref(regulation(changes));
  const desk = await mountDesk({
    render: () => h(RegulationForm, { councilId: 'h1', regulation: read.value as never }),
  });
  ({ wrapper } = desk);
  return Object.assign(read, { router: desk.router });
};
const SAVE = 'Lưu thành phiên bản mới';
const REMARK = 'Bắt buộc ghi ý kiến khi lệch với tổ tư vấn';
/** What the notice beside the button says to be wrong. */
const listed = () => wrapper.findAll('.notice button').map((each) => each.text());

describe('A council’s regulation', () => {
  afterEach(() => {
    wrapper.unmount();
    vi.restoreAllMocks();
  });

  it('explains every setting, with what is usual and where it comes from', async () => {
    new Replies();
    await show();
    expect(wrapper.findAll('fieldset').length).toBe(12);
    for (const setting of wrapper.findAll('fieldset')) {
      expect(setting.text()).toContain('Mặc định:');
      expect(setting.text()).toContain('Căn cứ:');
    }
    expect(shownText()).toContain('quy chế Tây Ninh: ít nhất 3/4');
    expect(shownText()).toContain('Từ 1 đến 9; thường là 1 hoặc 2.');
  });

  it('asks before the page is left with a changed value, also in English, and not once it stands as it was', async () => {
    new Replies();
    const { router } = await show();
    await type('Mẫu số', '5');
    const leaving = router.push('/khac');
    await settle();
    expect(shownText()).toContain('Bỏ những gì đã nhập?');
    await press('Nhập tiếp');
    await leaving;
    expect(router.currentRoute.value.path).toBe('/');
    expect(labelled('Mẫu số').value).toBe('5');
    setLocale('en');
    const again = router.push('/khac');
    await settle();
    expect(shownText()).toContain('Discard what you entered?');
    await press('Keep editing');
    await again;
    setLocale('vi');
    await settle();
    await type('Mẫu số', '4');
    await router.push('/khac');
    expect(router.currentRoute.value.path).toBe('/khac');
  });

  it('is sent exactly as it is shown, with its reason', async () => {
    const replies = new Replies({
      SaveRegulation: () => ({ saveRegulation: refused('CONFLICT', 'Đã có người sửa.', 'Changed.') }),
    });
    await show({ remarkBeyond: 3, minimumTest: 'MAJORITY', blindAverages: true });
    await type('Chênh lệch điểm cho phép', '8');
    await type('Tử số', '2');
    await type('Mẫu số', '3');
    await type('Căn cứ hoặc lý do sửa', ' Quy chế 10/QĐ ');
    await press(SAVE);
    expect(replies.sentOf('SaveRegulation')).toEqual([
      {
        councilId: 'h1',
        version: 1,
        input: {
          quorumNum: 2,
          quorumDen: 3,
          presidingRequired: true,
          deviationLimit: 8,
          afterDeviation: 'RESCORE_OR_REASON',
          minimumTest: 'MAJORITY',
          roundsPerBatch: 1,
          averagesVisibleTo: 'CHAIR_AND_SECRETARY',
          resultsVisibleToRoom: 'AFTER_RELEASE',
          blindAverages: true,
          sheetsAfterRelease: 'CHAIR',
          remarkBeyond: 3,
          hideOthersUntilMarked: false,
          note: 'Quy chế 10/QĐ',
        },
      },
    ]);
    expect(shownText()).toContain('Đã có người sửa.');
  });

  it('says what will change before it is saved, and offers no save while nothing does', async () => {
    new Replies();
    await show();
    const save = () => wrapper.findAll('button').find((each) => each.text() === SAVE)!;
    expect(save().attributes('disabled')).toBeDefined();
    await type('Căn cứ hoặc lý do sửa', 'Quy chế mới');
    expect(save().attributes('disabled')).toBeDefined();
    await type('Chênh lệch điểm cho phép', '8');
    expect(save().attributes('disabled')).toBeUndefined();
    expect(shownText()).toContain('Chênh lệch điểm cho phép: 10 điểm → 8 điểm');
  });

  it('words a refusal beside the field it names, and keeps what was typed', async () => {
    const fields = [
      { field: 'input.quorumNum', message: { __typename: 'Text', vi: 'Tử số lớn hơn mẫu số.', en: '…' } },
    ];
    new Replies({
      SaveRegulation: () => ({
        saveRegulation: refused('INVALID_INPUT', 'Chưa hợp lệ.', 'Not valid.', fields),
      }),
    });
    await show();
    await type('Tử số', '5');
    await press(SAVE);
    const fault = wrapper.findAll('.q-field').find((field) => field.text().includes('Tử số lớn hơn mẫu số.'));
    expect(fault?.find('.q-field__label').text()).toBe('Tử số');
    expect(fault?.find('input').element.value).toBe('5');
    expect(fault?.find('input').attributes('aria-invalid')).toBe('true');
  });

  it('leads from a refused save to the first field at fault, and lists all beside the button', async () => {
    const message = (vi: string) => ({ __typename: 'Text', vi, en: '…' });
    new Replies({
      SaveRegulation: () => ({
        saveRegulation: refused('INVALID_INPUT', 'Chưa hợp lệ.', 'Not valid.', [
          { field: 'input.roundsPerBatch', message: message('cần là số nguyên từ 1 đến 9') },
          { field: 'input.remarkBeyond', message: message('cần là số nguyên từ 1 đến 100') },
        ]),
      }),
    });
    await show();
    const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView');
    await type('Số lần họp trong một đợt', '10');
    await type(REMARK, '-1');
    await press(SAVE);
    expect(document.activeElement).toBe(labelled('Số lần họp trong một đợt'));
    expect(scrolled.mock.contexts).toEqual([labelled('Số lần họp trong một đợt')]);
    expect(listed()).toEqual([
      'Số lần họp trong một đợt: Cần là số nguyên từ 1 đến 9.',
      `${REMARK}: Cần là số nguyên từ 1 đến 100.`,
    ]);
    await press(listed()[1]!);
    expect(document.activeElement).toBe(labelled(REMARK));
    expect(scrolled.mock.contexts.at(-1)).toBe(labelled(REMARK));
    // What was mended is a fault no more.
    await type('Số lần họp trong một đợt', '2');
    expect(listed()).toEqual([`${REMARK}: Cần là số nguyên từ 1 đến 100.`]);
    expect(labelled('Số lần họp trong một đợt').getAttribute('aria-invalid')).not.toBe('true');
  });

  it('counts no value that cannot be saved among the changes, yet lets it be sent to hear why', async () => {
    const replies = new Replies();
    await show();
    await type('Tử số', '5');
    expect(shownText()).not.toContain('Túc số: 3/4 → 5/4');
    expect(shownText()).toContain('Giá trị đang nhập chưa hợp lệ: Túc số.');
    await type('Chênh lệch điểm cho phép', 'abc');
    await type('Số lần họp trong một đợt', '2');
    expect(shownText()).toMatch(/Sẽ thay đổi 1 mục: ?Số lần họp trong một đợt: 1 lần → 2 lần/);
    await press(SAVE);
    expect(replies.sentOf('SaveRegulation')).toEqual([]);
    expect(document.activeElement).toBe(labelled('Chênh lệch điểm cho phép'));
    expect(listed()).toEqual(['Chênh lệch điểm cho phép: Cần một số nguyên.']);
    // What was found wrong says nothing of the rest: that stays named.
    expect(shownText()).toContain('Giá trị đang nhập chưa hợp lệ: Túc số.');
  });

  it('takes for sound exactly what the rulebook does', () => {
    const wanted = { ...DEFAULT_REGULATION, remarkBeyond: 5 };
    const refuses = (change: object) => {
      try {
        checkRegulation({ ...wanted, ...change });
        return false;
      } catch {
        return true;
      }
    };
    const draft = draftRegulation(regulation({ remarkBeyond: 5 }) as never);
    for (const field of ['quorumNum', 'quorumDen', 'deviationLimit', 'roundsPerBatch', 'remarkBeyond'])
      for (const number of [-1, 0, 1, 3, 4, 5, 9, 10, 100, 101])
        expect([field, number, wrongNumbers({ ...draft, [field]: String(number) }).length > 0]).toEqual([
          field,
          number,
          refuses({ [field]: number }),
        ]);
  });

  it('does not send a number that is none', async () => {
    const replies = new Replies();
    await show();
    await type('Số lần họp trong một đợt', '1,5');
    await press(SAVE);
    expect(replies.sentOf('SaveRegulation')).toEqual([]);
    expect(shownText()).toContain('Cần một số nguyên.');
  });

  it('does not give up a setting for a number that is half typed, also where it may be empty', async () => {
    const replies = new Replies({ SaveRegulation: () => ({ saveRegulation: refused('CONFLICT', 'Đã có người sửa.', 'Changed.') }) }); // prettier-ignore
    await show({ remarkBeyond: 3 });
    await leaveHalfTyped(REMARK);
    await press(SAVE);
    expect(replies.sentOf('SaveRegulation')).toEqual([]);
    expect(shownText()).toContain(`Có ô chưa phải là số: ${REMARK}.`);
    expect(document.activeElement).toBe(labelled(REMARK));
    await type(REMARK, '4');
    await press(SAVE);
    expect(replies.sentOf('SaveRegulation')).toMatchObject([{ input: { remarkBeyond: 4 } }]);
    expect(shownText()).not.toContain('Có ô chưa phải là số');
  });

  it('takes the empty field of another version, put into the form, for what it is', async () => {
    const form = ref<{ take: (version: object) => void }>();
    new Replies();
    ({ wrapper } = await mountDesk({
      render: () =>
        h(RegulationForm, {
          ref: form,
          councilId: 'h1',
          regulation: regulation({ remarkBeyond: 3 }) as never,
        }),
    }));
    await leaveHalfTyped(REMARK);
    await press(SAVE);
    expect(shownText()).toContain('Có ô chưa phải là số');
    form.value!.take(regulation({ remarkBeyond: null, deviationLimit: 9 }));
    await press(SAVE);
    expect(shownText()).not.toContain('Có ô chưa phải là số');
  });
});

const SENTENCE = 'Người khác vừa thay đổi mục này; chưa ghi gì của đồng chí. Xem bản mới rồi thử lại.';
const version = (number: number, changes: object = {}) =>
  regulation({ id: `r${number}`, version: number, ...changes });
const holding = (...regulations: object[]) => council({ regulation: regulations[0], regulations });
const theirs = { deviationLimit: 7, remarkBeyond: 3, presidingRequired: false, quorumDen: 5 };

/** The form over version 1, while the server holds another administrator's version 2. */
async function showBehind() {
  const replies = new Replies({
    SaveRegulation: ({ version: read }) => ({
      saveRegulation:
        read === 2
          ? holding(version(3), version(2, theirs), version(1))
          : refused('CONFLICT', SENTENCE, 'Changed.'),
    }),
    ReadCouncil: () => ({ council: holding(version(2, theirs), version(1)) }),
  });
  const read = await show();
  return { read, sent: () => replies.sentOf('SaveRegulation') };
}

describe('A council’s regulation that somebody else has changed meanwhile', () => {
  afterEach(() => wrapper.unmount());

  it('keeps what was typed, takes over what was left alone, and says what the other one wrote', async () => {
    const { sent } = await showBehind();
    await type('Chênh lệch điểm cho phép', '8');
    await type('Căn cứ hoặc lý do sửa', 'Quy chế 10/QĐ');
    await press(SAVE);
    expect(sent()).toMatchObject([{ version: 1 }]);
    expect(shownText()).toContain(SENTENCE);
    expect(labelled('Chênh lệch điểm cho phép').value).toBe('8');
    expect(labelled('Căn cứ hoặc lý do sửa').value).toBe('Quy chế 10/QĐ');
    for (const said of ['7', '3', '5', 'Tắt']) expect(shownText()).toContain(`Người khác vừa ghi: ${said}`);
    // What the next save would change is told against what the other one wrote, not against what was read at first.
    expect(shownText()).toMatch(/Sẽ thay đổi 1 mục: ?Chênh lệch điểm cho phép: 7 điểm → 8 điểm/);
    await press(SAVE);
    expect(sent()[1]).toMatchObject({
      version: 2,
      input: { ...theirs, quorumNum: 3, deviationLimit: 8, note: 'Quy chế 10/QĐ' },
    });
    expect(shownText()).not.toContain(SENTENCE);
  });

  it('puts no quorum together of which each wrote one half', async () => {
    const { sent } = await showBehind();
    await type('Tử số', '2');
    await press(SAVE);
    expect(labelled('Mẫu số').value).toBe('4');
    expect(shownText()).toContain('Người khác vừa ghi: 5');
    expect(shownText()).toContain('Túc số: 3/5 → 2/4');
    await press(SAVE);
    expect(sent()[1]).toMatchObject({ version: 2, input: { quorumNum: 2, quorumDen: 4 } });
  });

  it('is sent with the version it was read with, whatever the page behind it has learnt since', async () => {
    const { read, sent } = await showBehind();
    await type('Chênh lệch điểm cho phép', '8');
    read.value = version(2, theirs);
    await settle();
    expect(shownText()).toContain('Chênh lệch điểm cho phép: 10 điểm → 8 điểm');
    await press(SAVE);
    expect(sent()).toMatchObject([{ version: 1 }]);
    expect(shownText()).toContain(SENTENCE);
  });
});

describe('A council’s regulation saved twice in one sitting', () => {
  afterEach(() => wrapper.unmount());

  it('is made from what the first save made, even where somebody was quicker with the next one', async () => {
    const saves = [
      holding(version(2, { deviationLimit: 8 }), version(1)),
      holding(version(4), version(3, { deviationLimit: 9 }), version(2), version(1)),
    ];
    const replies = new Replies({
      SaveRegulation: () => ({ saveRegulation: saves.shift() ?? refused('CONFLICT', SENTENCE, 'Changed.') }),
      ReadCouncil: () => ({ council: holding(version(4, { deviationLimit: 5 })) }),
    });
    await show();
    for (const limit of ['8', '9', '11']) {
      await type('Chênh lệch điểm cho phép', limit);
      await press(SAVE);
    }
    expect(replies.sentOf('SaveRegulation').map((each) => each.version)).toEqual([1, 2, 3]);
    expect(wrapper.findComponent(RegulationForm).emitted('saved')).toEqual([[2], [3]]);
    expect(labelled('Chênh lệch điểm cho phép').value).toBe('11');
    expect(shownText()).toContain('Người khác vừa ghi: 5');
  });

  it('says no longer what the other one wrote, once it was saved over it', async () => {
    await showBehind();
    await type('Chênh lệch điểm cho phép', '8');
    await press(SAVE);
    await press(SAVE);
    expect(shownText()).not.toContain('Người khác vừa ghi');
  });
});
