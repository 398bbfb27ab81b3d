import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import SignInPage from '../../client/features/sign-in/SignInPage.vue';
import { loginKey } from '../../client/live/sign-in-state';
import { mountAt } from './support/mounting';
import { refused, Replies, signedIn } from './support/replies';

let wrapper: VueWrapper;

async function signInAt(path: string, username = 'thuky', password = 'mat-khau') {
  const mounted = await mountAt(SignInPage, path);
  wrapper = mounted.wrapper;
  await wrapper.get('input[name="username"]').setValue(username);
  await wrapper.get('input[name="password"]').setValue(password);
  await wrapper.get('form').trigger('submit');
  await flushPromises();
  return mounted.router;
}

describe('The sign-in page', () => {
  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  afterEach(() => wrapper.unmount());

  it('shows a refusal beside the form, in the server’s words, and stays', async () => {
    new Replies({
      SignIn: () => ({
        signIn: refused(
          'WRONG_PASSWORD',
          'Tên đăng nhập hoặc mật khẩu chưa đúng.',
          'Wrong name or password.',
        ),
      }),
    });
    const router = await signInAt('/dang-nhap');
    expect(wrapper.get('[role="alert"]').text()).toBe('Tên đăng nhập hoặc mật khẩu chưa đúng.');
    expect(router.currentRoute.value.path).toBe('/dang-nhap');
    expect(loginKey()).toBeNull();
  });

  it('says so when it was tried too often', async () => {
    new Replies({
      SignIn: () => ({
        signIn: refused('TOO_MANY_ATTEMPTS', 'Thử quá nhiều lần; xin đợi 1 phút.', 'Too many attempts.'),
      }),
    });
    await signInAt('/dang-nhap');
    expect(wrapper.get('[role="alert"]').text()).toBe('Thử quá nhiều lần; xin đợi 1 phút.');
  });

  it('asks for what is missing without sending anything', async () => {
    const replies = new Replies();
    await signInAt('/dang-nhap', 'thuky', '');
    expect(wrapper.get('[role="alert"]').text()).toContain('cả tên đăng nhập và mật khẩu');
    expect(replies.sent).toEqual([]);
  });

  it('goes on to the page that was asked for, as the person who signed in', async () => {
    const replies = new Replies({ SignIn: () => ({ signIn: signedIn({ kind: 'ACCOUNT' }) }) });
    const router = await signInAt('/dang-nhap?tiep=/ho-so', '  thuky ');
    expect(replies.sentOf('SignIn')).toEqual([{ username: 'thuky', password: 'mat-khau', code: null }]);
    expect(router.currentRoute.value.path).toBe('/ho-so');
    expect(loginKey()).toBe('k1');
  });

  it.each(['//evil.example/x', 'https://evil.example', '/\\evil.example'])(
    'never leads to another site after signing in (%s)',
    async (asked) => {
      new Replies({ SignIn: () => ({ signIn: signedIn() }) });
      const router = await signInAt(`/dang-nhap?tiep=${encodeURIComponent(asked)}`);
      expect(router.currentRoute.value.fullPath).toBe('/');
    },
  );

  it('tells a member that the card on the seat needs no password', async () => {
    ({ wrapper } = await mountAt(SignInPage, '/dang-nhap'));
    expect(wrapper.text()).toContain('quét mã QR trên thẻ');
  });
});
