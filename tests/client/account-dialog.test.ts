import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { h } from 'vue';
import AccountDialog from '../../client/features/admin/accounts/AccountDialog.vue';
import { apollo } from '../../client/live/apollo';
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

  it('links the account to a person of the sign-on where there is one, and leaves the link alone where there is none', async () => {
    const linked = account({ providerName: 'cu@tinh.vn', providerBoundAt: '2026-11-20T01:00:00Z' });
    const replies = new Replies({
      LinkingClaim: () => ({ signInProvider: { __typename: 'SignInProvider', claim: 'email' } }),
      ChangeAccount: () => ({ changeAccount: { ...linked, version: 2 } }),
    });
    ({ wrapper } = await mountDesk({ render: () => h(AccountDialog, { account: linked }) }));
    await settle();
    expect(document.body.textContent).toContain('Đã gắn với một người từ 20/11/2026');
    await type('Tài khoản đăng nhập một lần', 'moi@tinh.vn');
    expect(document.body.textContent).toContain('Ghi đúng trường “email” của người này');
    await press('Lưu');
    expect(replies.sentOf('ChangeAccount')).toMatchObject([{ input: { providerName: 'moi@tinh.vn' } }]);
    wrapper.unmount();
    await apollo.clearStore();
    const without = new Replies({
      LinkingClaim: () => ({ signInProvider: null }),
      ChangeAccount: () => ({ changeAccount: { ...linked, version: 2 } }),
    });
    ({ wrapper } = await mountDesk({ render: () => h(AccountDialog, { account: linked }) }));
    await settle();
    expect(document.querySelector('[data-label="Tài khoản đăng nhập một lần"]')).toBeNull();
    await type('Tên hiển thị', 'Thư ký mới');
    await press('Lưu');
    expect(without.sentOf('ChangeAccount')).toMatchObject([{ input: { providerName: null } }]);
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
