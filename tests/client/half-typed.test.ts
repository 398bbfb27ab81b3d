import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { setLocale } from '../../client/ui/locale';
import DeskDialog from '../../client/ui/desk/DeskDialog.vue';
import DeskField from '../../client/ui/desk/DeskField.vue';
import { labelled, leaveHalfTyped, mountDesk, press, settle, shownText, type } from './support/desk';

const FIELDS = { 'Từ ngày': 'date', 'Đến ngày': 'date', Năm: 'number' } as const;
let wrapper: VueWrapper;
let sent: Record<string, string>[];

async function show(): Promise<void> {
  sent = [];
  const draft = ref<Record<string, string>>({
    'Từ ngày': '2026-01-10',
    'Đến ngày': '2026-05-31',
    Năm: '2026',
  });
  const submit = () => {
    sent.push({ ...draft.value });
    return Promise.resolve(false);
  };
  const fields = () =>
    Object.entries(FIELDS).map(([label, kind]) =>
      h(DeskField, {
        ...{ label, type: kind, modelValue: draft.value[label]! },
        'onUpdate:modelValue': (text: string) => (draft.value[label] = text),
      }),
    );
  const form = { title: 'Mẫu', submit, submitLabel: 'Lưu', cancelLabel: 'Hủy' };
  ({ wrapper } = await mountDesk(
    defineComponent({ render: () => h(DeskDialog, form, { default: fields }) }),
  ));
}

describe('A form in a dialog, with fields left half typed', () => {
  afterEach(() => {
    wrapper.unmount();
    setLocale('vi');
  });

  it('erases none of two dates, also after one is mended, and names those that still stand', async () => {
    await show();
    await leaveHalfTyped('Đến ngày');
    await leaveHalfTyped('Từ ngày');
    await press('Lưu');
    expect(sent).toEqual([]);
    expect(shownText()).toContain('Có ngày giờ nhập chưa đủ hoặc không có thật: Từ ngày, Đến ngày.');
    expect(document.activeElement).toBe(labelled('Từ ngày'));
    await type('Từ ngày', '2026-02-01');
    await press('Lưu');
    expect(sent).toEqual([]);
    expect(shownText()).toContain('không có thật: Đến ngày.');
    await press('Lưu');
    expect(sent).toEqual([]);
    await type('Đến ngày', '2026-06-30');
    await press('Lưu');
    expect(sent).toEqual([{ 'Từ ngày': '2026-02-01', 'Đến ngày': '2026-06-30', Năm: '2026' }]);
    expect(shownText()).not.toContain('không có thật');
  });

  it('takes an emptied date for none once it is cleared by the key that clears', async () => {
    await show();
    await leaveHalfTyped('Đến ngày');
    await press('Lưu');
    expect(sent).toEqual([]);
    labelled('Đến ngày').dispatchEvent(new KeyboardEvent('keydown', { key: 'Delete', bubbles: true }));
    await settle();
    await press('Lưu');
    expect(sent).toMatchObject([{ 'Đến ngày': '' }]);
  });

  it('calls a number a number and a date a date', async () => {
    await show();
    await leaveHalfTyped('Năm');
    await press('Lưu');
    expect(shownText()).toContain('Có ô chưa phải là số: Năm. Hãy nhập lại');
    expect(shownText()).not.toContain('ngày giờ');
    await leaveHalfTyped('Từ ngày');
    setLocale('en');
    await press('Lưu');
    expect(shownText()).toContain(
      'A date is incomplete or does not exist: Từ ngày. Not a number yet: Năm. Type it again',
    );
    expect(sent).toEqual([]);
  });
});
