import { describe, expect, it } from 'vitest';
import { type TestServer } from '../support/server.js';
import type { SignOn } from '../support/sign-on.js';
import { FINISH, useSignOn } from '../support/sign-on-stage.js';

describe('signing in by a province’s own sign-on, as one who means harm tries it', () => {
  let stage: TestServer;
  let signOn: SignOn;
  const { log, browser, begin, finish, comeBack, keyOf, signIn, linkTo, signIns, bound } = useSignOn(
    (opened) => {
      ({ stage, signOn } = opened);
    },
  );

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
});
