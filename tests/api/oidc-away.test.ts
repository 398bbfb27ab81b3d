import { afterEach, describe, expect, it } from 'vitest';
import { type Loose, type Person, standingOf, type TestServer } from '../support/server.js';
import type { SignOn } from '../support/sign-on.js';
import { BEGIN, useSignOn } from '../support/sign-on-stage.js';

describe('signing in by a province’s own sign-on, whose provider is away', () => {
  let stage: TestServer;
  let signOn: SignOn;
  let admin: Person;
  const { browser, begin, finish, comeBack, keyOf, signIn, linkTo } = useSignOn((opened) => {
    ({ stage, signOn, admin } = opened);
  });

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
    expect(new URL(address).searchParams.get('redirect_uri')).toBe('https://chamsao.tinh.vn/dang-nhap/oidc');
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
