import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LiveCouncil } from '../support/live-council.js';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { Person, startTestServer, type TestServer } from '../support/server.js';

const many = (count: number, field: string) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');

describe('a stranger at the door', () => {
  let council: LiveCouncil;
  let stranger: Person;
  beforeAll(async () => {
    council = await LiveCouncil.open();
    stranger = new Person(() => council.stage.server.address);
  });
  afterAll(() => council.close());

  /** How many statements the database was sent meanwhile. */
  const statements = async (work: () => Promise<unknown>): Promise<string[]> => {
    const sent: string[] = [];
    const { driver } = council.stage.dataSource;
    const make = driver.createQueryRunner.bind(driver);
    driver.createQueryRunner = (mode) => {
      const runner = make(mode);
      const query = runner.query.bind(runner);
      runner.query = ((text: string, ...rest: [unknown[]?]) => {
        sent.push(text);
        return query(text, ...rest);
      }) as typeof runner.query;
      return runner;
    };
    await work();
    driver.createQueryRunner = make;
    return sent;
  };
  const useLink = (token: string) =>
    stranger.ask('mutation($token: String!) { useLink(token: $token) { ... on Refusal { code } } }', {
      token,
    });

  it('asks at most ten things at once, however they are written', async () => {
    const field = 'seatLinkState(token: "x") { taken }';
    expect((await stranger.ask(`{ ${many(10, field)} }`)).errors).toBeUndefined();
    for (const query of [
      `{ ${many(11, field)} }`,
      `{ ...F } fragment F on Query { ${many(11, field)} }`,
      `{ ... on Query { ${many(11, field)} } }`,
      `mutation { ${many(11, 'useLink(token: "x") { __typename }')} }`,
    ]) {
      const { errors, data } = await stranger.ask(query);
      expect(data).toBeUndefined();
      expect(errors?.map(({ message }) => message)).toEqual([
        expect.stringMatching(/nhiều nhất 10.*at most 10/),
      ]);
      const screen = council.chair.follow(query);
      await expect.poll(() => JSON.stringify(screen.errors)).toMatch(/at most 10/);
      screen.stop();
    }
  });

  it('costs the database nothing with what is no card, and no transaction with a card that is unknown', async () => {
    for (const token of ['', 'x', 'seat.short', `room.${'x'.repeat(5000)}`, `nope.${'x'.repeat(32)}`]) {
      expect(
        await statements(() =>
          stranger.ask('query($t: String!) { seatLinkState(token: $t) { taken } }', { t: token }),
        ),
      ).toEqual([]);
      expect(
        await statements(async () =>
          expect((await useLink(token)).data?.useLink).toEqual({ code: 'LINK_INVALID' }),
        ),
      ).toEqual([]);
    }
    const unknown = `seat.${randomBytes(24).toString('base64url')}`;
    expect(await statements(() => useLink(unknown))).toHaveLength(1);
    expect(
      await statements(() =>
        stranger.ask('query($t: String!) { seatLinkState(token: $t) { taken } }', { t: unknown }),
      ),
    ).toHaveLength(1);
  });

  it('is told of a card without waiting for whoever opens it', async () => {
    const { token } = await council.stage.dataSource.transaction((tx) =>
      council.stage.server.api.live.links.issueSeatLink(tx, council.sessionId, council.voters[3]!.id),
    );
    const holding = council.stage.dataSource.createQueryRunner();
    await holding.startTransaction();
    await holding.query(`select id from link where session_id = $1 for update`, [council.sessionId]);
    const state = await stranger.get('query($t: String!) { seatLinkState(token: $t) { taken } }', {
      t: token,
    });
    expect(state).toEqual({ seatLinkState: { taken: true } });
    await holding.rollbackTransaction();
    await holding.release();
  });
});

describe('one network address', () => {
  let stage: TestServer;

  const address = () => `${stage.server.address.replace('http', 'ws')}/graphql`;
  /** How a handshake ends: open, or the status it was refused with. */
  const handshake = (from: string) =>
    new Promise<{ how: 'open' | number; retryAfter?: string | undefined; ws: WebSocket }>((resolve) => {
      const ws = new WebSocket(address(), 'graphql-transport-ws', { headers: { 'x-forwarded-for': from } });
      ws.on('error', () => undefined);
      ws.on('open', () => resolve({ how: 'open', ws }));
      ws.on('unexpected-response', (_request, { statusCode = 0, headers }) =>
        resolve({ how: statusCode, retryAfter: headers['retry-after'], ws }),
      );
    });

  it('opens no more sockets in a minute than it may ask requests, whatever it says who it is', async () => {
    stage = await startTestServer({ requestsPerMinute: 20, trustProxy: 1 });
    const opened = await Promise.all(Array.from({ length: 20 }, () => handshake('1.1.1.1, 10.9.9.9')));
    expect(opened.map(({ how }) => how)).toEqual(Array.from({ length: 20 }, () => 'open'));
    // Only what the one proxy itself has added counts.
    const over = await handshake('2.2.2.2, 10.9.9.9');
    expect(over.how).toBe(429);
    expect(Number(over.retryAfter)).toBeGreaterThan(0);
    const other = await handshake('1.1.1.1, 10.8.8.8');
    expect(other.how).toBe('open');
    for (const { ws } of [...opened, other]) ws.terminate();
    await stage.stop();
  });

  it('has what it asks over sockets counted, and is sent away when it is too much', async () => {
    const council = await LiveCouncil.open({ requestsPerMinute: 100 });
    const { token } = await council.stage.dataSource.transaction((tx) =>
      council.stage.server.api.live.links.issueRoomLink(tx, council.sessionId),
    );
    const closed: number[] = [];
    const client = createClient({
      url: `${council.stage.server.address.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { bearer: token },
      lazy: false,
      retryAttempts: 0,
      onNonLazyError: () => undefined,
      on: { closed: (event) => void closed.push((event as { code: number }).code) },
    });
    let answered = 0;
    for (let round = 0; round < 130 && closed.length === 0; round += 1)
      await new Promise<void>((resolve) =>
        client.subscribe(
          { query: '{ viewer { kind } }' },
          {
            next: ({ data }) => void (data && (answered += 1)),
            error: () => resolve(),
            complete: () => resolve(),
          },
        ),
      );
    await expect.poll(() => closed).toEqual([4429]);
    expect(answered).toBeGreaterThan(80);
    expect(answered).toBeLessThanOrEqual(100);
    await client.dispose();
    await council.close();
  });
});
