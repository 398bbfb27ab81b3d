import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hashPassword } from '../../server/features/accounts/passwords.js';
import { type AnotherNode, startAnotherNode } from '../support/another-node.js';
import { publishNext } from '../support/card-drafts.js';
import { FOLLOW, itemOf, LiveCouncil } from '../support/live-council.js';
import { findProgram } from '../support/programs.js';
import { RedisServer } from '../support/redis-server.js';
import { accountHolder, type Loose, Person, saveInput, seat, standingOf } from '../support/server.js';

const redisProgram = findProgram('redis-server');
const mark = (criterion: string, level: number) => ({ criterion, choice: 'LEVELS', levels: [level] });
/** Fast, so that a node that is gone is soon known to be. */
const busTimes = { beat: 200 };

describe.each([
  ['PostgreSQL', 'postgres'],
  ['Redis', 'redis'],
] as const)('two nodes that hear each other over %s', (_name, bus) => {
  if (bus === 'redis' && redisProgram === null)
    return it.skip('are not tested: its program is not installed', () => undefined);

  let redis: RedisServer | undefined;
  let council: LiveCouncil;
  let other: AnotherNode;
  let settings: { bus: 'postgres' | 'redis'; redisUrl: string | undefined; busTimes: { beat: number } };
  beforeAll(async () => {
    redis = bus === 'redis' ? await RedisServer.start(redisProgram!) : undefined;
    settings = { bus, redisUrl: redis?.url, busTimes };
    council = await LiveCouncil.open(settings);
    other = await startAnotherNode(council.stage, settings);
  });
  afterAll(async () => {
    await other?.stop();
    await council?.close();
    await redis?.remove();
  });
  const follow = (who: Person) => who.follow(FOLLOW, { id: council.sessionId });
  const seatOn = ({ sessionBoard }: Loose, memberId: string) =>
    sessionBoard.members.find(({ id }: Loose) => id === memberId);

  it('show on each what was done on the other, at once', async () => {
    const evaluationId = await council.scoring();
    const chair = follow(council.chair);
    const [, member] = council.voters;
    const person = await other.seat(council.sessionId, member!.id);
    const members = follow(person);
    await Promise.all([chair.until(() => true), members.until(() => true)]);
    const { id, version } = await council.sheet(evaluationId, person);
    const saved = await council.save(person, saveInput(id, version, [mark('1.1', 2)]));
    expect(saved.__typename).toBe('MarksSaved');
    // Sooner than `MissedChanges` would look.
    const isThere = ({ sessionBoard }: Loose) =>
      itemOf(sessionBoard, evaluationId).seats.some(({ total }: Loose) => total === 3);
    await chair.until(isThere, 1_500);
    await council.must('closeScoring', { evaluationId });
    const isClosed = ({ sessionBoard }: Loose) => itemOf(sessionBoard, evaluationId).phase === 'REVIEWING';
    await members.until(isClosed, 1_500);
    // And closed is closed, whoever asks where.
    const late = await council.save(person, saveInput(id, version + 1, [mark('1.2', 1)]));
    expect(late).toMatchObject({ __typename: 'Refusal' });
    person.leave();
  });

  it('take a save that is repeated over another node for the one it is', async () => {
    await council.clearTable();
    const evaluationId = await council.scoring();
    const member = council.voters[3]!;
    const { id, version } = await council.sheet(evaluationId, member.person);
    const input = saveInput(id, version, [mark('1.1', 2)], randomUUID());
    const first = await council.save(member.person, input);
    const here = await other.seat(council.sessionId, member.id);
    const again = await council.save(here, input);
    expect([first.__typename, again.__typename]).toEqual(['MarksSaved', 'MarksSaved']);
    expect(again.sheet.version).toBe(first.sheet.version);
    // And what this node remembers of a sheet is worth nothing once the other one has written on it.
    const next = await council.save(here, saveInput(id, first.sheet.version, [mark('1.2', 1)]));
    const stale = await council.save(here, saveInput(id, version, [mark('1.2', 0)]));
    expect([next.__typename, stale.__typename]).toEqual(['MarksSaved', 'StaleSheet']);
    expect(stale.sheet.marks.map(({ criterion }: Loose) => criterion).sort()).toEqual(['1.1', '1.2']);
  });

  it('tell the chair who is connected, to whichever of them; also how much waits on a device there', async () => {
    const member = council.voters[4]!;
    const chair = follow(council.chair);
    await chair.until((data) => !seatOn(data, member.id).connected);
    const person = await other.seat(council.sessionId, member.id);
    const stream = follow(person);
    await chair.until((data) => seatOn(data, member.id).connected, 1_500);
    const presence = () => council.stage.server.api.live.presence.of(council.sessionId, member.id);
    other.server.api.live.presence.seen(council.sessionId, member.id, 7);
    await expect.poll(() => presence().waitingOnDevice).toBe(7);
    const boards = chair.seen.length;
    stream.stop();
    await vi.waitFor(() => expect(seatOn(chair.seen.at(-1), member.id).connected).toBe(false), 1_500);
    expect(chair.seen.length).toBeGreaterThan(boards);
    expect(presence().lastSeenAt!.getTime()).toBeGreaterThan(Date.now() - 5_000);
  });

  it('know soon that nobody is connected to a node that is gone, and a new one knows who is connected', async () => {
    const third = await startAnotherNode(council.stage, settings);
    const member = council.voters[5]!;
    const person = await third.seat(council.sessionId, member.id);
    follow(person);
    const chair = follow(council.chair);
    await chair.until((data) => seatOn(data, member.id).connected, 3_000);
    const fourth = await startAnotherNode(council.stage, settings);
    const known = ({ server }: AnotherNode) =>
      server.api.live.presence.of(council.sessionId, member.id).connected;
    await expect.poll(() => known(fourth)).toBe(true);
    // As one that is killed: it says nothing any more, not even that its sockets are gone.
    person.leave();
    silence(third);
    await vi.waitFor(() => expect(seatOn(chair.seen.at(-1), member.id).connected).toBe(false), 5_000);
    await expect.poll(() => known(fourth)).toBe(false);
    await Promise.all([third.stop(), fourth.stop()]);
  });

  it('end the stream of a device on the other, with the reason, within a second of its end', async () => {
    const admin = await accountHolder(council.stage, 'quantri');
    const member = council.voters[6]!;
    const person = await other.seat(council.sessionId, member.id);
    const stream = follow(person);
    await stream.until(() => true);
    const name = (await person.get('{ viewer { name } }')).viewer.name;
    const query = 'query($search: String) { openSignIns(search: $search) { nodes { id username } } }';
    const { openSignIns } = await admin.get(query, { search: name });
    const { id } = openSignIns.nodes.find(({ username }: Loose) => username === null);
    const before = Date.now();
    await admin.act('endSignIn(id: $id)', '$id: ID!', { id }, '... on OpenSignIn { id }');
    await vi.waitFor(() => expect(JSON.stringify(stream.errors)).toContain('REVOKED'), 1_500);
    expect(Date.now() - before).toBeLessThan(1_500);
    expect(await standingOf(person)).toBe('REVOKED');
  });

  it('end the stream of a device whose seat another one takes on the other', async () => {
    const member = council.voters[7]!;
    const person = await other.seat(council.sessionId, member.id);
    const stream = follow(person);
    await stream.until(() => true);
    const successor = await seat(council.stage, council.sessionId, member.id);
    await vi.waitFor(() => expect(JSON.stringify(stream.errors)).toContain('TAKEN_OVER'), 1_500);
    expect(await standingOf(successor)).toBe('SEAT');
  });

  it('count attempts to sign in together', async () => {
    await council.sql(`update account set password_hash = $1 where username = 'thuky'`, [
      await hashPassword('Mật khẩu thật dài 2026'),
    ]);
    const guess = async (address: string, password: string): Promise<string> => {
      const query =
        'mutation($u: String!, $p: String!) { signIn(username: $u, password: $p) { __typename ... on Refusal { code } } }';
      const { signIn } = await new Person(() => address).get(query, { u: 'thuky', p: password });
      return signIn.code ?? signIn.__typename;
    };
    const addresses = [council.stage.server.address, other.server.address];
    const said: string[] = [];
    for (let turn = 0; turn < 12; turn += 1) said.push(await guess(addresses[turn % 2]!, `guess ${turn}`));
    expect(said.filter((code) => code === 'WRONG_PASSWORD')).toHaveLength(10);
    expect(said.slice(10)).toEqual(['TOO_MANY_ATTEMPTS', 'TOO_MANY_ATTEMPTS']);
    const rows = await council.sql<{ key: string }>('select key from attempt_count');
    expect(rows.length).toBeGreaterThan(0);
    for (const { key } of rows) expect(key).not.toMatch(/thuky|127\.0\.0\.1/);
  });

  it('know a scorecard that was published on the other', async () => {
    const code = 'OCOP-26-2026-20';
    const admin = await accountHolder(council.stage, 'quantri');
    const { cardCode } = await publishNext(admin, code, (content) => (content.title.vi += ' (sửa)'));
    const { library } = other.server.api;
    await vi.waitFor(() => expect(library.get(cardCode)).toBeDefined(), 1_000);
    expect(library.newest(code).code).toBe(`${code}.2`);
  });
});

/** Its line to the others is cut for good, without a word. */
function silence({ server }: AnotherNode): void {
  const bus = server.api.bus as unknown as { wire: { open: unknown }; line: { close(): void } | null };
  bus.wire.open = () => Promise.reject(new Error('no way'));
  bus.line?.close();
}

describe('two servers that were started without a bus', () => {
  let council: LiveCouncil;
  let other: AnotherNode;
  beforeAll(async () => {
    council = await LiveCouncil.open();
    other = await startAnotherNode(council.stage, {});
  });
  afterAll(async () => {
    await other?.stop();
    await council?.close();
  });
  /** The same device, which talks to the first server again. */
  const home = (person: Person) => Object.assign(person, { address: () => council.stage.server.address });

  it('judge a save by the marks that are there, where the last saves were lost with the database that had them', async () => {
    const evaluationId = await council.scoring();
    const member = council.voters[2]!;
    const { id, version } = await council.sheet(evaluationId, member.person);
    const first = await council.save(member.person, saveInput(id, version, [mark('1.1', 2)]));
    expect(first.sheet.version).toBe(version + 1);
    // As its standby has it, which had not heard of that save when it took over.
    await council.sql('delete from mark where sheet_id = $1', [id]);
    await council.sql('delete from sheet_save where sheet_id = $1', [id]);
    await council.sql(`update sheet set version = $2, saved_at = null, state = 'EMPTY' where id = $1`, [
      id,
      version,
    ]);
    const person = await other.seat(council.sessionId, member.id);
    const anew = await council.save(person, saveInput(id, version, [mark('1.2', 1)]));
    expect(anew.sheet.version).toBe(version + 1);
    // And back over the node that remembers what is lost.
    home(person);
    const last = await council.save(person, saveInput(id, version + 1, [mark('1.3', 1)]));
    expect(last.sheet.marks.map(({ criterion }: Loose) => criterion)).toEqual(['1.2', '1.3']);
    const [row] = await council.sql('select total, scored from sheet where id = $1', [id]);
    const [held] = await council.sql(
      'select sum(points)::int as total, count(*)::int as scored from mark where sheet_id = $1',
      [id],
    );
    expect(row).toEqual(held);
    person.leave();
    await council.clearTable();
  });

  it('score on a scorecard that was published on the other, of which nobody told', async () => {
    const code = 'OCOP-26-2026-04';
    const admin = await accountHolder(council.stage, 'quantri');
    const { cardCode } = await publishNext(admin, code, (content) => (content.title.vi += ' (sửa)'));
    const evaluationId = await council.dossier(code);
    await council.sql('update evaluation set criteria_set_code = $2 where id = $1', [evaluationId, cardCode]);
    await council.must('presentDossier', { evaluationId });
    await council.must('openScoring', { evaluationId });
    const [, member] = council.voters;
    // What this device knows of its sheet it has from the first server, which it talked to until now.
    const { id, version } = await council.sheet(evaluationId, member!.person);
    const person = other.moved(member!.person);
    expect(other.server.api.library.get(cardCode)).toBeUndefined();
    const saved = await council.save(person, saveInput(id, version, [mark('1.1', 2)]));
    expect(saved.__typename).toBe('MarksSaved');
    home(person);
    await council.clearTable();
  });

  it.each(['a board', 'a sheet', 'an act of the chair'])('have the scorecard for %s too', async (what) => {
    const code = 'OCOP-26-2026-04';
    const admin = await accountHolder(council.stage, 'quantri');
    const { cardCode } = await publishNext(admin, code, (content) => (content.title.vi += ' (sửa nữa)'));
    const evaluationId = await council.dossier(code);
    await council.sql('update evaluation set criteria_set_code = $2 where id = $1', [evaluationId, cardCode]);
    const chair = other.moved(council.chair);
    expect(other.server.api.library.get(cardCode)).toBeUndefined();
    if (what === 'a board') expect((await council.item(evaluationId, chair)).criteriaSetCode).toBe(cardCode);
    else if (what === 'a sheet')
      expect((await council.sheet(evaluationId, chair)).criteriaSetCode).toBe(cardCode);
    else await council.must('presentDossier', { evaluationId }, chair);
    home(chair);
    await council.clearTable();
  });

  it('find each other’s changes and ended sign-ins in the database all the same, seconds later', async () => {
    const evaluationId = await council.scoring();
    const member = council.voters[1]!;
    const person = await other.seat(council.sessionId, member.id);
    const stream = person.follow(FOLLOW, { id: council.sessionId });
    const isIn = (phase: string) => (data: Loose) => itemOf(data.sessionBoard, evaluationId).phase === phase;
    await stream.until(isIn('SCORING'));
    await council.must('closeScoring', { evaluationId });
    await stream.until(isIn('REVIEWING'), 6_000);
    await council.sql(
      `update login set ended_at = now(), ended_because = 'REVOKED' where session_id = $1 and member_id = $2`,
      [council.sessionId, member.id],
    );
    await vi.waitFor(() => expect(JSON.stringify(stream.errors)).toContain('REVOKED'), 6_000);
  });
});
