import { Agent, request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import WebSocket from 'ws';
import { FOLLOW, LiveCouncil } from '../support/live-council.js';
import { type Loose, saveInput } from '../support/server.js';

let council: LiveCouncil;
beforeAll(async () => {
  council = await LiveCouncil.open();
});
afterAll(() => council?.close());

/** The status a socket is refused with, or the code it is closed with. */
const endOf = (socket: WebSocket): Promise<number> =>
  new Promise((done) => {
    socket.on('unexpected-response', (_request, { statusCode = 0 }) => done(statusCode));
    socket.on('close', (code) => done(code));
    socket.on('error', () => undefined);
  });

/** Over a connection that is kept. */
const ask = (path: string, agent: Agent): Promise<{ status: number; connection: string | undefined }> =>
  new Promise((done, failed) => {
    request(`${council.stage.server.address}${path}`, { agent }, (answer) => {
      answer.resume();
      answer.on('end', () => done({ status: answer.statusCode ?? 0, connection: answer.headers.connection }));
    })
      .on('error', failed)
      .end();
  });

it('a server that leaves says so, takes no sockets, goes on with everything else, and sends screens elsewhere at its end', async () => {
  const { server } = council.stage;
  const sockets = server.address.replace('http', 'ws');
  const open = () => new WebSocket(`${sockets}/graphql`, 'graphql-transport-ws');
  const evaluationId = await council.scoring();
  const [, member] = council.voters;
  const stream = council.chair.follow(FOLLOW, { id: council.sessionId });
  await stream.until(() => true);
  const screen = open();
  await new Promise((done) => screen.once('open', done));
  const closed = endOf(screen);
  const kept = new Agent({ keepAlive: true });
  expect(await ask('/readyz', kept)).toEqual({ status: 200, connection: 'keep-alive' });

  let hurry: () => void = () => undefined;
  const left = server.leave(30_000, new Promise<void>((done) => (hurry = done)));

  expect(await ask('/readyz', kept)).toEqual({ status: 503, connection: 'close' });
  expect(await ask('/healthz', kept)).toEqual({ status: 200, connection: 'close' });
  expect(await endOf(open())).toBe(503);
  // Who is here is served as before: saves, and boards over sockets that are open.
  const { id, version } = await council.sheet(evaluationId, member!.person);
  const marks = [{ criterion: '1.1', choice: 'LEVELS', levels: [2] }];
  const saved = await council.save(member!.person, saveInput(id, version, marks));
  expect(saved.__typename).toBe('MarksSaved');
  await stream.until((data: Loose) => JSON.stringify(data).includes('"total":3'));

  hurry();
  await left;
  // A save that is under way when the server stops is answered.
  const last = council.save(
    member!.person,
    saveInput(id, saved.sheet.version, [{ ...marks[0]!, levels: [1] }]),
  );
  await new Promise((done) => setTimeout(done, 5));
  await council.stage.restart();
  expect((await last).__typename).toBe('MarksSaved');
  expect(await closed).toBe(1012);
  kept.destroy();
  // Back on the server that came after it, without a word of trouble.
  expect(stream.errors).toEqual([]);
  await council.must('closeScoring', { evaluationId });
  await stream.until((data: Loose) => JSON.stringify(data).includes('REVIEWING'));
});
