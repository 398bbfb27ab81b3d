import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashPassword } from '../../server/features/accounts/passwords.js';
import { meanwhile } from '../support/meanwhile.js';
import {
  accountHolder,
  type Loose,
  Person,
  stageDemo,
  standingOf,
  startTestServer,
  type TestServer,
} from '../support/server.js';

const PASSWORD = 'Ruộng bậc thang 7 tầng';
const OTHER = 'Sáu con thuyền 41';

describe('signing in', () => {
  let stage: TestServer;
  let admin: Person;
  let hashes: { old: string; new: string };
  beforeAll(async () => {
    stage = await startTestServer({ trustProxy: 1 });
    await stageDemo(stage);
    hashes = { old: await hashPassword(PASSWORD), new: await hashPassword(OTHER) };
    admin = await accountHolder(stage, 'quantri');
  });
  afterAll(() => stage.stop());
  beforeEach(async () => {
    await stage.dataSource.query('delete from second_factor');
    await stage.dataSource.query('update account set password_hash = $1', [hashes.old]);
  });

  let address = 0;
  const signIn = async (code: string | null = null, password = PASSWORD): Promise<Loose> => {
    const response = await fetch(`${stage.server.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.0.1.${(address += 1)}` },
      body: JSON.stringify({
        query: `mutation($password: String!, $code: String) { signIn(username: "chutich", password: $password, code: $code) { __typename ... on Refusal { code } } }`,
        variables: { password, code },
      }),
    });
    return ((await response.json()) as Loose).data.signIn;
  };
  const idOf = async (username: string): Promise<string> =>
    (await stage.dataSource.query<Loose[]>('select id from account where username = $1', [username]))[0].id;
  const openSignIns = async () =>
    (await stage.dataSource.query<Loose[]>('select count(*)::int as n from login where account_id = $1 and ended_at is null', [await idOf('chutich')]))[0].n; // prettier-ignore
  const setPassword = async () =>
    admin.act('setPassword(id: $id, password: $password)', '$id: ID!, $password: String!', { id: await idOf('chutich'), password: OTHER }, '... on Account { id }'); // prettier-ignore

  describe('while the account changes', () => {
    it('by the old password comes to nothing, though it was right when it was judged', async () => {
      const before = await openSignIns();
      const changed = 'update account set password_hash = $1 where username = $2';
      expect(await meanwhile(stage.dataSource, changed, [hashes.new, 'chutich'], signIn)).toMatchObject({
        code: 'WRONG_PASSWORD',
      });
      expect(await openSignIns()).toBe(before);
    });

    it('just before it is ended by it', async () => {
      const login = randomUUID();
      const inserted = `with touched as (update account set last_sign_in_at = now() where username = 'chutich' returning id)
        insert into login (key, secret_hash, account_id, expires_at) select $1, '\\x00', id, now() + interval '1 hour' from touched`;
      await meanwhile(stage.dataSource, inserted, [login], setPassword);
      const [row] = await stage.dataSource.query<Loose[]>(
        'select ended_because as why from login where key = $1',
        [login],
      );
      expect(row.why).toBe('REVOKED');
    });

    it('without a code comes to nothing where a second step was turned on', async () => {
      const on = `with held as (select id from account where username = 'chutich' for update)
        insert into second_factor (account_id, secret, confirmed_at) select id, 'JBSWY3DPEHPK3PXP', now() from held`;
      expect(await meanwhile(stage.dataSource, on, [], signIn)).toMatchObject({ code: 'CODE_NEEDED' });
    });

    it('by a link that is voided comes to nothing', async () => {
      const id = await idOf('chutich');
      const { token } = await stage.dataSource.transaction((tx) =>
        stage.server.api.live.links.issueAccountLink(tx, id),
      );
      const who = new Person(() => stage.server.address);
      const voided = `with held as (update account set password_hash = $1 where id = $2 returning id)
        update link set voided_at = now() where account_id in (select id from held)`;
      const answer = await meanwhile(stage.dataSource, voided, [hashes.new, id], () => who.openLink(token));
      expect(answer.data.useLink).toMatchObject({ code: 'LINK_INVALID' });
    });
  });

  describe('with a second step', () => {
    const codeOf = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    const begin = (who: Person, password = PASSWORD): Promise<Loose> =>
      who.act('beginSecondFactor(password: $password)', '$password: String!', { password }, '... on SecondFactorSetup { secret }'); // prettier-ignore
    const confirm = (who: Person, code: string): Promise<Loose> =>
      who.act('confirmSecondFactor(code: $code)', '$code: String!', { code }, '... on RecoveryCodes { codes }'); // prettier-ignore
    const remove = (who: Person, code: string): Promise<Loose> =>
      who.act('removeSecondFactor(code: $code)', '$code: String!', { code }, '... on Account { id }');
    const wrong = (secret: string) =>
      ['000000', '111111', '222222', '333333'].find((each) => each !== codeOf(secret))!;

    it('turning it on ends every other sign-in of the account, and none of anybody else', async () => {
      const [here, there] = [await accountHolder(stage, 'chutich'), await accountHolder(stage, 'chutich')];
      expect((await confirm(here, codeOf((await begin(here)).secret))).codes).toHaveLength(8);
      expect([await standingOf(here), await standingOf(there), await standingOf(admin)]).toEqual([
        'ACCOUNT',
        'REVOKED',
        'ACCOUNT',
      ]);
    });

    it('codes guessed from an open device run out, without shutting the holder out', async () => {
      const thief = await accountHolder(stage, 'chutich');
      const { secret } = await begin(thief);
      const guesses = [];
      for (let guess = 0; guess < 21; guess += 1) guesses.push((await confirm(thief, wrong(secret))).code);
      expect(guesses).toEqual([...Array<string>(20).fill('WRONG_CODE'), 'TOO_MANY_ATTEMPTS']);
      const holder = await accountHolder(stage, 'chutich');
      const { codes } = await confirm(holder, codeOf((await begin(holder)).secret));
      const open = await accountHolder(stage, 'chutich');
      for (let guess = 0; guess < 20; guess += 1) await remove(open, '000000');
      expect(await remove(open, codes[0])).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
      expect((await signIn(codes[0])).__typename).toBe('SignedIn');
    });

    it('guesses at the password count on where there is nothing to remove', async () => {
      const open = await accountHolder(stage, 'thuky');
      const answers = [];
      for (let guess = 0; guess < 12; guess += 1) {
        answers.push((await begin(open, 'sai mật khẩu')).code);
        expect(await remove(open, '000000')).toMatchObject({ code: 'ALREADY_DONE' });
      }
      expect(answers.slice(0, 10)).toEqual(Array(10).fill('WRONG_PASSWORD'));
      expect(answers.slice(10)).toEqual(['TOO_MANY_ATTEMPTS', 'TOO_MANY_ATTEMPTS']);
    });
  });

  describe('as an administrator', () => {
    const written: readonly [string, (id: string) => string][] = [
      ['as it is', (id) => id],
      ['in capitals', (id) => id.toUpperCase()],
      ['in braces', (id) => `{${id}}`],
    ];

    it.each(written)('nobody undoes his own right or second step, its id written %s', async (_, write) => {
      const own = await idOf('quantri');
      const id = write(own);
      await stage.dataSource.query('update account set is_admin = true where username = $1', ['thuky']);
      await stage.dataSource.query(
        `insert into second_factor (account_id, secret, confirmed_at) values ($1, 'JBSWY3DPEHPK3PXP', now())`,
        [own],
      );
      const { account } = await admin.get('query($id: ID!) { account(id: $id) { version } }', { id: own });
      const input = { username: 'quantri', displayName: 'Quản trị', isAdmin: false };
      const outcomes = [
        await admin.act('resetSecondFactor(id: $id)', '$id: ID!', { id }, ''),
        await admin.act('retireAccount(id: $id)', '$id: ID!', { id }, ''),
        await admin.act('changeAccount(id: $id, version: $version, input: $input)', '$id: ID!, $version: Int!, $input: AccountInput!', { id, version: account.version, input }, ''),
      ]; // prettier-ignore
      expect(outcomes.map(({ code }) => code)).toEqual(['IN_USE', 'IN_USE', 'IN_USE']);
      expect(await standingOf(admin)).toBe('ACCOUNT');
    });
  });
});
