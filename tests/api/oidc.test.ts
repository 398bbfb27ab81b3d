import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

const PASSWORD = 'Ruộng bậc thang 7 tầng';
const PEOPLE = {
  hoa: { email: 'Hoa@tinh.vn', email_verified: true, preferred_username: 'hoa.tt' },
  namesake: { email: 'hoa@tinh.vn', email_verified: true, preferred_username: 'hoa.khac' },
  unverified: { email: 'hoa@tinh.vn', email_verified: false },
  unsaid: { email: 'hoa@tinh.vn' },
  stranger: { email: 'nguoi.la@tinh.vn', email_verified: true },
  nameless: {},
};

const BEGIN =
  'mutation($next: String!) { beginProviderSignIn(next: $next) { __typename ... on ProviderAddress { address } ... on Refusal { code message { vi en } } } }';
const FINISH =
  'mutation($key: String!, $code: String) { finishProviderSignIn(key: $key, code: $code) { __typename ... on SignedIn { loginKey viewer { kind account { username } } } ... on Refusal { code message { vi en } } } }';

describe('signing in by a province’s own sign-on', () => {
  let stage: TestServer;
  let signOn: SignOn;
  let admin: Person;
  const log: string[] = [];

  beforeAll(async () => {
    signOn = await SignOn.plan();
    stage = await startTestServer({
      oidc: signOn.config,
      logLevel: 'trace',
      logTo: { write: (line) => void log.push(line) },
    });
    await stageDemo(stage);
    await signOn.start(stage.server.address);
    admin = await accountHolder(stage, 'quantri');
  });
  afterAll(async () => {
    await signOn.stop();
    await stage.stop();
  });
  beforeEach(async () => {
    log.length = 0;
    await stage.dataSource.query('delete from provider_attempt');
    await stage.dataSource.query('delete from provider_identity');
    await stage.dataSource.query('delete from second_factor');
    await signOn.wish({ people: PEOPLE, delay: 0, token: null });
  });

  const browser = () => new Person(() => stage.server.address);
  const begin = async (who: Person, next = '/'): Promise<Loose> =>
    (await who.get(BEGIN, { next })).beginProviderSignIn;
  const finish = async (who: Person, key: string, code: string | null = null): Promise<Loose> => {
    const outcome = (await who.get(FINISH, { key, code })).finishProviderSignIn;
    if (outcome.loginKey) who.login = outcome.loginKey;
    return outcome;
  };
  /** Where our server sends on whom the provider has sent back. */
  const comeBack = async (who: Person, url: URL): Promise<URL> => {
    expect(url.origin).toBe(stage.server.address);
    const response = await who.visit(url.pathname + url.search);
    expect(response.status).toBe(303);
    return new URL(response.headers.get('location')!, stage.server.address);
  };
  const keyOf = (url: URL) => url.searchParams.get('sso')!;
  /** All of it, as a browser does it. */
  const signIn = async (login: string | null, who = browser()): Promise<Loose> => {
    const { address } = await begin(who);
    return finish(who, keyOf(await comeBack(who, await signOn.visit(address, login))));
  };
  const linkTo = async (username: string, providerName: string | null, by = admin): Promise<Loose> => {
    const { accounts } = await admin.get(
      'query($name: String) { accounts(search: $name) { nodes { id username displayName isAdmin version } } }',
      { name: username },
    );
    const { id, version, ...input } = accounts.nodes.find((each: Loose) => each.username === username);
    return by.act(
      'changeAccount(id: $id, version: $version, input: $input)',
      '$id: ID!, $version: Int!, $input: AccountInput!',
      { id, version, input: { ...input, providerName } },
      '... on Account { providerName providerBoundAt }',
    );
  };
  const signIns = async (): Promise<number> =>
    Number((await stage.dataSource.query<{ count: string }[]>('select count(*) from login'))[0]!.count);
  const bound = () =>
    stage.dataSource.query<{ subject: string | null }[]>('select subject from provider_identity');

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

  it('goes no way with a state that was altered, or in another browser, and the right one still can', async () => {
    await linkTo('chutich', 'hoa@tinh.vn');
    const who = browser();
    const back = await signOn.visit((await begin(who)).address, 'hoa');
    const altered = new URL(back);
    altered.searchParams.set('state', `${back.searchParams.get('state')!.slice(0, -1)}-`);
    const none = new URL(back);
    none.searchParams.delete('state');
    for (const [browserOf, url] of [
      [who, altered],
      [who, none],
      [browser(), back],
    ] as const) {
      const on = await comeBack(browserOf, url);
      expect(on.search).toBe('?sso=-');
      const lapsed = await finish(browserOf, '-');
      expect(lapsed).toMatchObject({ code: 'SIGN_IN_LAPSED' });
      expect(lapsed.message.vi).toContain('làm lại từ đầu');
    }
    const on = await comeBack(who, back);
    // Nor can another browser finish what this one began, though the key is no secret.
    expect(await finish(browser(), keyOf(on))).toMatchObject({ code: 'SIGN_IN_LAPSED' });
    expect((await finish(who, keyOf(on))).__typename).toBe('SignedIn');
  });

  it('signs in once by one attempt, however often it is sent back or finished', async () => {
    await linkTo('chutich', 'hoa@tinh.vn');
    const who = browser();
    const before = await signIns();
    const back = await signOn.visit((await begin(who)).address, 'hoa');
    const [on, again] = await Promise.all([comeBack(who, back), comeBack(who, back)]);
    expect(keyOf(again)).toBe(keyOf(on));
    const outcomes = await Promise.all([1, 2, 3].map(() => who.get(FINISH, { key: keyOf(on) })));
    const names = outcomes.map(({ finishProviderSignIn: { code, __typename } }) => code ?? __typename);
    expect(names.sort()).toEqual(['SIGN_IN_LAPSED', 'SIGN_IN_LAPSED', 'SignedIn']);
    await comeBack(who, back);
    expect(await finish(who, keyOf(on))).toMatchObject({ code: 'SIGN_IN_LAPSED' });
    expect(await signIns()).toBe(before + 1);
  });

  it('is over after ten minutes', async () => {
    await linkTo('chutich', 'hoa@tinh.vn');
    const who = browser();
    const back = await signOn.visit((await begin(who)).address, 'hoa');
    await stage.dataSource.query('update provider_attempt set expires_at = now()');
    expect((await comeBack(who, back)).search).toBe('?sso=-');
  });

  it('takes no code and no nonce of another sign-in', async () => {
    await linkTo('chutich', 'hoa@tinh.vn');
    const mine = browser();
    const others = browser();
    const asked = new URL((await begin(mine)).address);
    const theirs = new URL((await begin(others)).address);
    const foreign = new URL(asked);
    foreign.searchParams.set('nonce', theirs.searchParams.get('nonce')!);
    const on = await comeBack(mine, await signOn.visit(foreign.href, 'hoa'));
    expect(await finish(mine, keyOf(on))).toMatchObject({ code: 'PROVIDER_REFUSED' });
    // A code that somebody else has slipped into our way back: it does not fit the verifier.
    const next = new URL((await begin(mine)).address);
    const back = await signOn.visit(next.href, 'stranger');
    back.searchParams.set('code', (await signOn.visit(theirs.href, 'hoa')).searchParams.get('code')!);
    const slipped = await comeBack(mine, back);
    expect(await finish(mine, keyOf(slipped))).toMatchObject({ code: 'PROVIDER_REFUSED' });
    expect(await bound()).toEqual([{ subject: null }]);
  });

  it.each(['tampered', 'unsigned', 'audience', 'issuer', 'expired', 'nonce'] as const)(
    'takes no ID token that is wrong: %s',
    async (token) => {
      await linkTo('chutich', 'hoa@tinh.vn');
      await signOn.wish({ token });
      const refused = await signIn('hoa');
      expect(refused).toMatchObject({ code: 'PROVIDER_REFUSED' });
      expect(refused.message.vi).toContain('chưa xác nhận được');
      expect(await bound()).toEqual([{ subject: null }]);
      expect(log.join('')).toContain('OIDC: ');
      await signOn.wish({ token: null });
      expect((await signIn('hoa')).__typename).toBe('SignedIn');
    },
  );

  it.each([
    '//evil.example/x',
    'https://evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '\\/evil.example',
    'javascript:alert(1)',
    '/x\r\nLocation: https://evil.example',
    `/${'x'.repeat(600)}`,
    '',
  ])('leads nowhere but to a page of ours: %j', async (next) => {
    await linkTo('chutich', 'hoa@tinh.vn');
    const who = browser();
    const on = await comeBack(who, await signOn.visit((await begin(who, next)).address, 'hoa'));
    expect(on.origin).toBe(stage.server.address);
    expect(on.searchParams.get('tiep')).toBe('/');
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

  it('writes nothing secret into the log, whatever goes wrong', async () => {
    await linkTo('chutich', 'hoa@tinh.vn');
    const secrets: string[] = [signOn.config.clientSecret!];
    for (const token of [null, 'audience', 'tampered'] as const) {
      await signOn.wish({ token });
      const who = browser();
      const asked = new URL((await begin(who)).address);
      const back = await signOn.visit(asked.href, 'hoa');
      for (const name of ['state', 'nonce', 'code_challenge']) secrets.push(asked.searchParams.get(name)!);
      secrets.push(back.searchParams.get('code')!);
      await finish(who, keyOf(await comeBack(who, back)));
    }
    const written = log.join('');
    expect(written).toContain('"url":"/dang-nhap/oidc"');
    expect(written).toContain('OIDC: ');
    for (const secret of secrets) expect(written).not.toContain(secret);
    expect(written).not.toMatch(/eyJ|code=|state=|tinh\.vn/i);
  });

  it('keeps the way back out of caches and referrers, and the pages as strict as before', async () => {
    const who = browser();
    const back = await who.visit('/dang-nhap/oidc?code=x&state=y');
    expect(back.status).toBe(303);
    expect(back.headers.get('location')).toBe('/dang-nhap?sso=-');
    expect(back.headers.get('cache-control')).toBe('no-store');
    expect(back.headers.get('referrer-policy')).toBe('no-referrer');
    const policy = back.headers.get('content-security-policy')!;
    expect(policy).toContain("form-action 'self'");
    expect(policy).toContain("connect-src 'self' ws: wss:");
    expect(policy).not.toContain(signOn.config.issuer);
  });

  describe('whose provider is away', () => {
    afterEach(async () => {
      await signOn.wish({ delay: 0 });
      await stage.restart({ oidc: signOn.config });
    });

    it('starts all the same, says so at once, and goes on when it is back', async () => {
      await linkTo('chutich', 'hoa@tinh.vn');
      await signOn.stop();
      await stage.restart();
      const refused = await begin(browser());
      expect(refused).toMatchObject({ code: 'PROVIDER_UNREACHABLE' });
      expect(refused.message.vi).toContain('đăng nhập bằng tên và mật khẩu');
      expect((await fetch(`${stage.server.address}/readyz`)).status).toBe(200);
      await signOn.start(stage.server.address);
      expect((await signIn('hoa')).__typename).toBe('SignedIn');
      // Known by now; it goes away between the two halves of a sign-in.
      const who = browser();
      const back = await signOn.visit((await begin(who)).address, 'hoa');
      await signOn.stop();
      expect(await finish(who, keyOf(await comeBack(who, back)))).toMatchObject({
        code: 'PROVIDER_UNREACHABLE',
      });
      await signOn.start(stage.server.address);
    });

    it('opens its button to everybody as soon as it is back, however often a hall pressed it meanwhile', async () => {
      await signOn.stop();
      await stage.restart();
      const pressed = await Promise.all(Array.from({ length: 101 }, () => begin(browser())));
      await signOn.start(stage.server.address);
      expect(new Set(pressed.map(({ code }) => code))).toEqual(new Set(['PROVIDER_UNREACHABLE']));
      expect((await begin(browser())).address).toContain(signOn.config.issuer);
    });

    it('says that it is away where it says so itself on the way back', async () => {
      const who = browser();
      const asked = new URL((await begin(who)).address);
      const back = new URL('/dang-nhap/oidc', stage.server.address);
      const said = { error: 'temporarily_unavailable', iss: signOn.config.issuer };
      back.search = new URLSearchParams({ ...said, state: asked.searchParams.get('state')! }).toString();
      expect(await finish(who, keyOf(await comeBack(who, back)))).toMatchObject({
        code: 'PROVIDER_UNREACHABLE',
      });
    });

    it('gives up on one that is slow within seconds, and answers everybody else meanwhile', async () => {
      await linkTo('chutich', 'hoa@tinh.vn');
      await stage.restart();
      await signOn.wish({ delay: 20_000 });
      const slow = begin(browser());
      const others = Promise.all([1, 2, 3].map(() => standingOf(admin)));
      expect(await Promise.race([slow, others])).toEqual(['ACCOUNT', 'ACCOUNT', 'ACCOUNT']);
      expect(await slow).toMatchObject({ code: 'PROVIDER_UNREACHABLE' });
      await signOn.wish({ delay: 0 });
      const who = browser();
      const back = await signOn.visit((await begin(who)).address, 'hoa');
      await signOn.wish({ delay: 20_000 });
      expect(await finish(who, keyOf(await comeBack(who, back)))).toMatchObject({
        code: 'PROVIDER_UNREACHABLE',
      });
    });

    it('sends people back to PUBLIC_URL, with cookies for https alone', async () => {
      await stage.restart({ publicUrl: 'https://chamsao.tinh.vn' });
      const answer = await browser().post({ query: BEGIN, variables: { next: '/' } });
      const { address } = ((await answer.json()) as Loose).data.beginProviderSignIn;
      expect(new URL(address).searchParams.get('redirect_uri')).toBe(
        'https://chamsao.tinh.vn/dang-nhap/oidc',
      );
      expect(answer.headers.getSetCookie()[0]).toContain('; Secure');
      await stage.restart({ publicUrl: undefined });
    });

    it('slows down whoever begins again and again', async () => {
      await stage.restart();
      const codes: (string | undefined)[] = [];
      const who = browser();
      for (let each = 0; each < 102; each += 1) codes.push((await begin(who)).code);
      expect(codes.slice(0, 100).every((code) => code === undefined)).toBe(true);
      expect(codes.slice(100)).toEqual(['TOO_MANY_ATTEMPTS', 'TOO_MANY_ATTEMPTS']);
    });

    it('is no part of a server without one', async () => {
      await stage.restart({ oidc: undefined });
      expect(await browser().get('{ signInProvider { claim } }')).toEqual({ signInProvider: null });
      expect(await begin(browser())).toMatchObject({ code: 'NOT_FOUND' });
      expect(await finish(browser(), '-')).toMatchObject({ code: 'NOT_FOUND' });
      expect((await browser().visit('/dang-nhap/oidc?code=x')).status).not.toBe(303);
    });
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
