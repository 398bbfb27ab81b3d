import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dayInVietnam } from '../../server/domain/day-in-vietnam.js';
import { anotherClock, WITH_ANOTHER_CLOCK } from '../support/another-clock.js';
import { LiveCouncil } from '../support/live-council.js';
import { LosingRights } from '../support/losing-rights.js';
import { type Followed, type Loose, type Person, roomScreen, seat } from '../support/server.js';

/** A node looks for it every three seconds; with that look, on a machine that is busy. */
const IN_A_WHILE = { timeout: 15_000, interval: 20 };

/** Where time takes a right away there is no act that could tell, and perhaps no board for hours. */
describe('when nobody does anything, a stream', () => {
  let council: LiveCouncil;
  let losing: LosingRights;
  let clock: Awaited<ReturnType<typeof anotherClock>>;
  beforeAll(async () => {
    council = await LiveCouncil.open(WITH_ANOTHER_CLOCK);
    losing = await LosingRights.in(council);
    clock = await anotherClock(council);
  });
  afterAll(() => council.close());

  const told = (stream: Followed<Loose>, extensions: object) =>
    vi.waitFor(() => expect((stream.errors[0] as Loose)?.extensions).toEqual(extensions), IN_A_WHILE);

  it('ends with the sign-in', async () => {
    const who = await losing.holder('yte');
    const stream = await losing.open(who);
    await council.sql('update login set expires_at = now() where key = $1', [who.login]);
    await told(stream, { code: 'UNAUTHENTICATED', reason: 'EXPIRED' });
  });

  it('ends with the link of the room', async () => {
    const stream = await losing.open(await roomScreen(council.stage, council.sessionId));
    await council.sql(`update link set expires_at = now() where kind = 'ROOM' and voided_at is null`);
    await told(stream, { code: 'UNAUTHENTICATED', reason: 'REVOKED' });
  });

  const inDays = (days: number) => dayInVietnam(new Date(Date.now() + days * 86_400_000));
  const hasBoard = async (who: Person) =>
    (await who.get('query($id: ID!) { sessionBoard(sessionId: $id) { phase } }', { id: losing.planned }))
      .sessionBoard.phase;

  it('ends at midnight in Vietnam with the last day in office, and no other does', async () => {
    const who = await losing.newAccount('hetnhiemky');
    const memberId = await losing.newcomer({ accountId: await losing.accountOf('hetnhiemky') });
    const stream = await losing.open(who, losing.planned);
    const other = await losing.open(await losing.holder('yte'), losing.planned);
    const { appointed } = other.seen.at(-1).sessionBoard.quorum;
    await losing.leaves(memberId, inDays(1));
    // Until the day is over he is in office.
    expect(await hasBoard(who)).toBe('PLANNED');
    await clock.ahead('1 day');
    await told(stream, { code: 'FORBIDDEN', reason: 'NOT_IN_COUNCIL' });
    await other.until(({ sessionBoard }) => sessionBoard.quorum.appointed === appointed - 1, 15_000);
    expect(other.errors).toEqual([]);
  });

  it('ends so at a seat, too', async () => {
    const memberId = await losing.newcomer();
    const who = await seat(council.stage, losing.planned, memberId);
    const stream = await losing.open(who, losing.planned);
    await losing.leaves(memberId, inDays(2));
    expect(await hasBoard(who)).toBe('PLANNED');
    await clock.ahead('2 days');
    await told(stream, { code: 'UNAUTHENTICATED', reason: 'REVOKED' });
  });
});
