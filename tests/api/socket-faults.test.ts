import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import WebSocket from 'ws';
import { overSocket } from '../support/fuzz-doors.js';
import { Person, stageDemo, startTestServer, type TestServer } from '../support/server.js';

let stage: TestServer;
let token: string;
const log: string[] = [];
beforeAll(async () => {
  stage = await startTestServer({ logLevel: 'error', logTo: { write: (line) => log.push(line) } });
  const { sessionId } = await stageDemo(stage);
  const { links } = stage.server.api.live;
  ({ token } = await stage.dataSource.transaction((tx) => links.issueRoomLink(tx, sessionId)));
});
afterAll(() => stage?.stop());

/** Opens a socket as a results screen does. @returns the first answer's type, or the code it was closed with */
async function open(bearer: string): Promise<unknown> {
  const ws = new WebSocket(`${stage.server.address.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(ws, 'open');
  const answer = once(ws, 'message').then(([frame]) => (JSON.parse(String(frame)) as { type: string }).type);
  const closed = once(ws, 'close').then(([code, reason]) => [code, String(reason)] as unknown);
  ws.send(JSON.stringify({ type: 'connection_init', payload: { bearer } }));
  const first = await Promise.race([answer, closed]);
  ws.terminate();
  return first;
}

/** Whoever asks is not found in it while `work` goes on. */
async function withoutLinks(work: () => Promise<void>): Promise<void> {
  await stage.dataSource.query('alter table link rename to link_away');
  try {
    await work();
  } finally {
    await stage.dataSource.query('alter table link_away rename to link');
  }
}

it('has a screen that comes while the database is away try again, and does not tell it why', async () => {
  expect(await open(token)).toBe('connection_ack');
  await withoutLinks(async () => expect(await open(token)).toEqual([1013, 'Try again later']));
  expect(await open(token)).toBe('connection_ack');
});

it('has a screen that asks for more on a socket it has held try again too', async () => {
  const ws = new WebSocket(`${stage.server.address.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(ws, 'open');
  ws.send(JSON.stringify({ type: 'connection_init', payload: { bearer: token } }));
  await once(ws, 'message');
  await withoutLinks(async () => {
    const closed = once(ws, 'close');
    const payload = { query: '{ viewer { kind } }' };
    ws.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
    const [code, reason] = await closed;
    expect([code, String(reason)]).toEqual([1013, 'Try again later']);
  });
});

it('still answers what was asked in the turn in which it turns a screen away', async () => {
  await stage.restart({ requestsPerMinute: 3 });
  const ws = new WebSocket(`${stage.server.address.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const heard: string[] = [];
  ws.on('message', (frame: Buffer) => heard.push((JSON.parse(String(frame)) as { type: string }).type));
  const opened = once(ws, 'upgrade') as Promise<[IncomingMessage]>;
  await once(ws, 'open');
  const [{ socket }] = await opened;
  ws.send(JSON.stringify({ type: 'connection_init', payload: { bearer: token } }));
  await once(ws, 'message');
  const closed = once(ws, 'close');
  // All in one piece, so that it arrives in one turn: a ping, and more questions than it may ask in a minute.
  socket.cork();
  ws.send(JSON.stringify({ type: 'ping' }));
  const payload = { query: '{ viewer { kind } }' };
  for (let id = 1; id <= 4; id += 1) ws.send(JSON.stringify({ id: String(id), type: 'subscribe', payload }));
  socket.uncork();
  const [code] = (await closed) as [number];
  await stage.restart({ requestsPerMinute: 0 });
  expect([code, heard.at(1)]).toEqual([4429, 'pong']);
});

const FOLLOW = 'subscription($id: ID!) { sessionBoard(sessionId: $id) { id } }';
const RETIRE = 'mutation($on: Date!) { retireMember(memberId: "x", on: $on) { __typename } }';

it.each([
  ['a text that is no question', '{ viewer { ', {}, 'GRAPHQL_PARSE_FAILED'],
  ['a field that nobody has', '{ viewer { nobody } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ['a day that is none', RETIRE, { on: '0000-00-00' }, 'BAD_USER_INPUT'],
  ['a day that is missing', RETIRE, {}, 'BAD_USER_INPUT'],
  ['an id that is none, to follow', FOLLOW, { id: { of: 1 } }, 'BAD_USER_INPUT'],
  ['an id that is missing, to follow', FOLLOW, {}, 'BAD_USER_INPUT'],
])('answers %s over a socket by a code, and writes no fault of its own', async (_what, text, given, code) => {
  const logged = log.length;
  const screen = new Person(() => stage.server.address, token);
  const outcome = await overSocket(screen.connect(0), text, given);
  screen.leave();
  expect(outcome).toMatchObject({ code });
  expect(log.slice(logged)).toEqual([]);
});

it.each([
  ['an enum', 'query($level: PlaceLevel) { places(level: $level) { id } }', { level: 'PROVINC' }],
  [
    'an input',
    'query($filter: DossierFilter) { dossiers(filter: $filter) { totalCount } }',
    { filter: { yearr: 1 } },
  ],
])('leads nobody through the schema by what is wrong with %s', async (_what, query, variables) => {
  const person = new Person(() => stage.server.address, token);
  const { errors } = await person.ask(query, variables);
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  const said = [JSON.stringify(errors)];
  const followed = person.follow(query, variables);
  await expect.poll(() => followed.errors.length).toBeGreaterThan(0);
  said.push(JSON.stringify(followed.errors));
  person.leave();
  for (const words of said) expect(words).not.toMatch(/Did you mean/i);
});
