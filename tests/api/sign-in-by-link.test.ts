import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FOLLOW, LiveCouncil } from '../support/live-council.js';
import {
  type Loose,
  accountHolder,
  Person,
  roomScreen,
  saveInput,
  seat,
  standingOf,
} from '../support/server.js';

describe('signing in', () => {
  let council: LiveCouncil;
  let admin: Person;
  beforeAll(async () => {
    council = await LiveCouncil.open({ publicUrl: 'https://cham.example', trustProxy: 1 });
    admin = await accountHolder(council.stage, 'quantri');
  });
  afterAll(() => council.close());

  const person = () => new Person(() => council.stage.server.address);
  const card = async (username: string) => {
    const { token } = await council.stage.dataSource.transaction((tx) =>
      council.stage.server.api.live.links.issueSeatLink(tx, council.sessionId, council.member(username).id),
    );
    return token;
  };
  const outcome = (answer: Loose) => answer.data?.useLink?.code ?? answer.data?.useLink?.__typename;

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
      expect(await standingOf(first)).toBe('SEAT');
      expect(await standingOf(second)).toBe('ANONYMOUS');
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
      await vi.waitFor(async () => expect(await standingOf(writer)).toBe('RESTORED'), 10_000);
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
      expect(await standingOf(first)).toBe('TAKEN_OVER');
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
      expect(await standingOf(retired)).toBe('REVOKED');
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
