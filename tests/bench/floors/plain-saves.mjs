// The plain way of saving marks: Fastify and Apollo, TypeORM entities loaded and saved in a transaction a save, and after
// each the board read and executed for every subscriber. Same schema, same request and answer as ours.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ApolloServer } from '@apollo/server';
import fastifyApollo from '@as-integrations/fastify';
import { fastify } from 'fastify';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { DataSource, EntitySchema } from 'typeorm';
import { WebSocketServer } from 'ws';
import { root } from '../../../server/launch/repo-node.mjs';
import { answering } from '../answering.mjs';

// The PubSub that type-graphql brings along and recommends.
const { createPubSub } = createRequire(import.meta.resolve('type-graphql'))('@graphql-yoga/subscription');
const pubSub = createPubSub();

const Sheet = new EntitySchema({
  name: 'sheet',
  columns: {
    id: { type: 'uuid', primary: true },
    sessionId: { type: 'uuid', name: 'session_id' },
    memberId: { type: 'uuid', name: 'member_id' },
    version: { type: 'int' },
    total: { type: 'int' },
    scored: { type: 'int' },
  },
});
const Mark = new EntitySchema({
  name: 'mark',
  columns: {
    sheetId: { type: 'uuid', name: 'sheet_id', primary: true },
    criterion: { type: 'text', primary: true },
    choice: { type: 'text' },
    levels: { type: 'smallint', array: true },
    points: { type: 'smallint' },
    remark: { type: 'text', nullable: true },
  },
});
const Login = new EntitySchema({
  name: 'login',
  columns: { key: { type: 'text', primary: true }, memberId: { type: 'uuid', name: 'member_id' } },
});

const TABLES = `
  create table sheet (id uuid primary key, session_id uuid not null, member_id uuid not null,
    version int not null, total int not null, scored int not null);
  create index on sheet (session_id);
  create table mark (sheet_id uuid not null references sheet, criterion text not null, choice text not null,
    levels smallint[] not null, points smallint not null, remark text, primary key (sheet_id, criterion));
  create table login (key text primary key, member_id uuid not null)`;

async function saveMarks(dataSource, { sheetId, saveId, baseVersion, marks }, login) {
  const answer = await dataSource.transaction(async (tx) => {
    const signIn = await tx.findOneBy(Login, { key: login });
    const sheet = await tx.findOne(Sheet, { where: { id: sheetId }, lock: { mode: 'pessimistic_write' } });
    if (sheet.memberId !== signIn?.memberId) throw new Error('not your sheet');
    if (sheet.version !== baseVersion) throw new Error('stale');
    await tx.save(
      Mark,
      marks.map((mark) => ({ ...mark, sheetId, points: mark.levels[0], remark: null })),
    );
    const all = await tx.findBy(Mark, { sheetId });
    const total = all.reduce((sum, { points }) => sum + points, 0);
    const saved = await tx.save(Sheet, { ...sheet, version: sheet.version + 1, total, scored: all.length });
    return { saved, all };
  });
  pubSub.publish('board', answer.saved.sessionId, {});
  const sheet = { ...SHEET, ...answer.saved, marks: answer.all };
  const now = answer.all.filter(({ criterion }) => marks.some((mark) => mark.criterion === criterion));
  return { __typename: 'MarksSaved', saveId, sheet: { __typename: 'ScoreSheet', ...sheet }, marks: now };
}

/** What the answer holds besides, as of any sheet. */
const SHEET = {
  ...{
    evaluationId: '0',
    criteriaSetCode: 'OCOP-26-2026-04',
    memberLabel: 'Phó Giám đốc, Sở Công Thương',
    state: 'DRAFT',
    attempt: 1,
    applicable: 26,
  },
  ...{ parts: ['A', 'B', 'C'].map((code) => ({ code, points: 10, maxPoints: 35 })), attempts: [] },
  ...{ opinion: null, submittedAt: null, receipt: null, reason: null },
};

/** The board with this moment's totals in the seats. @param boards of each session, as the bench handed them in */
async function readBoard(dataSource, boards, sessionId) {
  const sheets = new Map(
    (await dataSource.manager.findBy(Sheet, { sessionId })).map((sheet) => [sheet.memberId, sheet]),
  );
  const seatNow = (seat) => ({
    ...seat,
    total: sheets.get(seat.id)?.total,
    scored: sheets.get(seat.id)?.scored,
  });
  const board = boards[sessionId];
  return {
    ...board,
    agenda: board.agenda.map((item) => ({ ...item, seats: item.seats?.map(seatNow) ?? null })),
  };
}

async function open({ url, poolSize, sheets, boards }) {
  const dataSource = await new DataSource({
    type: 'postgres',
    url,
    poolSize,
    entities: [Sheet, Mark, Login],
  }).initialize();
  for (const statement of TABLES.split(';')) await dataSource.query(statement);
  await dataSource.manager.insert(Sheet, sheets.map((sheet) => ({ ...sheet, version: 0, total: 0, scored: 0 }))); // prettier-ignore
  await dataSource.manager.insert(Login, sheets.map(({ memberId }) => ({ key: memberId, memberId }))); // prettier-ignore
  const schema = buildSchema(readFileSync(join(root, 'schema.graphql'), 'utf8'));
  const { sessionBoard } = schema.getSubscriptionType().getFields();
  sessionBoard.subscribe = (_root, { sessionId }) => pubSub.subscribe('board', sessionId);
  sessionBoard.resolve = (_event, { sessionId }) => readBoard(dataSource, boards, sessionId);
  schema.getMutationType().getFields().saveMarks.resolve = (_root, { input }, { login }) =>
    saveMarks(dataSource, input, login);
  const app = fastify();
  const apollo = new ApolloServer({ schema });
  await apollo.start();
  await app.register(fastifyApollo(apollo), {
    path: '/graphql',
    method: ['POST'],
    context: async (request) => ({ login: request.headers['x-login'] }),
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  useServer(
    { schema },
    new WebSocketServer({ server: app.server, path: '/graphql', perMessageDeflate: false }),
  );
  if (!app.server.listening) await once(app.server, 'listening');
  return `http://127.0.0.1:${app.server.address().port}`;
}

answering({ open });
