import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FOLLOW, LiveCouncil } from '../support/live-council.js';
import { accountHolder, type Loose, type Person, seat, standingOf } from '../support/server.js';

const SHOWN = 'id name username sessionName address userAgent signedInAt lastSeenAt expiresAt isThis';

describe('sign-ins that hold', () => {
  let council: LiveCouncil;
  let admin: Person;
  beforeAll(async () => {
    council = await LiveCouncil.open();
    admin = await accountHolder(council.stage, 'quantri');
  });
  afterAll(() => council.close());

  const own = async (who: Person): Promise<Loose[]> =>
    (await who.get(`{ ownSignIns { ${SHOWN} } }`)).ownSignIns;
  const all = async (
    search: string | null = null,
    first = 200,
    after: string | null = null,
  ): Promise<Loose> =>
    (
      await admin.get(
        `query($search: String, $first: Int, $after: String) { openSignIns(search: $search, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { ${SHOWN} } } }`,
        { search, first, after },
      )
    ).openSignIns;
  const end = (who: Person, id: string): Promise<Loose> =>
    who.act('endSignIn(id: $id)', '$id: ID!', { id }, '... on OpenSignIn { id name }');

  it('are shown to whom they belong, with the device and which of them asks; never a secret', async () => {
    const [here, there] = [
      await accountHolder(council.stage, 'yte'),
      await accountHolder(council.stage, 'yte'),
    ];
    const shown = await own(here);
    expect(shown).toHaveLength(2);
    expect(shown.map(({ isThis }) => isThis)).toEqual([false, true]);
    expect(shown[0]).toMatchObject({
      username: 'yte',
      sessionName: null,
      address: '127.0.0.1',
      userAgent: 'node',
    });
    expect((await own(there)).map(({ isThis }) => isThis)).toEqual([true, false]);
    const rows = await council.sql('select key, encode(secret_hash, $1) as hash from login', ['hex']);
    const said = JSON.stringify([shown, await all()]);
    for (const { key, hash } of rows) for (const secret of [key, hash]) expect(said).not.toContain(secret);
  });

  it('are shown to administrators, seats among them, page by page and by name with or without tones', async () => {
    const listed = await all();
    expect(listed.totalCount).toBe(listed.nodes.length);
    const seats = listed.nodes.filter(({ username }: Loose) => username === null);
    expect(seats.length).toBeGreaterThanOrEqual(2);
    for (const { sessionName } of seats) expect(sessionName).toBeTruthy();
    const first = await all(null, 2);
    const second = await all(null, 2, first.pageInfo.endCursor);
    const ids = listed.nodes.map(({ id }: Loose) => id);
    expect([...first.nodes, ...second.nodes].map(({ id }: Loose) => id)).toEqual(ids.slice(0, 4));
    const names = async (wanted: string) =>
      new Set((await all(wanted)).nodes.map(({ username }: Loose) => username));
    expect(await names('quan tri')).toEqual(new Set(['quantri']));
    expect(await names('QUẢN TRỊ')).toEqual(new Set(['quantri']));
    expect(await names('quán trí')).toEqual(new Set());
    expect((await all('%')).totalCount).toBe(0);
  });

  it('are nobody else’s business', async () => {
    const [holder, strange] = [await accountHolder(council.stage, 'yte'), council.member('yte')];
    for (const query of ['{ openSignIns { totalCount } }', '{ ownSignIns { id } }'])
      expect((await strange.person.ask(query)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect((await holder.ask('{ openSignIns { totalCount } }')).errors?.[0]?.extensions?.code).toBe(
      'FORBIDDEN',
    );
    const [others] = await own(admin);
    expect(await end(holder, others.id)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await standingOf(admin)).toBe('ACCOUNT');
    const ofSeat = await strange.person.ask('mutation($id: ID!) { endSignIn(id: $id) { __typename } }', {
      id: others.id,
    });
    expect(ofSeat.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('end where their holder says so: streams too, with the reason, and the record says who ended them', async () => {
    const [here, lost] = [
      await accountHolder(council.stage, 'yte'),
      await accountHolder(council.stage, 'yte'),
    ];
    const stream = lost.follow(FOLLOW, { id: council.sessionId });
    await stream.until(() => true);
    const { id } = (await own(lost)).find(({ isThis }) => isThis);
    expect(await end(here, id)).toMatchObject({ __typename: 'OpenSignIn', id });
    await vi.waitFor(() => expect(JSON.stringify(stream.errors)).toContain('REVOKED'));
    expect(await standingOf(lost)).toBe('REVOKED');
    expect(await standingOf(here)).toBe('ACCOUNT');
    expect(await end(here, id)).toMatchObject({ code: 'ALREADY_DONE' });
    const [{ username }] = (await council.sql(
      'select a.username from login l join account a on a.id = l.ended_by where l.id = $1',
      [id],
    )) as [Loose];
    expect(username).toBe('yte');
  });

  it('of a seat end by an administrator; and its card opens it again', async () => {
    const member = council.voters.at(-1)!;
    const stream = member.person.follow(FOLLOW, { id: council.sessionId });
    await stream.until(() => true);
    const name = (await member.person.get('{ viewer { name } }')).viewer.name;
    const [seated] = (await all(name)).nodes.filter(({ username }: Loose) => username === null);
    expect(await end(admin, seated.id)).toMatchObject({ __typename: 'OpenSignIn', name });
    await vi.waitFor(() => expect(JSON.stringify(stream.errors)).toContain('REVOKED'));
    expect(await standingOf(member.person)).toBe('REVOKED');
    const again = await seat(council.stage, council.sessionId, member.id);
    expect(await standingOf(again)).toBe('SEAT');
  });

  it('say when the device last asked for something, without a write for every request', async () => {
    const who = await accountHolder(council.stage, 'yte');
    const { id } = (await own(who)).find(({ isThis }) => isThis);
    const seen = async () => (
      await own(admin),
      (await all('yte')).nodes.find((each: Loose) => each.id === id)
    );
    const before = await seen();
    await standingOf(who);
    expect((await seen()).lastSeenAt).toBe(before.lastSeenAt);
    await council.sql(`update login set last_seen_at = now() - interval '1 hour' where id = $1`, [id]);
    await vi.waitFor(async () => {
      await standingOf(who);
      expect(Date.now() - Date.parse((await seen()).lastSeenAt)).toBeLessThan(60_000);
    });
  });
});
