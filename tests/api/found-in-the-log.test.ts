import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { maskError } from '../../server/platform/mask-error.js';
import { MaskedFault, reportTo } from '../../server/platform/report-fault.js';
import { LiveCouncil } from '../support/live-council.js';
import { type Loose, Person, roomScreen } from '../support/server.js';

const TOKEN = 'numbers-for-the-machine-room';
/** A file, so that no backup can be made in it. */
const NO_FOLDER = fileURLToPath(import.meta.url);
const PLACES = '{ places { id } }';

/** A code that somebody reads out on the telephone leads to the fault, and the fault to who asked (ARCHITECTURE §9). */
describe('a fault is found in the log', () => {
  const lines: Loose[] = [];
  let council: LiveCouncil;
  let faultsBefore: number;
  beforeAll(async () => {
    const backups = { folder: NO_FOLDER, automatic: false, hour: 2, keepDays: 30 };
    const settings = { logLevel: 'info' as const, trustProxy: 1, metricsToken: TOKEN, backups };
    const logTo = { write: (line: string) => void lines.push(JSON.parse(line)) };
    council = await LiveCouncil.open({ ...settings, logTo });
  });
  beforeEach(async () => {
    lines.length = 0;
    faultsBefore = await faults();
  });
  afterAll(() => council.close());

  const address = () => council.stage.server.address;
  const faults = async (): Promise<number> => {
    const answer = await fetch(`${address()}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
    return Number(/^cham_sao_faults_total (\d+)$/m.exec(await answer.text())?.[1]);
  };
  const broken = async <T>(table: string, work: () => Promise<T>): Promise<T> => {
    await council.sql(`alter table ${table} rename to gone`);
    try {
      return await work();
    } finally {
      await council.sql(`alter table gone rename to ${table}`);
    }
  };
  /** The one line about the fault with this code, and that of the request it came up in. */
  const found = async (error: Loose) => {
    const { id } = error.extensions;
    expect(id).toMatch(/^[0-9a-f]{8}$/);
    const about = lines.filter((line) => line.id === id);
    expect(about).toHaveLength(1);
    const [fault] = about;
    expect(fault.err.message).toContain('does not exist');
    expect(await faults()).toBe(faultsBefore + lines.filter(({ level }) => level >= 50).length);
    return { fault, request: lines.find(({ reqId, req }) => req && reqId === fault.reqId) };
  };

  it('of a request, as the proxy calls it', async () => {
    const reqId = randomBytes(16).toString('hex');
    const asked = fetch.bind(null, `${address()}/graphql`, {
      ...{
        method: 'POST',
        body: JSON.stringify({ query: 'mutation { signIn(username: "x", password: "y") { __typename } }' }),
      },
      headers: {
        'content-type': 'application/json',
        'x-request-id': reqId,
        'x-forwarded-for': '203.0.113.9',
      },
    });
    const { errors } = (await (await broken('account', asked)).json()) as Loose;
    const { fault, request } = await found(errors[0]);
    expect(fault.reqId).toBe(reqId);
    expect(request).toMatchObject({ msg: 'incoming request', req: { remoteAddress: '203.0.113.9' } });
  });

  it('of a request of somebody who cannot be told', async () => {
    const stranger = new Person(address, 'room.nobody');
    const { errors } = await broken('link', () => stranger.ask('{ viewer { kind } }'));
    const { fault, request } = await found(errors![0]);
    expect(fault.path).toBeUndefined();
    expect(request).toMatchObject({ msg: 'incoming request', req: { url: '/graphql' } });
  });

  it('of a socket, by the request that opened it', async () => {
    const errors = await broken('place', async () => {
      const follower = council.chair.follow(PLACES);
      await vi.waitFor(() => expect(follower.errors).toHaveLength(1));
      return follower.errors;
    });
    const { request } = await found(errors[0]);
    expect(request).toMatchObject({
      msg: 'socket opened',
      req: { url: '/graphql', remoteAddress: '127.0.0.1' },
    });
  });

  it('of a board that cannot be made', async () => {
    const room = await roomScreen(council.stage, council.sessionId);
    const query =
      'subscription($id: ID!) { sessionBoard(sessionId: $id) { id regulation { deviationLimit } } }';
    await council.sql(`insert into regulation (council_id, version, settings)
      select council_id, version + 1, settings from regulation order by version desc limit 1`);
    await council.sql(
      'update session set regulation_id = (select id from regulation order by version desc limit 1)',
    );
    await council.sql('alter table regulation rename column created_at to gone');
    const screen = room.follow(query, { id: council.sessionId });
    await vi.waitFor(() => expect(screen.errors).toHaveLength(1));
    await council.sql('alter table regulation rename column gone to created_at');
    const { fault } = await found(screen.errors[0]);
    expect(fault.msg).toBe('fault while answering');
  });

  it('of one part of a board that is sent to many all the same: once, under the code that all of them see', () => {
    const written: unknown[] = [];
    const report = reportTo({ error: (...all) => void written.push(all) });
    const cause = new Error('no such column');
    const log = { error: (details: object, message: string) => report(new MaskedFault(message, details)) };
    const told = maskError({ message: cause.message }, cause, log);
    expect(written).toEqual([[expect.objectContaining({ id: told.extensions!['id'], err: cause }), 'fault while answering']]); // prettier-ignore
  });

  it('that nobody was told of, and it is counted', async () => {
    await council.stage.server.api.backups.byHand();
    const about = lines.filter(({ msg }) => msg === 'fault beside the requests');
    expect(about).toMatchObject([{ level: 50, err: { message: expect.stringContaining(NO_FOLDER) } }]);
    expect(await faults()).toBe(faultsBefore + 1);
  });
});
