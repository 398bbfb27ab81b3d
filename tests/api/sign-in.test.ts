import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hashPassword } from '../../server/features/accounts/passwords.js';
import { FOLLOW, LiveCouncil } from '../support/live-council.js';
import { type Loose, accountHolder, Person, standingOf } from '../support/server.js';

const PASSWORD = 'Ruộng bậc thang 7 tầng';

describe('signing in', () => {
  let council: LiveCouncil;
  let admin: Person;
  beforeAll(async () => {
    council = await LiveCouncil.open({ publicUrl: 'https://cham.example', trustProxy: 1 });
    admin = await accountHolder(council.stage, 'quantri');
    await council.sql('update account set password_hash = $1', [await hashPassword(PASSWORD)]);
  });
  afterAll(() => council.close());

  const person = () => new Person(() => council.stage.server.address);
  /** Asks from an address of its own. */
  const from = async (
    address: string,
    query: string,
    variables: object,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(`${council.stage.server.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address, ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return { cookies: response.headers.getSetCookie(), ...((await response.json()) as Loose) };
  };
  const SIGN_IN =
    'mutation($username: String!, $password: String!) { signIn(username: $username, password: $password) { __typename ... on SignedIn { loginKey viewer { kind name isAdmin } } ... on Refusal { code message { vi en } } } }';
  const signIn = (username: string, password: string, address = '10.1.1.1') =>
    from(address, SIGN_IN, { username, password });

  describe('with a name and a password', () => {
    it('works however the name is written, and gives one cookie that scripts and other sites never get', async () => {
      const { data, cookies } = await signIn('  QuanTri ', PASSWORD);
      expect(data.signIn).toMatchObject({
        __typename: 'SignedIn',
        viewer: { kind: 'ACCOUNT', isAdmin: true },
      });
      expect(cookies).toHaveLength(1);
      expect(cookies[0]).toMatch(new RegExp(`^cs_${data.signIn.loginKey}=`));
      for (const flag of ['HttpOnly', 'SameSite=Strict', 'Secure', 'Path=/', 'Expires='])
        expect(cookies[0]).toContain(flag);
      expect(JSON.stringify(data)).not.toContain(cookies[0].split(/[=;]/)[1]);
    });

    it('takes a name with tones from every keyboard', async () => {
      await council.sql(
        `insert into account (username, display_name, password_hash) values ($1, 'Thư ký', $2)`,
        ['thưký.xã'.normalize('NFC'), await hashPassword(PASSWORD)],
      );
      expect((await signIn('thưký.xã'.normalize('NFD'), PASSWORD)).data.signIn.__typename).toBe('SignedIn');
    });

    it('says the same of a wrong password, of an unknown name and of a retired account', async () => {
      await council.sql(
        `insert into account (username, display_name, password_hash, retired_at) values ('da-nghi', 'Đã nghỉ', $1, now())`,
        [await hashPassword(PASSWORD)],
      );
      const answers = [
        await signIn('quantri', 'wrong'),
        await signIn('nobody', PASSWORD),
        await signIn('da-nghi', PASSWORD),
      ];
      expect(answers[0].data.signIn.code).toBe('WRONG_PASSWORD');
      expect(answers.map(({ data, cookies }) => [data, cookies])).toEqual(
        Array(3).fill([answers[0].data, []]),
      );
    });

    it('slows down who guesses, all at once or one by one, and locks out nobody elsewhere', async () => {
      const guesses = await Promise.all(
        Array.from({ length: 25 }, (_, index) => signIn('chutich', `guess ${index}`, '10.9.9.9')),
      );
      const codes = guesses.map(({ data }) => data.signIn.code);
      expect(codes.filter((code) => code === 'WRONG_PASSWORD').length).toBeLessThanOrEqual(10);
      expect(codes).toContain('TOO_MANY_ATTEMPTS');
      const locked = await signIn('ChuTich ', PASSWORD, '10.9.9.9');
      expect(locked.data.signIn.code).toBe('TOO_MANY_ATTEMPTS');
      expect(locked.data.signIn.message.vi).toMatch(/đợi 15 phút rồi thử lại/);
      expect((await signIn('chutich', PASSWORD, '10.8.8.8')).data.signIn.__typename).toBe('SignedIn');
      expect((await signIn('thuky', PASSWORD, '10.9.9.9')).data.signIn.__typename).toBe('SignedIn');
    });

    it('counts a name under all the letters that the database takes for it as one name', async () => {
      // JavaScript makes two characters of the Turkish İ in small letters, the database one: i.
      const [{ name }] = (await council.sql(`select lower('chutİch') as name`)) as [{ name: string }];
      expect(name).toBe('chutich');
      const names = ['chutich', 'chutİch', 'CHUTİCH', 'ChuTich'];
      const codes = [];
      for (let guess = 0; guess < 11; guess += 1)
        codes.push((await signIn(names[guess % 4]!, `guess ${guess}`, '10.6.6.6')).data.signIn.code);
      expect(codes.slice(0, 10)).toEqual(Array(10).fill('WRONG_PASSWORD'));
      expect(codes[10]).toBe('TOO_MANY_ATTEMPTS');
    });

    it('lets in with a new password whom guesses at his address had locked out', async () => {
      const [account] = await council.sql(
        `insert into account (username, display_name, password_hash) values ('quen', 'Quên', $1) returning id`,
        [await hashPassword(PASSWORD)],
      );
      const guesses = Array.from({ length: 11 }, (_, index) => signIn('quen', `guess ${index}`, '10.7.7.7'));
      await Promise.all(guesses);
      expect((await signIn('quen', PASSWORD, '10.7.7.7')).data.signIn.code).toBe('TOO_MANY_ATTEMPTS');
      const next = 'Sáu con thuyền 41';
      const set =
        'mutation($id: ID!, $password: String!) { setPassword(id: $id, password: $password) { __typename } }';
      expect((await admin.get(set, { id: account!['id'], password: next })).setPassword.__typename).toBe(
        'Account',
      );
      expect((await signIn('quen', next, '10.7.7.7')).data.signIn.__typename).toBe('SignedIn');
    });

    it('ends by signing out: the cookie goes, and what is sent with it later is nobody', async () => {
      const { data, cookies } = await signIn('thuky', PASSWORD);
      const cookie = cookies[0].split(';')[0];
      const headers = { cookie, 'x-login': data.signIn.loginKey };
      const out = await from('10.1.1.1', 'mutation { signOut }', {}, headers);
      expect(out.data.signOut).toBe(true);
      expect(out.cookies[0]).toMatch(/=;.*(Max-Age=0|1970)/);
      const later = await from('10.1.1.1', '{ viewer { kind } }', {}, headers);
      expect(later.errors[0].extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'SIGNED_OUT' });
    });

    it('keeps several sign-ins in one browser; a tab says which it uses', async () => {
      const [first, second] = [await signIn('chutich', PASSWORD), await signIn('thuky', PASSWORD)];
      const cookie = [first, second].map(({ cookies }) => cookies[0].split(';')[0]).join('; ');
      const as = async (login: string) =>
        (await from('10.1.1.1', '{ viewer { kind account { username } } }', {}, { cookie, 'x-login': login }))
          .data?.viewer;
      expect((await as(first.data.signIn.loginKey)).account.username).toBe('chutich');
      expect((await as(second.data.signIn.loginKey)).account.username).toBe('thuky');
      expect((await as('somethingelse')).kind).toBe('ANONYMOUS');
      // The key alone, or with another sign-in's secret, is nothing.
      const secret = first.cookies[0].split(/[=;]/)[1];
      const forged = await from(
        '10.1.1.1',
        '{ viewer { kind } }',
        {},
        { cookie: `cs_${second.data.signIn.loginKey}=${secret}`, 'x-login': second.data.signIn.loginKey },
      );
      expect(forged.data.viewer.kind).toBe('ANONYMOUS');
    });
  });

  describe("changing one's own password", () => {
    const change = (who: Person, current: string | null, next: string): Promise<Loose> =>
      who.act(
        'changePassword(current: $current, next: $next)',
        '$current: String, $next: String!',
        { current, next },
        '... on Account { username } ... on Refusal { fields { message { vi } } }',
      );

    it('needs the present one and a good new one, and ends all other sign-ins of the account', async () => {
      const [here, elsewhere] = [
        await accountHolder(council.stage, 'yte'),
        await accountHolder(council.stage, 'yte'),
      ];
      const stream = elsewhere.follow(FOLLOW, { id: council.sessionId });
      await stream.until(() => true);
      expect((await change(here, 'wrong', 'Nhà sàn ven suối 9')).code).toBe('WRONG_PASSWORD');
      expect(await change(here, PASSWORD, 'short')).toMatchObject({
        code: 'WEAK_PASSWORD',
        fields: [{ field: 'next' }],
      });
      // Nor is the old one a new one, whichever way a keyboard composes its tones.
      for (const same of [PASSWORD, PASSWORD.normalize('NFD')])
        expect(await change(here, PASSWORD, same)).toMatchObject({
          code: 'WEAK_PASSWORD',
          fields: [{ field: 'next', message: { vi: 'phải khác mật khẩu hiện tại' } }],
        });
      expect(await standingOf(elsewhere)).toBe('ACCOUNT');
      expect(await change(here, PASSWORD, 'Nhà sàn ven suối 9')).toMatchObject({
        __typename: 'Account',
        username: 'yte',
      });
      expect(await standingOf(here)).toBe('ACCOUNT');
      expect(await standingOf(elsewhere)).toBe('REVOKED');
      await vi.waitFor(() => expect(JSON.stringify(stream.errors)).toContain('REVOKED'));
      expect((await signIn('yte', PASSWORD)).data.signIn.code).toBe('WRONG_PASSWORD');
      expect((await signIn('yte', 'Nhà sàn ven suối 9')).data.signIn.__typename).toBe('SignedIn');
      elsewhere.leave();
    });

    /** Somebody who came in by a one-time link and has no password yet. */
    const newcomer = async (username: string): Promise<{ who: Person; accountId: string }> => {
      const [account] = await council.sql<{ id: string }>(
        `insert into account (username, display_name) values ($1, 'Người mới') returning id`,
        [username],
      );
      const { token } = await council.stage.dataSource.transaction((tx) =>
        council.stage.server.api.live.links.issueAccountLink(tx, account!.id),
      );
      const who = person();
      await who.openLink(token);
      return { who, accountId: account!.id };
    };
    /** Begins these acts on accounts one after the other, and lets none come to its end before the last has begun. */
    const allUnderWay = async <T>(...acts: readonly (() => Promise<T>)[]): Promise<Promise<T>[]> => {
      const holding = council.stage.dataSource.createQueryRunner();
      await holding.startTransaction();
      await holding.query('select id from account where is_admin for no key update');
      const underWay: Promise<T>[] = [];
      for (const act of acts) {
        underWay.push(act());
        await council.waitForLock(underWay.length);
      }
      await holding.commitTransaction();
      await holding.release();
      return underWay;
    };

    it('asks for no present one where the account has none yet, and for it from then on', async () => {
      const { who } = await newcomer('moi');
      const hasPassword = async () =>
        (await who.get('{ viewer { account { hasPassword } } }')).viewer.account.hasPassword as boolean;
      expect(await hasPassword()).toBe(false);
      expect((await change(who, null, 'short')).code).toBe('WEAK_PASSWORD');
      expect(await change(who, null, 'Trăng trên đồi chè 7')).toMatchObject({ username: 'moi' });
      expect(await hasPassword()).toBe(true);
      expect((await change(who, null, 'Nhà sàn ven suối 9')).code).toBe('WRONG_PASSWORD');
      expect((await signIn('moi', 'Trăng trên đồi chè 7')).data.signIn.__typename).toBe('SignedIn');
    });

    it('takes one of two that are set in the same moment, the first ones of an account too', async () => {
      const { who } = await newcomer('haiong');
      const words = ['Trăng trên đồi chè 7', 'Nhà sàn ven suối 9', 'Mưa qua vườn quýt 5'] as const;
      const first = await allUnderWay(
        () => change(who, null, words[0]),
        () => change(who, null, words[1]),
      );
      expect(await Promise.all(first)).toMatchObject([{ username: 'haiong' }, { code: 'CONFLICT' }]);
      const next = await allUnderWay(
        () => change(who, words[0], words[1]),
        () => change(who, words[0], words[2]),
      );
      expect(await Promise.all(next)).toMatchObject([{ username: 'haiong' }, { code: 'CONFLICT' }]);
      expect((await signIn('haiong', words[1])).data.signIn.__typename).toBe('SignedIn');
    });

    it('does not undo the one that an administrator sets meanwhile to end a stolen sign-in', async () => {
      const { who: thief, accountId } = await newcomer('biketrom');
      const given = 'Trăng trên đồi chè 7';
      const [set, stolen] = await allUnderWay<Loose>(
        () =>
          admin.act(
            'setPassword(id: $id, password: $given)',
            '$id: ID!, $given: String!',
            { id: accountId, given },
            '... on Account { username }',
          ),
        () => thief.ask('mutation { changePassword(next: "Nhà sàn ven suối 9") { __typename } }'),
      );
      expect((await set)!.__typename).toBe('Account');
      expect((await stolen)!.errors?.[0]?.extensions).toMatchObject({
        code: 'UNAUTHENTICATED',
        reason: 'REVOKED',
      });
      expect((await signIn('biketrom', given)).data.signIn.__typename).toBe('SignedIn');
    });

    it('is slowed down for who guesses at an open device, and is nothing for seats and strangers', async () => {
      const here = await accountHolder(council.stage, 'khoahoc');
      const codes: string[] = [];
      for (let index = 0; index < 12; index += 1)
        codes.push((await change(here, `guess ${index}`, 'Nhà sàn ven suối 9')).code);
      expect(new Set(codes)).toEqual(new Set(['WRONG_PASSWORD', 'TOO_MANY_ATTEMPTS']));
      const mutation = 'mutation { changePassword(current: "a", next: "b") { __typename } }';
      expect((await council.chair.ask(mutation)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
      expect((await person().ask(mutation)).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    });
  });
});
