import { mount } from '@vue/test-utils';
import { nextTick } from 'vue';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
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

  it('asks before it drops a reason half written, at every way out, and gives the hand back where it was', async () => {
    wrapper = ask({ reasonLabel: 'Lý do' });
    const field = wrapper.get('textarea');
    (field.element as HTMLTextAreaElement).focus();
    await field.setValue('nháp');
    const ways: (() => Promise<unknown>)[] = [
      () => press('Hủy'),
      () => wrapper.get('[aria-label="Đóng"]').trigger('click'),
      () => wrapper.get('textarea').trigger('keydown', { key: 'Escape' }),
      () => wrapper.get('dialog').trigger('cancel'),
      () => wrapper.get('dialog').trigger('click', { detail: 1 }),
    ];
    for (const way of ways) {
      await way();
      expect(wrapper.get('[role=alert]').text()).toContain('sẽ mất nếu đóng');
      await press('Nhập tiếp');
      expect(wrapper.emitted('update:open')).toBeUndefined();
      expect((wrapper.get('textarea').element as HTMLTextAreaElement).value).toBe('nháp');
      await vi.waitFor(() => expect(document.activeElement).toBe(wrapper.get('textarea').element));
    }
    const cancel = () => wrapper.findAll('.dialog-actions button')[0]!;
    (cancel().element as HTMLElement).focus();
    await press('Hủy');
    await press('Nhập tiếp');
    await vi.waitFor(() => expect(document.activeElement).toBe(cancel().element));
    // Escape at the question means staying, too.
    await press('Hủy');
    await wrapper.get('dialog').trigger('keydown', { key: 'Escape' });
    expect(wrapper.find('[role=alert]').exists()).toBe(false);
    expect(wrapper.emitted('update:open')).toBeUndefined();
  });

  it('neither asks nor closes while what was typed is on its way', async () => {
    wrapper = ask({ reasonLabel: 'Lý do' });
    await wrapper.get('textarea').setValue('Đã thảo luận');
    await wrapper.setProps({ busy: true });
    await press('Hủy');
    await wrapper.get('dialog').trigger('keydown', { key: 'Escape' });
    expect(wrapper.find('[role=alert]').exists()).toBe(false);
    expect(wrapper.emitted('update:open')).toBeUndefined();
  });

  it('stays where the browser closes it without asking, as at a second Back in a row', async () => {
    wrapper = ask({ reasonLabel: 'Lý do' });
    await wrapper.get('textarea').setValue('nháp');
    const dialog = wrapper.get('dialog').element as HTMLDialogElement;
    dialog.close();
    await nextTick();
    expect(dialog.open).toBe(true);
    expect(wrapper.get('[role=alert]').text()).toContain('sẽ mất nếu đóng');
  });

  it('asks before another page takes its place', async () => {
    const page = { render: () => null };
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [
        { path: '/', component: page },
        { path: '/khac', component: page },
      ],
    });
    await router.push('/');
    wrapper = mount(UiConfirm, {
      props: { open: true, title: 'Kết luận?', confirmLabel: 'Kết luận', reasonLabel: 'Lý do' },
      attachTo: document.body,
      global: { plugins: [router] },
    });
    await wrapper.get('textarea').setValue('nháp');
    let going = router.push('/khac');
    await vi.waitFor(() => wrapper.get('[role=alert]'));
    await press('Nhập tiếp');
    await going;
    expect(router.currentRoute.value.path).toBe('/');
    going = router.push('/khac');
    await vi.waitFor(() => wrapper.get('[role=alert]'));
    await press('Bỏ những gì đã nhập');
    await going;
    expect(router.currentRoute.value.path).toBe('/khac');
  });

  it('steps back without a trace', async () => {
    wrapper = ask({ reasonLabel: 'Lý do' });
    await wrapper.get('textarea').setValue('nháp');
    await press('Hủy');
    await press('Bỏ những gì đã nhập');
    expect(wrapper.emitted('update:open')).toEqual([[false]]);
    await wrapper.setProps({ open: false });
    await wrapper.setProps({ open: true });
    await nextTick();
    expect((wrapper.get('textarea').element as HTMLTextAreaElement).value).toBe('');
  });
});
