import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { hashPassword } from '../../server/features/accounts/passwords.js';
import {
  accountHolder,
  type Loose,
  Person,
  stageDemo,
  standingOf,
  startTestServer,
  type TestServer,
} from '../support/server.js';
import { SignOn } from '../support/sign-on.js';
import { BEGIN, FINISH, PEOPLE, useSignOn } from '../support/sign-on-stage.js';

const PASSWORD = 'Ruộng bậc thang 7 tầng';

describe('signing in by a province’s own sign-on', () => {
  let stage: TestServer;
  let signOn: SignOn;
  const { browser, begin, finish, comeBack, keyOf, signIn, linkTo, bound } = useSignOn((opened) => {
    ({ stage, signOn } = opened);
  });

  it('opens the account that an administrator linked, by the way of the standard', async () => {
    expect(await linkTo('chutich', ' hoa@tinh.vn ')).toMatchObject({
      providerName: 'hoa@tinh.vn',
      providerBoundAt: null,
    });
    const who = browser();
    const answer = await who.post({ query: BEGIN, variables: { next: '/ho-so?trang=2' } });
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^cp_[\w-]+=[\w-]{32}; .*HttpOnly; SameSite=Lax$/);
    const asked = new URL(((await answer.json()) as Loose).data.beginProviderSignIn.address);
    expect(asked.origin).toBe(signOn.config.issuer);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      client_id: 'cham-sao',
      response_type: 'code',
      redirect_uri: `${stage.server.address}/dang-nhap/oidc`,
      scope: 'openid email',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      state: expect.stringMatching(/^[\w-]{12}\.[\w-]{43}$/) as string,
      nonce: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
    const back = await signOn.visit(asked.href, 'hoa');
    const on = await comeBack(who, back);
    expect(on.pathname).toBe('/dang-nhap');
    expect(on.searchParams.get('tiep')).toBe('/ho-so?trang=2');
    const answered = await who.post({ query: FINISH, variables: { key: keyOf(on) } });
    const cookies = answered.headers.getSetCookie();
    expect(cookies.find((each) => each.startsWith('cs_'))).toMatch(/HttpOnly; SameSite=Strict$/);
    expect(cookies.find((each) => each.startsWith('cp_'))).toMatch(/Expires=Thu, 01 Jan 1970/);
    const signedIn = ((await answered.json()) as Loose).data.finishProviderSignIn;
    expect(signedIn.viewer).toMatchObject({ kind: 'ACCOUNT', account: { username: 'chutich' } });
    who.login = signedIn.loginKey;
    expect(await standingOf(who)).toBe('ACCOUNT');
    const { ownSignIns } = await who.get('{ ownSignIns { isThis } }');
    expect(ownSignIns).toContainEqual({ isThis: true });
    await who.get('mutation { signOut }');
    expect(await standingOf(who)).not.toBe('ACCOUNT');
  });

  it('keeps to the person who came first, whatever he is called there by now', async () => {
    await linkTo('chutich', 'hoa@tinh.vn');
    expect((await signIn('hoa')).__typename).toBe('SignedIn');
    expect(await bound()).toEqual([{ subject: 'hoa' }]);
    expect(await signIn('namesake')).toMatchObject({ code: 'LINKED_TO_ANOTHER' });
    await signOn.wish({ people: { ...PEOPLE, hoa: { email: 'moi@tinh.vn', email_verified: false } } });
    expect((await signIn('hoa')).viewer.account.username).toBe('chutich');
    expect(await signIn('namesake')).toMatchObject({ code: 'LINKED_TO_ANOTHER' });
  });

  it('lets one of two in who claim the same account in the same moment', async () => {
    await linkTo('chutich', 'hoa@tinh.vn');
    const outcomes = await Promise.all([signIn('hoa'), signIn('namesake'), signIn('hoa')]);
    const [taken] = await bound();
    expect(['hoa', 'namesake']).toContain(taken!.subject);
    const inOfHim = taken!.subject === 'hoa' ? 2 : 1;
    expect(outcomes.filter(({ __typename }) => __typename === 'SignedIn')).toHaveLength(inOfHim);
    expect(outcomes.filter(({ code }) => code === 'LINKED_TO_ANOTHER')).toHaveLength(3 - inOfHim);
  });

  it('takes the claims from the ID token where the provider puts them there', async () => {
    await signOn.stop();
    await signOn.start(stage.server.address, true);
    await linkTo('chutich', 'hoa@tinh.vn');
    expect((await signIn('hoa')).__typename).toBe('SignedIn');
    await signOn.stop();
    await signOn.start(stage.server.address);
  });

  it.each([
    ['nobody linked', 'stranger', 'NOT_LINKED', 'Xin Quản trị gắn'],
    ['without an address', 'nameless', 'NOT_LINKED', 'Xin Quản trị gắn'],
    ['with an address nobody verified', 'unverified', 'EMAIL_UNVERIFIED', 'xác minh địa chỉ thư'],
    ['with an address of which nothing is said', 'unsaid', 'EMAIL_UNVERIFIED', 'xác minh địa chỉ thư'],
    ['who presses cancel', null, 'PROVIDER_REFUSED', 'đã bị hủy'],
  ])('refuses a person %s, in words, and binds nothing', async (_who, login, code, words) => {
    await linkTo('chutich', 'hoa@tinh.vn');
    const who = browser();
    const refused = await signIn(login, who);
    expect(refused).toMatchObject({ __typename: 'Refusal', code });
    expect(refused.message.vi).toContain(words);
    expect(refused.message.vi).toContain('Chưa có gì thay đổi');
    expect(refused.message.en).toMatch(/Nothing was changed/);
    expect(await standingOf(who)).toBe('ANONYMOUS');
    expect(await bound()).toEqual([{ subject: null }]);
    const accounts = await stage.dataSource.query("select 1 from account where username like '%tinh.vn%'");
    expect(accounts).toEqual([]);
  });

  it('refuses an account that has ended, before and in the middle of a sign-in; its person may get a new one', async () => {
    const retire = (name: string) =>
      stage.dataSource.query('update account set retired_at = now() where username = $1', [name]);
    await stage.dataSource.query(
      `insert into account (username, display_name, is_admin) values ('cu1', 'Cũ', false), ('cu2', 'Mới', false)`,
    );
    await linkTo('cu1', 'hoa@tinh.vn');
    const who = browser();
    const { address } = await begin(who);
    const on = await comeBack(who, await signOn.visit(address, 'hoa'));
    await retire('cu1');
    const refused = await finish(who, keyOf(on));
    expect(refused).toMatchObject({ code: 'ACCOUNT_RETIRED' });
    expect(refused.message.vi).toContain('ngừng sử dụng');
    expect(await signIn('hoa')).toMatchObject({ code: 'ACCOUNT_RETIRED' });
    expect(await linkTo('cu2', 'hoa@tinh.vn')).toMatchObject({ providerName: 'hoa@tinh.vn' });
    expect((await signIn('hoa')).viewer.account.username).toBe('cu2');
    await retire('cu2');
    // What his new address is linked to opens, though his former person is still bound to what has ended.
    await stage.dataSource.query(
      `insert into account (username, display_name, is_admin) values ('cu3', 'Mới nữa', false)`,
    );
    await linkTo('cu3', 'moi@tinh.vn');
    await signOn.wish({ people: { hoa: { email: 'moi@tinh.vn', email_verified: true } } });
    expect((await signIn('hoa')).viewer.account.username).toBe('cu3');
  });

  it('is linked by administrators alone, one account a person, and a changed link shuts out whoever came by it', async () => {
    const holder = await accountHolder(stage, 'thuky');
    await expect(linkTo('chutich', 'hoa@tinh.vn', holder)).rejects.toThrow(/FORBIDDEN/);
    await linkTo('chutich', 'hoa@tinh.vn');
    const twice = await linkTo('thuky', 'HOA@tinh.vn');
    expect(twice).toMatchObject({ code: 'DUPLICATE', fields: [{ field: 'input.providerName' }] });
    const who = browser();
    await signIn('hoa', who);
    const half = browser();
    const on = await comeBack(half, await signOn.visit((await begin(half)).address, 'hoa'));
    // Null leaves the link as it is: a page of an earlier version does not know of it.
    expect(await linkTo('chutich', null)).toMatchObject({ providerName: 'hoa@tinh.vn' });
    expect(await standingOf(who)).toBe('ACCOUNT');
    expect(await linkTo('chutich', '')).toMatchObject({ providerName: null });
    expect(await standingOf(who)).toBe('REVOKED');
    expect(await finish(half, keyOf(on))).toMatchObject({ code: 'SIGN_IN_LAPSED' });
    expect(await signIn('hoa')).toMatchObject({ code: 'NOT_LINKED' });
    await linkTo('chutich', 'hoa@tinh.vn');
    expect((await signIn('namesake')).__typename).toBe('SignedIn');
  });

  it('asks for the account’s own second step, unless the settings leave it to the provider', async () => {
    await linkTo('thuky', 'hoa@tinh.vn');
    await stage.dataSource.query('update account set password_hash = $1', [await hashPassword(PASSWORD)]);
    const holder = await accountHolder(stage, 'thuky');
    const { secret } = await holder.act<Loose>(
      'beginSecondFactor(password: $password)',
      '$password: String!',
      { password: PASSWORD },
      '... on SecondFactorSetup { secret }',
    );
    const phone = new TOTP({ secret: Secret.fromBase32(secret) });
    const confirmed = await holder.act<Loose>(
      'confirmSecondFactor(code: $code)',
      '$code: String!',
      { code: phone.generate({ timestamp: Date.now() - 30_000 }) },
      '... on RecoveryCodes { codes }',
    );
    const who = browser();
    const on = await comeBack(who, await signOn.visit((await begin(who)).address, 'hoa'));
    expect(await finish(who, keyOf(on))).toMatchObject({ code: 'CODE_NEEDED' });
    expect(await finish(who, keyOf(on), 'not-a-code')).toMatchObject({ code: 'WRONG_CODE' });
    expect(await standingOf(who)).toBe('ANONYMOUS');
    expect((await finish(who, keyOf(on), confirmed.codes[0])).__typename).toBe('SignedIn');

    await stage.restart({ oidc: { ...signOn.config, secondStep: 'provider' } });
    expect((await signIn('hoa')).__typename).toBe('SignedIn');
    await stage.restart({ oidc: signOn.config });
  });
});

describe('a public client that is told people by their user names', () => {
  it('signs in without a secret, by the claim that the settings name, to the letter', async () => {
    const signOn = await SignOn.plan({ clientSecret: undefined, claim: 'preferred_username' });
    const stage = await startTestServer({ oidc: signOn.config });
    await stageDemo(stage);
    await signOn.start(stage.server.address);
    await signOn.wish({
      people: { hoa: { preferred_username: 'hoa.tt' }, other: { preferred_username: 'HOA.TT' } },
    });
    await stage.dataSource.query(
      `insert into provider_identity (account_id, claim) select id, 'hoa.tt' from account where username = 'chutich'`,
    );
    const signIn = async (login: string): Promise<Loose> => {
      const who = new Person(() => stage.server.address);
      const { beginProviderSignIn } = await who.get(BEGIN, { next: '/' });
      const back = await signOn.visit(beginProviderSignIn.address, login);
      const on = await who.visit(back.pathname + back.search);
      const key = new URL(on.headers.get('location')!, stage.server.address).searchParams.get('sso');
      return (await who.get(FINISH, { key })).finishProviderSignIn;
    };
    expect(await signIn('other')).toMatchObject({ code: 'NOT_LINKED' });
    expect((await signIn('hoa')).viewer.account.username).toBe('chutich');
    const { signInProvider } = await new Person(() => stage.server.address).get(
      '{ signInProvider { claim label { vi en } } }',
    );
    expect(signInProvider).toEqual({
      claim: 'preferred_username',
      label: { vi: 'Tài khoản cán bộ tỉnh', en: 'Provincial account' },
    });
    await signOn.stop();
    await stage.stop();
  });
});
