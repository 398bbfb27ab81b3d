import { mount } from '@vue/test-utils';
import { nextTick } from 'vue';
import { afterEach, describe, expect, it } from 'vitest';
import UiConfirm from '../../client/ui/UiConfirm.vue';

function ask(props: object = {}) {
  return mount(UiConfirm, {
    props: { open: true, title: 'Kết luận?', confirmLabel: 'Kết luận', ...props },
    attachTo: document.body,
  });
}

let wrapper: ReturnType<typeof ask>;
const press = (label: string) =>
  wrapper
    .findAll('button')
    .find((button) => button.text() === label)!
    .trigger('click');

describe('Asking once before a step', () => {
  afterEach(() => wrapper.unmount());

  it('goes on when told to', async () => {
    wrapper = ask();
    await press('Kết luận');
    expect(wrapper.emitted('confirm')).toEqual([['']]);
  });

  it('does not go on without the reason the record needs, and ties the fault to the field', async () => {
    wrapper = ask({ reasonLabel: 'Lý do' });
    await press('Kết luận');
    expect(wrapper.emitted('confirm')).toBeUndefined();
    const field = wrapper.get('textarea');
    expect(field.attributes('aria-invalid')).toBe('true');
    expect(wrapper.get(`#${field.attributes('aria-describedby')}`).text()).toContain('Xin ghi lý do');

    await field.setValue('  Đã thảo luận  ');
    await press('Kết luận');
    expect(wrapper.emitted('confirm')).toEqual([['Đã thảo luận']]);
  });

  it('is not sent twice while the first answer is awaited', async () => {
    wrapper = ask({ busy: true });
    await press('Kết luận');
    expect(wrapper.emitted('confirm')).toBeUndefined();
  });

  it('stays open at the second press of a double click, and closes at a press outside', async () => {
    wrapper = ask();
    await wrapper.get('dialog').trigger('click', { detail: 2 });
    expect(wrapper.emitted('update:open')).toBeUndefined();
    await wrapper.get('dialog').trigger('click', { detail: 1 });
    expect(wrapper.emitted('update:open')).toEqual([[false]]);
  });

  it('steps back without a trace', async () => {
    wrapper = ask({ reasonLabel: 'Lý do' });
    await wrapper.get('textarea').setValue('nháp');
    await press('Hủy');
    expect(wrapper.emitted('update:open')).toEqual([[false]]);
    await wrapper.setProps({ open: false });
    await wrapper.setProps({ open: true });
    await nextTick();
    expect((wrapper.get('textarea').element as HTMLTextAreaElement).value).toBe('');
  });
});
