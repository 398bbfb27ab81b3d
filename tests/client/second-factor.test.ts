import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import AccountsPage from '../../client/features/admin/accounts/AccountsPage.vue';
import SecondFactor from '../../client/features/sign-in/SecondFactor.vue';
import SignInPage from '../../client/features/sign-in/SignInPage.vue';
import { forgetSignIn, takeSignIn } from '../../client/live/viewer';
import { mountDesk, press, shownText } from './support/desk';
import { account, page } from './support/desk-rows';
import { mountAt } from './support/mounting';
import { refused, Replies, signedIn, viewer } from './support/replies';

const own = (changes: object) => account({ id: 'a1', hasPassword: true, ...changes });
const signInAs = (changes: object) =>
  takeSignIn(signedIn({ kind: 'ACCOUNT', account: own(changes) }) as Parameters<typeof takeSignIn>[0]);
const NEEDED = refused('CODE_NEEDED', 'Nhập mã 6 số.', 'Give the code.');
const WRONG = refused('WRONG_CODE', 'Mã chưa đúng.', 'The code is not right.');

let wrapper: VueWrapper;
afterEach(() => wrapper.unmount());

describe('A second step of signing in, on the page of the password', () => {
  afterEach(forgetSignIn);
  const CODES = ['aaaaa-bbbbb', 'ccccc-ddddd'];

  it('is turned on by password, picture and code, and shows the recovery codes until they are kept', async () => {
    await signInAs({ hasSecondFactor: false });
    const replies = new Replies({
      BeginSecondFactor: ({ password }) => ({
        beginSecondFactor:
          password === 'right'
            ? { __typename: 'SecondFactorSetup', uri: 'otpauth://totp/x?secret=ABCD', secret: 'ABCDEFGH' }
            : refused('WRONG_PASSWORD', 'Sai.', 'Wrong.'),
      }),
      ConfirmSecondFactor: ({ code }) => ({
        confirmSecondFactor: code === '123456' ? { __typename: 'RecoveryCodes', codes: CODES } : WRONG,
      }),
      Viewer: () => ({ viewer: viewer({ kind: 'ACCOUNT', account: own({ hasSecondFactor: true }) }) }),
    });
    ({ wrapper } = await mountAt(SecondFactor, '/mat-khau'));
    expect(shownText()).toContain('Nên bật cho tài khoản quản trị');
    await press('Bật xác thực hai lớp');
    await fill('Mật khẩu hiện tại', 'wrong');
    await submit();
    expect(shownText()).toContain('Mật khẩu hiện tại chưa đúng.');
    await fill('Mật khẩu hiện tại', 'right');
    await submit();
    await vi.waitFor(() =>
      expect(document.querySelector<HTMLImageElement>('img[alt^="Mã QR"]')?.src).toMatch(/^data:image\/svg/),
    );
    expect(shownText()).toContain('ABCD EFGH');
    await submit();
    expect(shownText()).toContain('Xin nhập mã.');
    expect(replies.sentOf('ConfirmSecondFactor')).toEqual([]);
    await fill('Mã 6 số ứng dụng đang hiện', '000000');
    await submit();
    expect(shownText()).toContain('Mã chưa đúng.');
    await fill('Mã 6 số ứng dụng đang hiện', '123456');
    await submit();
    for (const code of CODES) expect(shownText()).toContain(code);
    await press('Đã cất xong');
    await flushPromises();
    for (const code of CODES) expect(shownText()).not.toContain(code);
    expect(shownText()).toContain('Tắt xác thực hai lớp');
  });

  it('is turned off with a code', async () => {
    await signInAs({ hasSecondFactor: true });
    const replies = new Replies({
      RemoveSecondFactor: ({ code }) => ({
        removeSecondFactor: code === 'aaaaa-bbbbb' ? own({ hasSecondFactor: false }) : WRONG,
      }),
      Viewer: () => ({ viewer: viewer({ kind: 'ACCOUNT', account: own({ hasSecondFactor: false }) }) }),
    });
    ({ wrapper } = await mountAt(SecondFactor, '/mat-khau'));
    await press('Tắt xác thực hai lớp');
    await submit();
    expect(shownText()).toContain('Xin nhập mã.');
    expect(replies.sentOf('RemoveSecondFactor')).toEqual([]);
    await fill('Mã 6 số trên điện thoại, hoặc mã dự phòng', '000000');
    await submit();
    expect(shownText()).toContain('Mã chưa đúng.');
    await fill('Mã 6 số trên điện thoại, hoặc mã dự phòng', 'aaaaa-bbbbb');
    await submit();
    expect(shownText()).toContain('Bật xác thực hai lớp');
  });

  it('waits for a password where there is none', async () => {
    await signInAs({ hasPassword: false, hasSecondFactor: false });
    new Replies({});
    ({ wrapper } = await mountAt(SecondFactor, '/mat-khau'));
    expect(shownText()).toContain('Cần đặt mật khẩu trước');
    expect(wrapper.find('button').exists()).toBe(false);
  });
});

describe('Signing in to an account with a second step', () => {
  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  it('asks for the code once the password was right, and says beside it what is wrong with it', async () => {
    const replies = new Replies({
      SignIn: ({ code }) => ({
        signIn:
          code === null
            ? NEEDED
            : code === '123456'
              ? signedIn({ kind: 'ACCOUNT', account: own({ hasSecondFactor: true }) })
              : WRONG,
      }),
    });
    const mounted = await mountAt(SignInPage, '/dang-nhap');
    wrapper = mounted.wrapper;
    const send = async () => {
      await wrapper.get('form').trigger('submit');
      await flushPromises();
    };
    expect(wrapper.find('input[name="code"]').exists()).toBe(false);
    await wrapper.get('input[name="username"]').setValue('thuky');
    await wrapper.get('input[name="password"]').setValue('mat-khau');
    await send();
    expect(shownText()).toContain('Nhập mã 6 số.');
    await wrapper.get('input[name="code"]').setValue('000000');
    await send();
    expect(field('Mã xác thực').getAttribute('aria-invalid')).toBe('true');
    expect(shownText()).toContain('Mã chưa đúng.');
    await wrapper.get('input[name="code"]').setValue('123456');
    await send();
    expect(mounted.router.currentRoute.value.path).toBe('/');
    expect(replies.sentOf('SignIn').map(({ code }) => code)).toEqual([null, '000000', '123456']);
  });
});

describe('The list of accounts', () => {
  it('says who has a second step, and takes it away from another who lost the phone', async () => {
    let has = true;
    const replies = new Replies({
      ListAccounts: () => ({
        accounts: page('Account', [account({ id: '7', displayName: 'An', hasSecondFactor: has })]),
      }),
      ResetSecondFactor: () => {
        has = false;
        return { resetSecondFactor: account({ id: '7', displayName: 'An', hasSecondFactor: false }) };
      },
    });
    ({ wrapper } = await mountDesk(AccountsPage));
    expect(wrapper.get('tbody tr').text()).toContain('Hai lớp');
    await press('Tắt hai lớp: An');
    expect(shownText()).toContain('đã xác minh đúng người');
    await press('Tắt xác thực hai lớp');
    expect(replies.sentOf('ResetSecondFactor')).toEqual([{ id: '7' }]);
    await flushPromises();
    expect(wrapper.get('tbody tr').text()).not.toContain('Hai lớp');
  });
});

/** The field behind a label. */
function field(label: string): HTMLInputElement {
  const found = [...document.querySelectorAll('label')].find((each) => each.textContent?.trim() === label);
  return document.getElementById(found!.htmlFor) as HTMLInputElement;
}
async function fill(label: string, text: string): Promise<void> {
  const input = field(label);
  input.value = text;
  input.dispatchEvent(new Event('input'));
  await flushPromises();
}
/** Sends the form of the dialog that is open. */
async function submit(): Promise<void> {
  document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
  await flushPromises();
  await flushPromises();
}
