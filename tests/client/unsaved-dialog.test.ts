import type { VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defineComponent, h, ref, type Component } from 'vue';
import type { Router } from 'vue-router';
import AccountDialog from '../../client/features/admin/accounts/AccountDialog.vue';
import { setLocale } from '../../client/ui/locale';
import DeskDialog from '../../client/ui/desk/DeskDialog.vue';
import DeskField from '../../client/ui/desk/DeskField.vue';
import { labelled, mountDesk, press, settle, shownText, type } from './support/desk';
import { account } from './support/desk-rows';
import { Replies } from './support/replies';

const QUESTION = 'Bỏ những gì đã nhập?';
const form = () => document.querySelector('.desk-dialog');
let wrapper: VueWrapper;
let router: Router;

/** A page whose dialog holds one field; another page stands at /khac. */
const Page = defineComponent(() => {
  const name = ref('');
  const open = ref(true);
  const words = { title: 'Mẫu', submitLabel: 'Lưu', cancelLabel: 'Hủy' };
  const field = () =>
    h(DeskField, {
      ...{ label: 'Tên', modelValue: name.value },
      'onUpdate:modelValue': (text: string) => (name.value = text),
    });
  const submit = async () => {
    await router.push('/khac');
    return true;
  };
  return () =>
    open.value &&
    h(DeskDialog, { ...words, submit, onClose: () => (open.value = false) }, { default: field });
});

async function show(page: Component = Page): Promise<void> {
  ({ wrapper, router } = await mountDesk(page, '/truoc'));
  router.addRoute({ path: '/khac', component: { render: () => h('p', 'Trang khác') } });
}
async function escape(): Promise<void> {
  for (const kind of ['keydown', 'keyup'])
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent(kind, { key: 'Escape', keyCode: 27, bubbles: true }),
    );
  await settle();
}

describe('A dialog in which something was typed', () => {
  beforeEach(() => void new Replies());
  afterEach(() => {
    wrapper.unmount();
    setLocale('vi');
  });

  it('closes at once while nothing was typed', async () => {
    await show();
    await escape();
    expect(form()).toBeNull();
    expect(shownText()).not.toContain(QUESTION);
  });

  it('asks at Escape and at its own button, keeps what was typed, and drops it only when told to', async () => {
    await show();
    await type('Tên', 'Cam');
    await escape();
    expect(shownText()).toContain(QUESTION);
    await press('Nhập tiếp');
    expect(labelled('Tên').value).toBe('Cam');
    await press('Hủy');
    expect(shownText()).toContain(QUESTION);
    await press('Bỏ');
    expect(form()).toBeNull();
  });

  it('takes Escape at the question for an answer to it, and does not ask again', async () => {
    await show();
    await type('Tên', 'Cam');
    await escape();
    const question = document.querySelector<HTMLElement>('.loss-question dialog')!;
    let heard = 0;
    const hear = () => heard++;
    for (const kind of ['keydown', 'keyup'] as const) {
      window.addEventListener(kind, hear);
      question.dispatchEvent(new KeyboardEvent(kind, { key: 'Escape', keyCode: 27, bubbles: true }));
      window.removeEventListener(kind, hear);
    }
    expect(heard).toBe(0);
  });

  it('asks before the page is left, stays when told to, and asks in English', async () => {
    setLocale('en');
    await show();
    await type('Tên', 'Cam');
    const leaving = router.push('/khac');
    await settle();
    expect(shownText()).toContain('Discard what you entered?');
    await press('Keep editing');
    await leaving;
    expect(router.currentRoute.value.path).toBe('/truoc');
    expect(labelled('Tên').value).toBe('Cam');
    const again = router.push('/khac');
    await settle();
    await press('Discard');
    await again;
    await settle();
    expect(router.currentRoute.value.path).toBe('/khac');
    expect(form()).toBeNull();
  });

  it('asks before the tab is closed', async () => {
    await show();
    const closing = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(closing()).toBe(false);
    await type('Tên', 'Cam');
    expect(closing()).toBe(true);
    wrapper.unmount();
    expect(closing()).toBe(false);
  });

  it('does not ask after a save, which may lead to another page', async () => {
    await show();
    await type('Tên', 'Cam');
    await press('Lưu');
    expect(router.currentRoute.value.path).toBe('/khac');
    expect(shownText()).not.toContain(QUESTION);
  });

  it('asks for a switch as well, and not once it stands as it was', async () => {
    await show({ render: () => h(AccountDialog, { account: account() }) });
    labelled('Quản trị viên').click();
    await settle();
    await escape();
    expect(shownText()).toContain(QUESTION);
    await press('Nhập tiếp');
    labelled('Quản trị viên').click();
    await settle();
    await escape();
    expect(form()).toBeNull();
  });
});
