import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { h } from 'vue';
import AccountDialog from '../../client/features/admin/accounts/AccountDialog.vue';
import { labelled, mountDesk, press, settle, type } from './support/desk';
import { account } from './support/desk-rows';
import { refused, Replies } from './support/replies';

const own = account({ isAdmin: true });
const WHY = 'đây là quyền đồng chí đang dùng; nhờ một quản trị viên khác thôi quyền này';

describe('The form of an account', () => {
  let wrapper: VueWrapper;
  afterEach(() => wrapper.unmount());

  it('says aloud beside the switch why an administrator may not take his own right away, and stays open', async () => {
    const fields = [{ field: 'input.isAdmin', message: { vi: WHY, en: 'this is the right you are using' } }];
    const replies = new Replies({ ChangeAccount: () => ({ changeAccount: refused('IN_USE', 'Không.', 'No.', fields) }) });
    ({ wrapper } = await mountDesk({ render: () => h(AccountDialog, { account: own }) }));
    document.querySelector<HTMLElement>('[role="switch"]')!.click();
    await settle();
    await press('Lưu');
    expect(replies.sentOf('ChangeAccount')).toMatchObject([{ input: { isAdmin: false } }]);
    const said = [...document.querySelectorAll('[role="alert"]')].map((each) => each.textContent?.trim());
    expect(said).toContain(`${WHY[0]!.toUpperCase()}${WHY.slice(1)}.`);
    document.querySelector<HTMLElement>('[role="switch"]')!.click();
    await settle();
    expect(document.querySelector('[role="alert"]')).toBeNull();
  });

  it('takes a fault away as its field is written in, leaves the other, and moves nobody from his field', async () => {
    ({ wrapper } = await mountDesk({ render: () => h(AccountDialog) }));
    await press('Lưu');
    const faulty = () =>
      [...document.querySelectorAll<HTMLElement>('[aria-invalid="true"]')].map((field) => field.dataset['label']);
    expect(faulty()).toEqual(['Tên hiển thị', 'Tên đăng nhập', 'Mật khẩu ban đầu']);
    expect(document.activeElement).toBe(labelled('Tên hiển thị'));
    labelled('Tên đăng nhập').focus();
    await type('Tên đăng nhập', 'a.phuong');
    expect(faulty()).toEqual(['Tên hiển thị', 'Mật khẩu ban đầu']);
    expect(document.activeElement).toBe(labelled('Tên đăng nhập'));
  });
}); // prettier-ignore
