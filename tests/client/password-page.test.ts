import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import PasswordPage from '../../client/features/sign-in/PasswordPage.vue';
import { forgetSignIn, takeSignIn } from '../../client/live/viewer';
import { setLocale } from '../../client/ui/locale';
import TopBar from '../../client/shell/TopBar.vue';
import { mountAt } from './support/mounting';
import { refused, Replies, signedIn } from './support/replies';

const account = {
  __typename: 'Account',
  id: 'a1',
  username: 'thuky',
  displayName: 'Thư ký',
  hasPassword: true,
};
const signInAs = (changes: object) => takeSignIn(signedIn(changes) as Parameters<typeof takeSignIn>[0]);
let wrapper: VueWrapper;

async function change(current: string, next: string): Promise<void> {
  await wrapper.get('input[name="current"]').setValue(current);
  await wrapper.get('input[name="next"]').setValue(next);
  await wrapper.get('form').trigger('submit');
  await flushPromises();
}
/** What is said beside a field, as a reader of the screen hears it. */
const saidOf = (name: string): string => {
  const ids = wrapper.get(`input[name="${name}"]`).attributes('aria-describedby') ?? '';
  return ids
    .split(' ')
    .filter((id) => id.endsWith('-error'))
    .map((id) => document.getElementById(id)?.textContent)
    .join(' ');
};

describe('Changing one’s own password', () => {
  beforeEach(() => signInAs({ kind: 'ACCOUNT', account }));
  afterEach(async () => {
    wrapper.unmount();
    await forgetSignIn();
  });
  const show = async (answer?: object) => {
    const replies = new Replies(answer ? { ChangePassword: () => ({ changePassword: answer }) } : {});
    ({ wrapper } = await mountAt(PasswordPage, '/mat-khau'));
    return replies;
  };

  it('says that the other devices were signed out, and keeps neither password on the screen', async () => {
    const replies = await show({ __typename: 'Account', id: 'a1' });
    await change('mat-khau-cu', 'Nhà sàn ven suối 9');
    expect(replies.sentOf('ChangePassword')).toEqual([
      { current: 'mat-khau-cu', next: 'Nhà sàn ven suối 9' },
    ]);
    expect(wrapper.text()).toContain('Các thiết bị khác của tài khoản này đã bị đăng xuất');
    expect(wrapper.get<HTMLInputElement>('input[name="next"]').element.value).toBe('');
    expect([saidOf('current'), saidOf('next')]).toEqual(['', '']);
  });

  it('says beside the present one that it is wrong, and keeps what was typed', async () => {
    await show(
      refused('WRONG_PASSWORD', 'Tên đăng nhập hoặc mật khẩu chưa đúng.', 'Wrong name or password.'),
    );
    await change('sai', 'Nhà sàn ven suối 9');
    expect([saidOf('current'), saidOf('next')]).toEqual(['Mật khẩu hiện tại chưa đúng.', '']);
    expect(wrapper.text()).not.toContain('Tên đăng nhập hoặc mật khẩu');
    expect(wrapper.get<HTMLInputElement>('input[name="next"]').element.value).toBe('Nhà sàn ven suối 9');
  });

  it('says beside the new one why it is weak', async () => {
    const fields = [{ field: 'next', message: { vi: 'quá dễ đoán', en: 'is too easy to guess' } }];
    await show(refused('WEAK_PASSWORD', 'Mật khẩu yếu.', 'Weak.', fields));
    await change('mat-khau-cu', 'matkhau1234');
    expect([saidOf('current'), saidOf('next')]).toEqual(['', 'Quá dễ đoán.']);
  });

  it('says in one sentence that it was tried too often', async () => {
    await show(refused('TOO_MANY_ATTEMPTS', 'Thử quá nhiều lần; xin đợi 1 phút.', 'Too many attempts.'));
    await change('sai', 'Nhà sàn ven suối 9');
    expect(wrapper.get('[role="alert"]').text()).toBe('Thử quá nhiều lần; xin đợi 1 phút.');
  });

  it('asks for no present one where the account has none yet', async () => {
    await signInAs({ kind: 'ACCOUNT', account: { ...account, hasPassword: false } });
    const replies = await show({ __typename: 'Account', id: 'a1', hasPassword: true });
    expect(wrapper.get('h1').text()).toBe('Đặt mật khẩu');
    expect(wrapper.find('input[name="current"]').exists()).toBe(false);
    await wrapper.get('input[name="next"]').setValue('Nhà sàn ven suối 9');
    await wrapper.get('form').trigger('submit');
    await flushPromises();
    expect(replies.sentOf('ChangePassword')).toEqual([{ current: null, next: 'Nhà sàn ven suối 9' }]);
    expect(wrapper.text()).toContain('Đã đặt mật khẩu. Lần sau đăng nhập');
    expect(wrapper.text()).not.toContain('Các thiết bị khác của tài khoản này đã bị đăng xuất.');
  });

  it('says by which name one signs in next time', async () => {
    await signInAs({ kind: 'ACCOUNT', account: { ...account, hasPassword: false } });
    await show();
    expect(wrapper.text()).toContain('Tên đăng nhập: thuky');
    setLocale('en');
    await flushPromises();
    expect(wrapper.text()).toContain('User name: thuky');
    setLocale('vi');
  });

  it('sends nothing while a field is empty', async () => {
    const replies = await show();
    await change('', '');
    expect([saidOf('current'), saidOf('next')]).toEqual([
      'Xin nhập mật khẩu hiện tại.',
      'Xin nhập mật khẩu mới.',
    ]);
    expect(replies.sentOf('ChangePassword')).toEqual([]);
  });

  it('is reached from the top bar by accounts; a seat opened by its card has no password', async () => {
    new Replies();
    ({ wrapper } = await mountAt(TopBar));
    const link = () => wrapper.find('a[href="/mat-khau"]');
    expect(link().text()).toBe('Đổi mật khẩu');
    await signInAs({ kind: 'SEAT', account: null });
    await flushPromises();
    expect(link().exists()).toBe(false);
    wrapper.unmount();
    await show();
    expect(wrapper.find('form').exists()).toBe(false);
    expect(wrapper.text()).toContain('không có mật khẩu');
  });
});
