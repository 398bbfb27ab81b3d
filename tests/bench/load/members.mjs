// Members, in a process of their own: each keeps one save of one mark in flight, as the outbox of a tablet does.
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import WebSocket from 'ws';
import { answering, cpuTime } from '../answering.mjs';
import { GraphqlSocket } from './graphql-socket.mjs';
import { HttpLine, openCard } from './http-line.mjs';
import { operationById, operationText } from './operations.mjs';

const SAVE_MARKS = operationById('SaveMarks');
const SAVE_MARKS_TEXT = operationText('SaveMarks');
const LIVE_BOARD = operationText('LiveBoard');

/** One member of one contender: which mark comes next, and the version that the next save must name. */
class Member {
  #turn = 0;
  version = 0;

  constructor({ sheetId, criteriaSetCode, options }) {
    this.sheetId = sheetId;
    this.criteriaSetCode = criteriaSetCode;
    this.options = options;
  }

  /** Goes round the card, at each criterion on to the next option. */
  next() {
    const { criterion, levels } = this.options[this.#turn % this.options.length];
    const level = levels[Math.floor(this.#turn / this.options.length) % levels.length];
    this.#turn += 1;
    return { criterion, level };
  }

  input() {
    const { criterion, level } = this.next();
    const marks = [{ criterion, choice: 'LEVELS', levels: [level], remark: null }];
    const { sheetId, criteriaSetCode, version: baseVersion } = this;
    const enteredAt = new Date().toISOString();
    return {
      ...{ sheetId, saveId: randomUUID(), baseVersion, criteriaSetCode },
      ...{ marks, enteredAt, waitingOnDevice: 0 },
    };
  }

  /** @throws unless the save was taken and brought the sheet one version further */
  check({ data, errors }, input) {
    const saved = data?.saveMarks;
    if (saved?.saveId !== input.saveId || saved.sheet.version !== input.baseVersion + 1)
      throw new Error(`not saved: ${JSON.stringify(errors ?? data).slice(0, 500)}`);
    this.version = saved.sheet.version;
  }
}

/** @type {Map<string, { saves: (() => Promise<void>)[], boards: number }>} */
const contenders = new Map();

function overHttp(address, member, signs, operation = SAVE_MARKS) {
  const line = new HttpLine(address, () => signs);
  return async () => {
    const input = member.input();
    const { body } = await line.ask(operation, { input });
    member.check(body, input);
  };
}

async function overSocket(address, member, signs) {
  const socket = new GraphqlSocket(address, signs, { login: signs['x-login'] });
  await socket.ready;
  let asked = 0;
  return () =>
    new Promise((resolve, reject) => {
      const input = member.input();
      const id = String((asked += 1));
      socket.start(id, SAVE_MARKS, { input }, (bytes) => {
        const { type, payload } = JSON.parse(bytes);
        if (type === 'complete') return void socket.operations.delete(id);
        try {
          member.check({ data: payload.data, errors: payload.errors ?? payload }, input);
          resolve();
        } catch (error) {
          reject(error);
        }
      });
    });
}

/** Our server by both doors, the same members at the same sheets, and one chair who watches each session. */
async function joinOurs({ address, sessions, members }) {
  const at = new URL(address);
  const http = { saves: [], boards: 0 };
  const socket = { saves: [], boards: 0 };
  for (const { sessionId, options, ...one } of members) {
    const signs = await openCard(at, one.token);
    const member = new Member({ ...one, options });
    http.saves.push(overHttp(at, member, signs));
    socket.saves.push(await overSocket(at, member, signs));
    if (one.role === 'CHAIR') await watch(at, signs, sessionId, [http, socket]);
  }
  contenders.set('http', http).set('socket', socket);
  return sessions.map((sessionId) => lastBoards.get(sessionId));
}

/** The last board of each of our sessions, for the plain way to start from. */
const lastBoards = new Map();

async function watch(address, signs, sessionId, counted) {
  const chair = new GraphqlSocket(address, signs, { login: signs['x-login'] });
  await chair.ready;
  await new Promise((resolve) => {
    chair.start(randomUUID(), LIVE_BOARD, { sessionId }, (bytes) => {
      for (const contender of counted) contender.boards += 1;
      if (!lastBoards.has(sessionId)) lastBoards.set(sessionId, JSON.parse(bytes).payload.data.sessionBoard);
      resolve();
    });
  });
}

async function joinPlain({ address, sessions, members }) {
  const at = new URL(address);
  const plain = { saves: [], boards: 0 };
  for (const { memberId, ...one } of members)
    plain.saves.push(overHttp(at, new Member(one), { 'x-login': memberId }, SAVE_MARKS_TEXT));
  for (const sessionId of sessions) {
    const chair = new GraphqlSocket(at, {}, {});
    await chair.ready;
    chair.start(randomUUID(), LIVE_BOARD, { sessionId }, () => (plain.boards += 1));
  }
  contenders.set('plain', plain);
}

async function joinBare({ address, members }) {
  const saves = [];
  for (const one of members) {
    const member = new Member(one);
    const socket = new WebSocket(address, { perMessageDeflate: false });
    await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
    saves.push(
      () =>
        new Promise((resolve, reject) => {
          const saveId = randomUUID();
          socket.once('message', (bytes) =>
            JSON.parse(bytes).saveId === saveId ? resolve() : reject(new Error('another save was answered')),
          );
          socket.send(JSON.stringify({ sheetId: member.sheetId, saveId, ...member.next() }));
        }),
    );
  }
  contenders.set('bare', { saves, boards: 0 });
}

/**
 * Everybody saves for so long, or as many of them as `hands` says.
 * @returns acknowledged saves, how long they took, boards seen meanwhile, own CPU time
 */
async function save({ name, milliseconds, hands }) {
  const contender = contenders.get(name);
  const boards = contender.boards;
  const cpu = cpuTime();
  const startedAt = performance.now();
  const took = [];
  await Promise.all(
    contender.saves.slice(0, hands).map(async (saveOne) => {
      for (let at = performance.now(); at - startedAt < milliseconds;) {
        await saveOne();
        const now = performance.now();
        took.push(now - at);
        at = now;
      }
    }),
  );
  took.sort((a, b) => a - b);
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    saves: took.length,
    rate: took.length / seconds,
    middle: took[took.length >> 1],
    slowest: took[Math.floor(took.length * 0.99)],
    boards: contender.boards - boards,
    cpuEach: (cpuTime() - cpu) / took.length,
  };
}

answering({ joinOurs, joinPlain, joinBare, save });
