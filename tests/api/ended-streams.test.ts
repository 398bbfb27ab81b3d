import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dayInVietnam } from '../../server/domain/day-in-vietnam.js';
import { FOLLOW, LiveCouncil } from '../support/live-council.js';
import {
  accountHolder,
  type Followed,
  type Loose,
  type Person,
  roomScreen,
  seat,
} from '../support/server.js';

/** Sooner than a node looks by itself for what nobody told it (3 s): what is seen is what the act has told. */
const AT_ONCE = { timeout: 2_500, interval: 20 };
/** With that look, on a machine that is busy. */
const IN_A_WHILE = { timeout: 10_000, interval: 50 };
const [YESTERDAY, THE_DAY_BEFORE] = [1, 2].map((ago) =>
  dayInVietnam(new Date(Date.now() - ago * 86_400_000)),
);
const GOOD_PASSWORD = 'Sáu con thuyền 41';

interface Said {
  readonly message: string;
  readonly extensions: { readonly code: string; readonly reason?: string };
}

/** R 8.7: rights are looked at again for every board, and when they end, also where no board is due. */
describe('a stream whose viewer', () => {
  let council: LiveCouncil;
  let admin: Person;
  beforeAll(async () => {
    council = await LiveCouncil.open();
    admin = await accountHolder(council.stage, 'quantri');
  });
  afterAll(() => council.close());

  const open = async (who: Person, id = council.sessionId): Promise<Followed<Loose>> => {
    // It must not come back by itself: a new stream would say why, too.
    const stream = who.follow(FOLLOW, { id }, 0);
    await stream.until(() => true);
    return stream;
  };
  const must = async (field: string, args: string, variables: Record<string, unknown>, more = '') => {
    const outcome = await admin.act(field, args, variables, more);
    if (outcome.__typename === 'Refusal') throw new Error(JSON.stringify(outcome));
    return outcome;
  };
  const accountOf = async (username: string): Promise<string> =>
    (await council.sql<{ id: string }>('select id from account where username = $1', [username]))[0]!.id;
  const newAdministrator = async (username: string): Promise<Person> => {
    const input = { username, displayName: username, isAdmin: true };
    await must('createAccount(input: $input, password: $password)', '$input: AccountInput!, $password: String!', { input, password: GOOD_PASSWORD }); // prettier-ignore
    return accountHolder(council.stage, username);
  };
  /** Joined the council lately, so that he can leave it again; sits in a session that is to come. */
  const newcomer = async (accountId: string | null = null): Promise<string> => {
    const input = {
      ...{ role: 'MEMBER', voting: true, title: 'Ủy viên mới', institution: 'Sở Công Thương', accountId },
      memberFrom: THE_DAY_BEFORE,
    };
    const made = await must('addMember(councilId: $id, input: $input)', '$id: ID!, $input: CouncilMemberInput!', { id: council.demo.councilId, input }, '... on Council { members { id } }'); // prettier-ignore
    return made.members.at(-1).id;
  };
  const leaves = (id: string) =>
    must('retireMember(memberId: $id, on: $on)', '$id: ID!, $on: Date!', { id, on: YESTERDAY });
  const { planned, holder } = {
    planned: () => council.demo.plannedSessionId,
    holder: (username: string) => accountHolder(council.stage, username),
  };

  const rows: readonly (readonly [string, () => Promise<Followed<Loose>>, Partial<Said['extensions']>])[] = [
    ['signs out', async () => {
      const who = await holder('yte');
      const stream = await open(who);
      await who.get('mutation { signOut }');
      return stream;
    }, { code: 'UNAUTHENTICATED', reason: 'SIGNED_OUT' }],
    ['opens his seat on another device', async () => {
      const { id, person } = council.voters[3]!;
      const stream = await open(person);
      await seat(council.stage, council.sessionId, id);
      return stream;
    }, { code: 'UNAUTHENTICATED', reason: 'TAKEN_OVER' }],
    ['is signed out by an administrator', async () => {
      const who = await holder('yte');
      const stream = await open(who);
      const [login] = await council.sql<{ id: string }>('select id from login where key = $1', [who.login]);
      await must('endSignIn(id: $id)', '$id: ID!', login!);
      return stream;
    }, { code: 'UNAUTHENTICATED', reason: 'REVOKED' }],
    ['gets a new password from an administrator', async () => {
      const stream = await open(await holder('yte'));
      const variables = { id: await accountOf('yte'), password: GOOD_PASSWORD };
      await must('setPassword(id: $id, password: $password)', '$id: ID!, $password: String!', variables);
      return stream;
    }, { code: 'UNAUTHENTICATED', reason: 'REVOKED' }],
    ['has his account closed', async () => {
      const stream = await open(await newAdministrator('quantri3'));
      await must('retireAccount(id: $id)', '$id: ID!', { id: await accountOf('quantri3') });
      return stream;
    }, { code: 'UNAUTHENTICATED', reason: 'REVOKED' }],
    ['is no administrator any more', async () => {
      const stream = await open(await newAdministrator('quantri2'));
      const id = await accountOf('quantri2');
      const { account } = await admin.get('query($id: ID!) { account(id: $id) { version } }', { id });
      const input = { username: 'quantri2', displayName: 'Quản trị hai', isAdmin: false };
      await must('changeAccount(id: $id, version: $version, input: $input)', '$id: ID!, $version: Int!, $input: AccountInput!', { id, input, ...account });
      return stream;
    }, { code: 'UNAUTHENTICATED', reason: 'REVOKED' }],
    ['shows results by a link that another one replaced', async () => {
      const stream = await open(await roomScreen(council.stage, council.sessionId));
      await must('issueRoomLink(sessionId: $id)', '$id: ID!', { id: council.sessionId });
      return stream;
    }, { code: 'UNAUTHENTICATED', reason: 'REVOKED' }],
    ['leaves the council, with an account', async () => {
      await must('createAccount(input: $input, password: $password)', '$input: AccountInput!, $password: String!', { input: { username: 'uyvienmoi', displayName: 'Ủy viên mới', isAdmin: false }, password: GOOD_PASSWORD });
      const memberId = await newcomer(await accountOf('uyvienmoi'));
      const stream = await open(await holder('uyvienmoi'), planned());
      await leaves(memberId);
      return stream;
    }, { code: 'FORBIDDEN', reason: 'NOT_IN_COUNCIL' }],
    ['leaves the council, with a seat', async () => {
      const memberId = await newcomer();
      const stream = await open(await seat(council.stage, planned(), memberId), planned());
      await leaves(memberId);
      return stream;
    }, { code: 'UNAUTHENTICATED', reason: 'REVOKED' }],
  ]; // prettier-ignore

  const endsWith = async (stream: Followed<Loose>, told: object, soon = AT_ONCE) => {
    const said = () => stream.errors[0] as Said | undefined;
    await vi.waitFor(() => expect(said()?.extensions).toEqual(told), soon);
    // In both languages: what is wrong, and what is safe.
    expect(said()!.message).toMatch(/ vẫn còn.+ \/ .+ is kept/s);
    const seen = stream.seen.length;
    await council.must('suspendSession', { sessionId: council.sessionId, reason: 'Nghỉ giải lao' });
    await council.must('resumeSession', { sessionId: council.sessionId });
    await other.until(({ sessionBoard }) => sessionBoard.phase === 'OPEN');
    expect(stream.seen.length).toBe(seen);
  };
  /** Somebody who stays, and sees what the other must not see any more. */
  let other: Followed<Loose>;
  beforeAll(async () => {
    other = await open(council.chair);
  });

  it.each(rows)('%s is told why at once, and nothing more', async (_, lose, told) => {
    await endsWith(await lose(), told);
    expect(other.errors).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['has been signed in for as long as it lasts', `update login set expires_at = now() where key = $1`, 'EXPIRED'],
    ['sees his last day in office end', `update council_member m set member_from = '2026-01-01', member_to = (now() at time zone 'Asia/Ho_Chi_Minh')::date - 1 from login l where l.member_id = m.id and l.key = $1`, 'REVOKED'],
  ])('%s is told so soon, though nobody does anything', async (_, passing, reason) => {
    const who = await seat(council.stage, planned(), await newcomer());
    const stream = await open(who, planned());
    await council.sql(passing, [who.login]);
    await endsWith(stream, { code: 'UNAUTHENTICATED', reason }, IN_A_WHILE);
  }); // prettier-ignore

  it('is recused goes on, and sees of that dossier what the room sees', async () => {
    const evaluationId = await council.scoring();
    const member = council.voters[6]!;
    const stream = await open(member.person);
    await council.must('recuse', { evaluationId, memberId: member.id, reason: 'Người thân của chủ thể' });
    const { sessionBoard } = await stream.until((data: Loose) =>
      data.sessionBoard.agenda.some(({ id, recused }: Loose) => id === evaluationId && recused),
    );
    const item = sessionBoard.agenda.find(({ id }: Loose) => id === evaluationId);
    expect([item.seats ?? [], item.provisional]).toEqual([[], null]);
    expect(stream.errors).toEqual([]);
  });
});
