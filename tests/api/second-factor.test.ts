import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { hashPassword } from '../../server/features/accounts/passwords.js';
import { SecondFactors, type SecondFactorRecord } from '../../server/features/accounts/second-factors.js';
import type { Transactor } from '../../server/platform/transact.js';
import {
  accountHolder,
  type Loose,
  Person,
  stageDemo,
  startTestServer,
  type TestServer,
} from '../support/server.js';

const PASSWORD = 'Ruộng bậc thang 7 tầng';

describe('a second step of signing in', () => {
  let stage: TestServer;
  let admin: Person;
  let holder: Person;
  beforeAll(async () => {
    stage = await startTestServer({ trustProxy: 1 });
    await stageDemo(stage);
    await stage.dataSource.query('update account set password_hash = $1', [await hashPassword(PASSWORD)]);
    admin = await accountHolder(stage, 'quantri');
    holder = await accountHolder(stage, 'chutich');
  });
  afterAll(() => stage.stop());
  beforeEach(async () => {
    await stage.dataSource.query('delete from second_factor');
    // In the middle of a step of the clock, for as long as the test takes.
    vi.useFakeTimers({ toFake: ['Date'], now: (Math.floor(Date.now() / 30_000) + 0.5) * 30_000 });
  });
  afterEach(() => vi.useRealTimers());

  let address = 0;
  /** From an address of its own unless told, so that one test's guesses slow down no other. */
  const signIn = async (code: string | null, from = `10.0.0.${(address += 1)}`): Promise<Loose> => {
    const response = await fetch(`${stage.server.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
      body: JSON.stringify({
        query: `mutation($code: String) { signIn(username: "chutich", password: "${PASSWORD}", code: $code) {
          __typename ... on Refusal { code message { vi } } } }`,
        variables: { code },
      }),
    });
    const { data } = (await response.json()) as Loose;
    return { ...data.signIn, cookies: response.headers.getSetCookie() };
  };
  const begin = (password = PASSWORD, who = holder): Promise<Loose> =>
    who.act(
      'beginSecondFactor(password: $password)',
      '$password: String!',
      { password },
      '... on SecondFactorSetup { uri secret }',
    );
  const confirm = (code: string): Promise<Loose> =>
    holder.act(
      'confirmSecondFactor(code: $code)',
      '$code: String!',
      { code },
      '... on RecoveryCodes { codes }',
    );
  const remove = (code: string): Promise<Loose> =>
    holder.act(
      'removeSecondFactor(code: $code)',
      '$code: String!',
      { code },
      '... on Account { hasSecondFactor }',
    );
  const codeOf = (secret: string, stepsAway = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + stepsAway * 30_000 });
  const wrong = (secret: string) => {
    const near = [-2, -1, 0, 1, 2].map((away) => codeOf(secret, away));
    return ['000000', '111111', '222222', '333333', '444444', '555555'].find((each) => !near.includes(each))!;
  };
  /** In force, with the code of the step before used up. */
  const enrol = async () => {
    const { secret } = await begin();
    const { codes } = await confirm(codeOf(secret, -1));
    return { secret, recovery: codes as string[] };
  };

  it('changes nothing before its first code, and then asks for one after the password', async () => {
    const { secret, uri } = await begin();
    expect(new URL(uri).protocol).toBe('otpauth:');
    expect(decodeURIComponent(uri)).toContain('Chấm Sao:chutich');
    expect(new URL(uri).searchParams.get('secret')).toBe(secret);
    expect((await signIn(null)).__typename).toBe('SignedIn');
    expect(await confirm(wrong(secret))).toMatchObject({ code: 'WRONG_CODE' });
    expect((await confirm(codeOf(secret, -1))).codes).toHaveLength(8);
    const asked = await signIn(null);
    expect(asked).toMatchObject({ __typename: 'Refusal', code: 'CODE_NEEDED', cookies: [] });
    expect(asked.message.vi).toContain('mã 6 số');
    expect(await signIn(wrong(secret))).toMatchObject({ code: 'WRONG_CODE', cookies: [] });
    const code = codeOf(secret);
    expect((await signIn(` ${code.slice(0, 3)} ${code.slice(3)} `)).__typename).toBe('SignedIn');
  });

  it('takes each code once, also of two who send it in the same moment', async () => {
    const { secret } = await enrol();
    const code = codeOf(secret);
    const answers = await Promise.all([signIn(code), signIn(code), signIn(code)]);
    expect(answers.map(({ __typename, code: refused }) => refused ?? __typename).sort()).toEqual([
      'SignedIn',
      'WRONG_CODE',
      'WRONG_CODE',
    ]);
    // A code that somebody saw on the phone before is of no use after a later one.
    expect((await signIn(codeOf(secret, -1))).code).toBe('WRONG_CODE');
  });

  it('gives codes for the drawer, each good once, however they are typed off', async () => {
    const { recovery } = await enrol();
    expect(new Set(recovery).size).toBe(8);
    expect((await signIn(recovery[0]!.toUpperCase().replace('-', ' '))).__typename).toBe('SignedIn');
    expect((await signIn(recovery[0]!)).code).toBe('WRONG_CODE');
    expect((await signIn(recovery[1]!)).__typename).toBe('SignedIn');
    const kept = JSON.stringify(await stage.dataSource.query('select * from second_factor'));
    for (const each of recovery) expect(kept).not.toContain(each);
  });

  it('slows down who guesses codes with a password that he has found', async () => {
    const { secret } = await enrol();
    const guesses = [];
    for (let guess = 0; guess < 12; guess += 1) guesses.push((await signIn(wrong(secret), '10.9.9.9')).code);
    expect(guesses.filter((code) => code === 'WRONG_CODE').length).toBeLessThanOrEqual(10);
    expect(guesses.at(-1)).toBe('TOO_MANY_ATTEMPTS');
    expect((await signIn(codeOf(secret), '10.9.9.9')).code).toBe('TOO_MANY_ATTEMPTS');
    expect((await signIn(codeOf(secret), '10.9.9.8')).__typename).toBe('SignedIn');
  });

  it('refuses what is far too long for a code as a code, and counts it', async () => {
    const { secret } = await enrol();
    expect((await signIn('0'.repeat(101), '10.7.0.3')).code).toBe('WRONG_CODE');
    for (let guess = 0; guess < 9; guess += 1) await signIn('x'.repeat(200), '10.7.0.3');
    expect((await signIn(codeOf(secret), '10.7.0.3')).code).toBe('TOO_MANY_ATTEMPTS');
  });

  it('costs a hall no attempt: being asked for the code is not a wrong one', async () => {
    const { secret } = await enrol();
    // More than the ten of a name.
    for (let round = 0; round < 12; round += 1)
      expect((await signIn(null, '10.7.0.1')).code).toBe('CODE_NEEDED');
    expect((await signIn(codeOf(secret), '10.7.0.1')).__typename).toBe('SignedIn');
  });

  it('wipes out no wrong code by asking for one in between', async () => {
    const { secret } = await enrol();
    const codes = [];
    for (let guess = 0; guess < 11; guess += 1) {
      codes.push((await signIn(wrong(secret), '10.7.0.2')).code);
      await signIn(null, '10.7.0.2');
    }
    expect(codes.at(-1)).toBe('TOO_MANY_ATTEMPTS');
  });

  it('says nothing of itself to whoever does not know the password', async () => {
    await enrol();
    const guess = async (username: string) =>
      (
        await new Person(() => stage.server.address).get(
          `mutation($username: String!) { signIn(username: $username, password: "nothing of it", code: "000000") { __typename ... on Refusal { code } } }`,
          { username },
        )
      ).signIn;
    expect(await guess('chutich')).toEqual(await guess('nobody-at-all'));
  });

  it('begins with the password only, and is not begun over one in force', async () => {
    expect(await begin('not the password')).toMatchObject({ code: 'WRONG_PASSWORD' });
    const first = await begin();
    const second = await begin();
    expect(second.secret).not.toBe(first.secret);
    // The code of the picture that is no longer shown opens nothing.
    expect(await confirm(codeOf(first.secret))).toMatchObject({ code: 'WRONG_CODE' });
    await confirm(codeOf(second.secret));
    expect(await begin()).toMatchObject({ code: 'ALREADY_DONE' });
    expect(await confirm(codeOf(second.secret))).toMatchObject({ code: 'ALREADY_DONE' });
  });

  it('is taken away by its holder with a code, not without', async () => {
    const { secret, recovery } = await enrol();
    expect(await remove(wrong(secret))).toMatchObject({ code: 'WRONG_CODE' });
    expect((await signIn(null)).code).toBe('CODE_NEEDED');
    expect(await remove(recovery[3]!)).toMatchObject({ hasSecondFactor: false });
    expect((await signIn(null)).__typename).toBe('SignedIn');
    expect(await remove(recovery[4]!)).toMatchObject({ code: 'ALREADY_DONE' });
  });

  it('is taken away by an administrator from whoever lost the phone, never from himself', async () => {
    await enrol();
    const ids = await stage.dataSource.query<{ id: string; username: string }[]>(
      `select id, username from account where username in ('quantri', 'chutich') order by username`,
    );
    const reset = (id: string, who = admin): Promise<Loose> =>
      who.act(
        'resetSecondFactor(id: $id)',
        '$id: ID!',
        { id },
        '... on Account { hasSecondFactor } ... on Refusal { fields { message { vi } } }',
      );
    const denied = await holder.ask('mutation($id: ID!) { resetSecondFactor(id: $id) { __typename } }', {
      id: ids[0]!.id,
    });
    expect(denied.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect(await reset(ids[1]!.id)).toMatchObject({ code: 'IN_USE' });
    expect(await reset(ids[0]!.id)).toMatchObject({ hasSecondFactor: false });
    expect((await signIn(null)).__typename).toBe('SignedIn');
    expect(await reset(ids[0]!.id)).toMatchObject({ code: 'ALREADY_DONE' });
  });

  it('slows down who guesses codes from many addresses, and nobody who does not know the password', async () => {
    // The last one: the account stays closed for an hour.
    const { secret } = await enrol();
    const codes = [];
    for (let guess = 0; guess < 22; guess += 1) codes.push((await signIn(wrong(secret))).code);
    expect(codes.filter((code) => code === 'WRONG_CODE')).toHaveLength(20);
    expect((await signIn(codeOf(secret))).code).toBe('TOO_MANY_ATTEMPTS');
    // Another's wrong codes are his own.
    expect((await begin(PASSWORD, admin)).__typename).toBe('SecondFactorSetup');
  });
});

describe('codes of the clock', () => {
  const SECRET = new Secret({ buffer: new TextEncoder().encode('12345678901234567890').buffer }).base32;
  /** The record of one account, as the database would keep it. */
  const factorsAt = (seconds: number) => {
    let last = -1;
    const record: SecondFactorRecord = { secret: SECRET, confirmedAt: new Date(0) };
    const records = {
      find: () => Promise.resolve(record),
      begin: () => Promise.resolve(false),
      lockAccount: () => Promise.resolve(),
      endLogins: () => Promise.resolve(),
      confirm: () => Promise.resolve(false),
      useStep: (_id: string, step: number) => Promise.resolve(step > last && ((last = step), true)),
      useRecovery: () => Promise.resolve(false),
      remove: () => Promise.resolve(true),
    };
    return new SecondFactors(
      {} as Transactor,
      () => records,
      { attempt: () => Promise.resolve(), succeeded: () => Promise.resolve() },
      () => new Date(seconds * 1000),
    );
  };
  const right = (seconds: number, code: string) =>
    factorsAt(seconds)
      .check('a', code)
      .then(
        () => true,
        () => false,
      );

  /** The SHA-1 rows of RFC 6238, appendix B, cut to six digits. */
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('are those of the standard at second %i', async (seconds, code) => {
    expect(await right(seconds, code)).toBe(true);
    expect(await right(seconds + 30, code)).toBe(true);
    expect(await right(seconds - 30, code)).toBe(true);
    expect(await right(seconds + 90, code)).toBe(false);
    expect(await right(seconds - 90, code)).toBe(false);
  });
});
