import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import SignInPage from '../../client/features/sign-in/SignInPage.vue';
import { apollo } from '../../client/live/apollo';
import { noteFound, noteLost } from '../../client/live/connection';
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
  beforeEach(async () => {
    await apollo.clearStore();
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
    expect(replies.sentOf('SignIn')).toEqual([]);
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

  describe('of a province with a sign-on of its own', () => {
    const provider = () => ({
      signInProvider: {
        __typename: 'SignInProvider',
        label: { __typename: 'Text', vi: 'Tài khoản cán bộ tỉnh', en: 'Provincial account' },
      },
    });
    const at = async (path: string) => {
      const mounted = await mountAt(SignInPage, path);
      ({ wrapper } = mounted);
      await flushPromises();
      return mounted.router;
    };
    const button = () => wrapper.findAll('button').find((each) => each.text() === 'Tài khoản cán bộ tỉnh');
    afterEach(() => vi.unstubAllGlobals());

    it('shows its button only where there is one', async () => {
      new Replies({ SignInProvider: () => ({ signInProvider: null }) });
      await at('/dang-nhap');
      expect(button()).toBeUndefined();
      wrapper.unmount();
      new Replies({ SignInProvider: provider });
      await apollo.clearStore();
      await at('/dang-nhap');
      expect(button()).toBeDefined();
    });

    it('shows its button once a server that was just starting again has answered', async () => {
      let asked = 0;
      const answer = () => {
        asked += 1;
        if (asked === 1) throw new Error('no server');
        return provider();
      };
      new Replies({ SignInProvider: answer });
      noteLost('requests');
      await at('/dang-nhap');
      expect(button()).toBeUndefined();
      noteFound('requests');
      await flushPromises();
      expect(button()).toBeDefined();
    });

    it('leaves for its page, saying where to go on; what it says no to stands beside the form', async () => {
      const leave = vi.fn();
      vi.stubGlobal('location', { ...globalThis.location, assign: leave });
      let refuses = true;
      const replies = new Replies({
        SignInProvider: provider,
        BeginProviderSignIn: () => ({
          beginProviderSignIn: refuses
            ? refused('PROVIDER_UNREACHABLE', 'Chưa kết nối được.', 'Not reached.')
            : { __typename: 'ProviderAddress', address: 'https://sso.example/auth?x=y' },
        }),
      });
      await at('/dang-nhap?tiep=/ho-so');
      await button()!.trigger('click');
      await flushPromises();
      expect(wrapper.get('[role="alert"]').text()).toBe('Chưa kết nối được.');
      expect(leave).not.toHaveBeenCalled();
      refuses = false;
      await button()!.trigger('click');
      await flushPromises();
      expect(leave).toHaveBeenCalledExactlyOnceWith('https://sso.example/auth?x=y');
      expect(replies.sentOf('BeginProviderSignIn')).toEqual([{ next: '/ho-so' }, { next: '/ho-so' }]);
    });

    it('asks what came out when the browser is back, and goes on as that person', async () => {
      const replies = new Replies({
        SignInProvider: provider,
        FinishProviderSignIn: () => ({ finishProviderSignIn: signedIn({ kind: 'ACCOUNT' }) }),
      });
      const router = await at('/dang-nhap?sso=abc&tiep=/ho-so');
      expect(replies.sentOf('FinishProviderSignIn')).toEqual([{ key: 'abc', code: null }]);
      expect(router.currentRoute.value.fullPath).toBe('/ho-so');
      expect(loginKey()).toBe('k1');
    });

    it('says why not, and does not ask again when the page is loaded anew', async () => {
      new Replies({
        SignInProvider: provider,
        FinishProviderSignIn: () => ({
          finishProviderSignIn: refused('NOT_LINKED', 'Chưa được gắn.', 'Not linked.'),
        }),
      });
      const router = await at('/dang-nhap?sso=abc&tiep=/ho-so');
      expect(wrapper.get('[role="alert"]').text()).toBe('Chưa được gắn.');
      expect(router.currentRoute.value.query).toEqual({ tiep: '/ho-so' });
      expect(wrapper.find('input[name="password"]').exists()).toBe(true);
    });

    it('keeps an attempt that did not get through, and asks again when told to', async () => {
      let away = true;
      const replies = new Replies({
        SignInProvider: provider,
        FinishProviderSignIn: () => {
          if (away) throw new TypeError('Failed to fetch');
          return { finishProviderSignIn: signedIn({ kind: 'ACCOUNT' }) };
        },
      });
      const router = await at('/dang-nhap?sso=abc');
      expect(router.currentRoute.value.query).toEqual({ sso: 'abc' });
      away = false;
      await wrapper
        .findAll('button')
        .find((each) => each.text() === 'Thử lại')!
        .trigger('click');
      await flushPromises();
      expect(replies.sentOf('FinishProviderSignIn')).toHaveLength(2);
      expect(router.currentRoute.value.path).toBe('/');
    });

    it('asks for the code of the account, once more after a wrong one, and may be left', async () => {
      const codes = [
        refused('CODE_NEEDED', 'Nhập mã 6 số.', 'Six digits.'),
        refused('WRONG_CODE', 'Mã chưa đúng.', 'Wrong.'),
        refused('WRONG_CODE', 'Mã chưa đúng.', 'Wrong.'),
      ];
      const replies = new Replies({
        SignInProvider: provider,
        FinishProviderSignIn: () => ({ finishProviderSignIn: codes.shift() ?? signedIn() }),
      });
      const router = await at('/dang-nhap?sso=abc&tiep=/ho-so');
      expect(wrapper.find('input[name="password"]').exists()).toBe(false);
      expect(wrapper.find('[role="alert"]').exists()).toBe(false);
      await wrapper.get('input[name="code"]').setValue(' 123456 ');
      await wrapper.get('form').trigger('submit');
      await flushPromises();
      expect(wrapper.text()).toContain('Mã chưa đúng.');
      expect(replies.sentOf('FinishProviderSignIn').at(-1)).toEqual({ key: 'abc', code: '123456' });
      await wrapper
        .findAll('button')
        .find((each) => each.text() === 'Đăng nhập cách khác')!
        .trigger('click');
      await flushPromises();
      expect(wrapper.find('input[name="password"]').exists()).toBe(true);
      expect(router.currentRoute.value.query).toEqual({ tiep: '/ho-so' });
    });
  });

  it('tells a member that the card on the seat needs no password', async () => {
    ({ wrapper } = await mountAt(SignInPage, '/dang-nhap'));
    expect(wrapper.text()).toContain('quét mã QR trên thẻ');
  });
});
