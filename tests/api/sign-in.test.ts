import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hashPassword } from '../../server/features/accounts/passwords.js';
import { type Loose, accountHolder, Person, roomScreen, saveInput, seat } from '../support/server.js';
import { FOLLOW, LiveCouncil } from '../support/live-council.js';

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
  const viewer = async (who: Person) => {
    const { data, errors } = await who.ask('{ viewer { kind name loginKey } }');
    return data ? (data as Loose).viewer.kind : errors?.[0]?.extensions?.reason;
  };
  const card = async (username: string) => {
    const { token } = await council.stage.dataSource.transaction((tx) =>
      council.stage.server.api.live.links.issueSeatLink(tx, council.sessionId, council.member(username).id),
    );
    return token;
  };
  const outcome = (answer: Loose) => answer.data?.useLink?.code ?? answer.data?.useLink?.__typename;

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
      expect(await viewer(elsewhere)).toBe('ACCOUNT');
      expect(await change(here, PASSWORD, 'Nhà sàn ven suối 9')).toMatchObject({
        __typename: 'Account',
        username: 'yte',
      });
      expect(await viewer(here)).toBe('ACCOUNT');
      expect(await viewer(elsewhere)).toBe('REVOKED');
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

  describe('with the card of a seat', () => {
    let evaluationId: string;
    beforeAll(async () => {
      evaluationId = await council.scoring();
    });

    it('seats the first device, lets the same one in again, and tells a second that the seat is taken', async () => {
      const token = await card('vanhoa');
      await council.member('vanhoa').person.ask('mutation { signOut }');
      const [first, second] = [person(), person()];
      expect(outcome(await first.openLink(token))).toBe('SignedIn');
      const key = first.login;
      expect(outcome(await first.openLink(token))).toBe('SignedIn');
      expect(first.login).toBe(key);
      const state = await second.get(
        'query($token: String!) { seatLinkState(token: $token) { taken memberLabel } }',
        { token },
      );
      expect(state.seatLinkState).toMatchObject({
        taken: true,
        memberLabel: expect.stringContaining('Sở Văn hóa'),
      });
      expect(outcome(await second.openLink(token))).toBe('SEAT_TAKEN');
      expect(await viewer(first)).toBe('SEAT');
      expect(await viewer(second)).toBe('ANONYMOUS');
    });

    it('lets one of two devices in that scan it in the same moment', async () => {
      const token = await card('antoan');
      await council.member('antoan').person.ask('mutation { signOut }');
      const answers = await Promise.all([person(), person(), person()].map((one) => one.openLink(token)));
      expect(answers.map(outcome).sort()).toEqual(['SEAT_TAKEN', 'SEAT_TAKEN', 'SignedIn']);
    });

    it('says alike why it ended to whoever looks and to whoever writes', async () => {
      const writer = person();
      await writer.openLink(await card('congthuong'), true);
      const { id, version } = await council.sheet(evaluationId, writer);
      // A save is on its way and waits for the session while a restore ends the sign-in.
      const holding = council.stage.dataSource.createQueryRunner();
      await holding.startTransaction();
      await holding.query('select id from session where id = $1 for no key update', [council.sessionId]);
      const input = saveInput(id, version, [{ criterion: '1.1', choice: 'LEVELS', levels: [2] }]);
      const save = writer.ask(
        'mutation($input: SaveMarksInput!) { saveMarks(input: $input) { __typename } }',
        { input },
      );
      await council.waitForLock();
      await holding.query('update login set ended_at = now() where key = $1', [writer.login]);
      await holding.commitTransaction();
      await holding.release();
      expect((await save).errors?.[0]?.extensions).toMatchObject({
        code: 'UNAUTHENTICATED',
        reason: 'RESTORED',
      });
      await vi.waitFor(async () => expect(await viewer(writer)).toBe('RESTORED'), 10_000);
    });

    it("ends the first device's stream within a second when another takes over, and refuses what it still sends", async () => {
      const token = await card('dieuphoi');
      const first = council.member('dieuphoi').person;
      const { id, version } = await council.sheet(evaluationId, first);
      const stream = first.follow(FOLLOW, { id: council.sessionId });
      await stream.until(() => true);
      // A save is on its way and waits for the session while the seat is taken over.
      const holding = council.stage.dataSource.createQueryRunner();
      await holding.startTransaction();
      await holding.query('select id from session where id = $1 for no key update', [council.sessionId]);
      const takeOver = person();
      const taken = takeOver.openLink(token, true);
      await council.waitForLock();
      const input = saveInput(id, version, [{ criterion: '1.1', choice: 'LEVELS', levels: [2] }]);
      const save = first.ask(
        'mutation($input: SaveMarksInput!) { saveMarks(input: $input) { __typename } }',
        { input },
      );
      await council.waitForLock(2);
      await holding.commitTransaction();
      await holding.release();
      expect(outcome(await taken)).toBe('SignedIn');
      expect((await save).errors?.[0]?.extensions).toMatchObject({
        code: 'UNAUTHENTICATED',
        reason: 'TAKEN_OVER',
      });
      await vi.waitFor(() => expect(JSON.stringify(stream.errors)).toContain('TAKEN_OVER'), 10_000);
      expect(await viewer(first)).toBe('TAKEN_OVER');
      expect(await council.sql('select 1 from mark where sheet_id = $1', [id])).toEqual([]);
      const sheet = await council.sheet(evaluationId, takeOver);
      expect(sheet).toMatchObject({ id, version, marks: [] });
      const late = await first.ask('mutation($id: ID!) { withdrawSheet(sheetId: $id) { __typename } }', {
        id,
      });
      expect(late.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
      first.leave();
      await council.clearTable();
    });

    it('refuses cards that are void, expired, unknown, or of a screen', async () => {
      const old = await card('lienminh');
      const fresh = await card('lienminh');
      expect(outcome(await person().openLink(old, true))).toBe('LINK_INVALID');
      await council.sql(`update link set expires_at = now() - interval '1 second' where voided_at is null and kind = 'SEAT' and member_id = $1`, [council.member('lienminh').id]); // prettier-ignore
      expect(outcome(await person().openLink(fresh, true))).toBe('LINK_EXPIRED');
      expect(outcome(await person().openLink('seat.nothing'))).toBe('LINK_INVALID');
      const { token } = await council.stage.dataSource.transaction((tx) =>
        council.stage.server.api.live.links.issueRoomLink(tx, council.sessionId),
      );
      expect(outcome(await person().openLink(token))).toBe('LINK_INVALID');
      expect(
        (await person().get('query($t: String!) { seatLinkState(token: $t) { taken } }', { t: old }))
          .seatLinkState,
      ).toBeNull();
    });

    it('is the seat of one member only, and of one session', async () => {
      const other = await seat(council.stage, council.demo.plannedSessionId, council.member('congthuong').id);
      const { errors } = await other.ask('query($id: ID!) { sessionBoard(sessionId: $id) { id } }', {
        id: council.sessionId,
      });
      expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    });
  });

  describe('with a link that works once', () => {
    it('opens the account once, also when two browsers open it in the same moment', async () => {
      const [account] = await council.sql(`select id from account where username = 'quantri'`);
      const { token } = await council.stage.dataSource.transaction((tx) =>
        council.stage.server.api.live.links.issueAccountLink(tx, account!['id'] as string),
      );
      const answers = await Promise.all([person(), person()].map((one) => one.openLink(token)));
      expect(answers.map(outcome).sort()).toEqual(['LINK_INVALID', 'SignedIn']);
      expect(outcome(await person().openLink(token))).toBe('LINK_INVALID');
    });
  });

  describe('ends for whoever may look no longer', () => {
    it('when the account is retired', async () => {
      const retired = await accountHolder(council.stage, 'nongdan');
      const stream = retired.follow(FOLLOW, { id: council.sessionId });
      await stream.until(() => true);
      const [account] = await council.sql(`select id from account where username = 'nongdan'`);
      const answer = await admin.act<Loose>(
        'retireAccount(id: $id)',
        '$id: ID!',
        { id: account!['id'] },
        '... on Account { id }',
      );
      expect(answer.__typename).toBe('Account');
      await vi.waitFor(() => expect(JSON.stringify(stream.errors)).toContain('REVOKED'));
      expect(await viewer(retired)).toBe('REVOKED');
      retired.leave();
    });

    it('when the address of the screen is issued anew', async () => {
      const screen = await roomScreen(council.stage, council.sessionId);
      const stream = screen.follow(FOLLOW, { id: council.sessionId });
      await stream.until(() => true);
      await council.chair.get('mutation($id: ID!) { issueRoomLink(sessionId: $id) { __typename } }', {
        id: council.sessionId,
      });
      await vi.waitFor(() => expect(JSON.stringify(stream.errors)).toContain('REVOKED'));
      screen.leave();
    });

    it('when somebody signs out on the same device, on every stream of that sign-in', async () => {
      const here = await accountHolder(council.stage, 'chuyengia');
      const stream = here.follow(FOLLOW, { id: council.sessionId });
      await stream.until(() => true);
      await here.ask('mutation { signOut }');
      await vi.waitFor(() => expect(JSON.stringify(stream.errors)).toContain('SIGNED_OUT'));
      here.leave();
    });
  });
});
