import type { VueWrapper } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import AccountsPage from '../../client/features/admin/accounts/AccountsPage.vue';
import { forgetSignIn, takeSignIn } from '../../client/live/viewer';
import { mountDesk } from './support/desk';
import { account, page } from './support/desk-rows';
import { Replies, signedIn } from './support/replies';

let wrapper: VueWrapper;
afterEach(async () => {
  wrapper.unmount();
  await forgetSignIn();
});

it('gives an administrator a way to the page of the password for himself, and the dialog for everybody else', async () => {
  const own = account({ id: 'a1', displayName: 'Bình' });
  await takeSignIn(signedIn({ kind: 'ACCOUNT', account: own }) as Parameters<typeof takeSignIn>[0]);
  new Replies({
    ListAccounts: () => ({ accounts: page('Account', [account({ id: '7', displayName: 'An' }), own]) }),
  });
  ({ wrapper } = await mountDesk(AccountsPage));
  const [an, binh] = wrapper.findAll('tbody tr');
  expect(an!.find('button[aria-label="Đặt mật khẩu: An"]').exists()).toBe(true);
  expect(an!.find('a[href="/mat-khau"]').exists()).toBe(false);
  expect(binh!.find('button[aria-label="Đặt mật khẩu: Bình"]').exists()).toBe(false);
  expect(binh!.get('a[href="/mat-khau"]').text()).toBe('Đổi mật khẩu của mình');
});
