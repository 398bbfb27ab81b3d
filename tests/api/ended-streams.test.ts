import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LiveCouncil } from '../support/live-council.js';
import { GOOD_PASSWORD, LosingRights, TODAY } from '../support/losing-rights.js';
import { type Followed, type Loose, roomScreen, seat } from '../support/server.js';

/** On a machine that is busy. What an act tells at once takes a few milliseconds; the test after the table measures it. */
const SOON = { timeout: 10_000, interval: 5 };

interface Said {
  readonly message: string;
  readonly extensions: { readonly code: string; readonly reason?: string };
}
/** Somebody who looks on, and how he loses the right to it. */
type Losing = () => Promise<readonly [stream: Followed<Loose>, lose: () => Promise<unknown>]>;
type Row = readonly [whose: string, losing: Losing, told: Said['extensions']];

const REVOKED = { code: 'UNAUTHENTICATED', reason: 'REVOKED' };
const OUT_OF_COUNCIL = { code: 'FORBIDDEN', reason: 'NOT_IN_COUNCIL' };

/** R 8.7: rights are looked at again for every board, and when they end, also where no board is due. */
describe('a stream whose viewer', () => {
  let council: LiveCouncil;
  let losing: LosingRights;
  /** Somebody who stays, and sees what the other must not see any more. */
  let other: Followed<Loose>;
  beforeAll(async () => {
    council = await LiveCouncil.open();
    losing = await LosingRights.in(council);
    other = await losing.open(council.chair);
    // This node never looks by itself for what nobody told it: whatever is seen below is what the act has told.
    Object.assign(council.stage.server.api.live.missed, { looking: true });
  });
  afterAll(() => council.close());

  const accountRows: readonly Row[] = [
    ['signs out', async () => {
      const who = await losing.holder('yte');
      return [await losing.open(who), () => who.get('mutation { signOut }')];
    }, { code: 'UNAUTHENTICATED', reason: 'SIGNED_OUT' }],
    ['ends this sign-in from another device', async () => {
      const [lost, here] = [await losing.holder('yte'), await losing.holder('yte')];
      return [await losing.open(lost), () => losing.endSignIn(lost, here)];
    }, REVOKED],
    ['is signed out by an administrator', async () => {
      const who = await losing.holder('yte');
      return [await losing.open(who), () => losing.endSignIn(who)];
    }, REVOKED],
    ['gets a new password from an administrator', async () => {
      const id = await losing.accountOf('yte');
      return [await losing.open(await losing.holder('yte')), () => losing.setPassword(id)];
    }, REVOKED],
    ['changes his password on another device', async () => {
      await losing.newAccount('quantri4', true);
      const [lost, here] = [await losing.holder('quantri4'), await losing.holder('quantri4')];
      const variables = { current: GOOD_PASSWORD, next: 'Bảy cánh buồm 52' };
      return [await losing.open(lost), () => losing.must('changePassword(current: $current, next: $next)', '$current: String, $next: String!', variables, { by: here })];
    }, REVOKED],
    ['has his account closed', async () => {
      const stream = await losing.open(await losing.newAccount('quantri3', true));
      const id = await losing.accountOf('quantri3');
      return [stream, () => losing.must('retireAccount(id: $id)', '$id: ID!', { id })];
    }, REVOKED],
    ['is no administrator any more', async () => {
      const stream = await losing.open(await losing.newAccount('quantri2', true));
      const id = await losing.accountOf('quantri2');
      const { account } = await losing.admin.get('query($id: ID!) { account(id: $id) { version } }', { id });
      const variables = { id, input: { username: 'quantri2', displayName: 'Quản trị hai', isAdmin: false }, ...account };
      return [stream, () => losing.must('changeAccount(id: $id, version: $version, input: $input)', '$id: ID!, $version: Int!, $input: AccountInput!', variables)];
    }, REVOKED],
  ]; // prettier-ignore

  const councilRows: readonly Row[] = [
    ['opens his seat on another device', async () => {
      const { id } = council.voters[3]!;
      const sitting = () => seat(council.stage, council.sessionId, id);
      return [await losing.open(await sitting()), sitting];
    }, { code: 'UNAUTHENTICATED', reason: 'TAKEN_OVER' }],
    ['has his seat withdrawn by an administrator', async () => {
      const { person } = council.voters[4]!;
      return [await losing.open(person), () => losing.endSignIn(person)];
    }, REVOKED],
    ['shows results by a link that another one replaced', async () => {
      const stream = await losing.open(await roomScreen(council.stage, council.sessionId));
      return [stream, () => losing.must('issueRoomLink(sessionId: $id)', '$id: ID!', { id: council.sessionId })];
    }, REVOKED],
    ['leaves the council, with an account', async () => {
      const who = await losing.newAccount('uyvienmoi');
      const memberId = await losing.newcomer({ accountId: await losing.accountOf('uyvienmoi') });
      return [await losing.open(who, losing.planned), () => losing.leaves(memberId)];
    }, OUT_OF_COUNCIL],
    ['leaves the council, with a seat', async () => {
      const memberId = await losing.newcomer();
      return [await losing.open(await seat(council.stage, losing.planned, memberId), losing.planned), () => losing.leaves(memberId)];
    }, REVOKED],
    ['has a successor, with an account', async () => {
      const who = await losing.newAccount('uyviencu');
      const memberId = await losing.newcomer({ accountId: await losing.accountOf('uyviencu') });
      return [await losing.open(who, losing.planned), () => losing.succeeds(memberId)];
    }, OUT_OF_COUNCIL],
    ['has a successor, with a seat', async () => {
      const memberId = await losing.newcomer();
      return [await losing.open(await seat(council.stage, losing.planned, memberId), losing.planned), () => losing.succeeds(memberId)];
    }, REVOKED],
    ['was a member by mistake, with an account', async () => {
      const who = await losing.newAccount('nhamlan');
      const memberId = await losing.newcomer({ accountId: await losing.accountOf('nhamlan'), memberFrom: TODAY });
      return [await losing.open(who, losing.planned), () => losing.leaves(memberId, TODAY)];
    }, OUT_OF_COUNCIL],
    ['is not the member any more whose account it is', async () => {
      const who = await losing.newAccount('nguoikhac');
      const memberId = await losing.newcomer({ accountId: await losing.accountOf('nguoikhac') });
      return [await losing.open(who, losing.planned), () => losing.changes(memberId, { accountId: null })];
    }, OUT_OF_COUNCIL],
    ['follows a session that is taken out of the plan', async () => {
      const variables = { input: { councilId: council.demo.councilId, name: 'Phiên nhầm', year: 2026, batch: 2, round: 1, plannedAt: new Date(Date.now() + 86_400_000).toISOString() } };
      const { id } = await losing.must('createSession(input: $input)', '$input: SessionInput!', variables, { more: '... on Session { id }' });
      return [await losing.open(losing.admin, id), () => losing.must('removeSession(id: $id)', '$id: ID!', { id })];
    }, { code: 'NOT_FOUND' }],
  ]; // prettier-ignore

  const endOf = async (stream: Followed<Loose>, told: object) => {
    const said = () => stream.errors[0] as Said | undefined;
    await vi.waitFor(() => expect(said()?.extensions).toEqual(told), SOON);
    // In both languages: what is wrong, and what is safe.
    expect(said()!.message).toMatch(/ vẫn còn.+ \/ .+ (is|are) kept/s);
  };
  /** Something that whoever was put out must not hear of. */
  const somethingHappens = async (reason: string) => {
    await council.must('suspendSession', { sessionId: council.sessionId, reason });
    await council.must('resumeSession', { sessionId: council.sessionId });
  };
  /** From the act's answer to the word that it is over, in milliseconds; below 0 it came sooner than the answer. */
  const waited: number[] = [];

  it.each([...accountRows, ...councilRows])('%s is told why at once, and nothing more', async (_, losing, told) => {
    const [stream, lose] = await losing();
    let endedAt: number | undefined;
    const watch = setInterval(() => stream.errors.length > 0 && (endedAt ??= performance.now()), 1);
    await lose();
    const answeredAt = performance.now();
    await endOf(stream, told).finally(() => clearInterval(watch));
    waited.push((endedAt ?? performance.now()) - answeredAt);
    const seen = stream.seen.length;
    await somethingHappens('Nghỉ giải lao');
    await other.until(({ sessionBoard }) => sessionBoard.phase === 'OPEN');
    expect(stream.seen.length).toBe(seen);
    expect(other.errors).toEqual([]);
  }); // prettier-ignore

  it('lost it was told within a second of the act', () => {
    expect(waited.length).toBe(accountRows.length + councilRows.length);
    // Of single rows a busy machine may hold up one; each of them goes the same way.
    expect(waited.sort((a, b) => a - b)[Math.floor(waited.length * 0.75)]).toBeLessThan(1_000);
  });

  it.each(['signs out', 'opens his seat on another device'])(
    '%s sees nothing of what happens in the same moment',
    async (whose) => {
      const [stream, lose] = await [...accountRows, ...councilRows].find(([name]) => name === whose)![1]();
      await lose();
      // Not a moment is given to the node to notice.
      await somethingHappens('BÍ-MẬT sau khi thu hồi');
      await vi.waitFor(() => expect(stream.errors).toHaveLength(1), SOON);
      expect(JSON.stringify(stream.seen)).not.toContain('BÍ-MẬT');
      await vi.waitFor(() => expect(JSON.stringify(other.seen)).toContain('BÍ-MẬT'), SOON);
    },
  );
});
