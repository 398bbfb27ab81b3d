// The viewers, in a process of their own: open sockets to the servers under test and count what comes.
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import WebSocket from 'ws';
import { answering, cpuTime } from '../answering.mjs';
import { GraphqlSocket } from './graphql-socket.mjs';
import { HttpLine, openCard } from './http-line.mjs';
import { operationById, operationText } from './operations.mjs';

const LIVE_BOARD = operationById('LiveBoard');
const LIVE_BOARD_TEXT = operationText('LiveBoard');
/** Counts the messages of one server, and keeps the two latest different ones. */
class Audience {
  received = 0;
  wanted = 0;
  texts = [];
  bytes = 0;
  settle = () => undefined;
  /** When the first of the expected messages came, and when all but the last hundredth had. */
  firstAt = 0;
  mostAt = 0;
  most = 0;

  take(bytes, first) {
    this.received += 1;
    this.bytes = bytes.length;
    if (first) this.texts = [this.texts.at(-1), bytes.toString()];
    if (this.firstAt === 0) this.firstAt = performance.now();
    if (this.received === this.most) this.mostAt = performance.now();
    if (this.received === this.wanted) this.settle();
  }

  /** Waits for so many messages more than there were when it was called. @returns milliseconds from the first of them to the 99th hundredth */
  expect(count) {
    this.wanted = this.received + count;
    this.most = this.wanted - Math.floor(count / 100);
    this.firstAt = 0;
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`${this.wanted - this.received} of ${count} boards never came`)),
        30_000,
      );
      this.settle = () => {
        clearTimeout(late);
        resolve(this.mostAt - this.firstAt);
      };
    });
  }
}

const audiences = new Map();

/** More may join those who are there. */
function audienceOf(name) {
  if (!audiences.has(name)) audiences.set(name, new Audience());
  return audiences.get(name);
}

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Opens them a hundred at a time, as a hall does that comes back from a break. */
async function openAll(count, openOne) {
  for (let at = 0; at < count; at += 100)
    await Promise.all(Array.from({ length: Math.min(100, count - at) }, (_, index) => openOne(at + index)));
}

/** @param greeted by our server, which opens every stream with a board and knows our client's questions by their ids */
async function watchBoards({ name, address, count, sessionId, params, greeted }) {
  const audience = audienceOf(name);
  await openAll(count, async (index) => {
    const viewer = new GraphqlSocket(new URL(address), {}, params);
    await viewer.ready;
    await new Promise((resolve) => {
      // As our client counts them.
      viewer.start('1', greeted ? LIVE_BOARD : LIVE_BOARD_TEXT, { sessionId }, (bytes) => {
        audience.take(bytes, index === 0);
        resolve();
      });
      if (!greeted) resolve();
    });
  });
}

async function watchBare({ name, address, count }) {
  const audience = audienceOf(name);
  await openAll(count, (index) => {
    const socket = new WebSocket(address, { perMessageDeflate: false });
    socket.on('message', (bytes) => audience.take(bytes, index === 0));
    return new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  });
}

/** Who acts, by name. */
const hands = new Map();
/** A member with a whole sheet, who will hand it in and take it back: each time a board for the room. */
async function takeSeat({ name, address, member, options }) {
  const signs = await openCard(new URL(address), member.token);
  const hand = {
    line: new HttpLine(new URL(address), () => signs),
    sheetId: member.sheetId,
    submitted: false,
  };
  const marks = options.map(({ criterion, levels }) => ({
    criterion,
    choice: 'LEVELS',
    levels: [levels[0]],
  }));
  const input = {
    sheetId: member.sheetId,
    saveId: randomUUID(),
    baseVersion: 0,
    marks,
    enteredAt: new Date(),
  };
  const { body } = await hand.line.ask(operationText('SaveMarks'), { input });
  hand.version = body.data?.saveMarks?.sheet?.version;
  if (hand.version === undefined) throw new Error(JSON.stringify(body));
  hands.set(name, hand);
}

async function act(name) {
  const hand = hands.get(name);
  const { line, sheetId, version, submitted } = hand;
  const { body } = submitted
    ? await line.ask('mutation($id: ID!) { done: withdrawSheet(sheetId: $id) { ... on ScoreSheet { version } } }', { id: sheetId })
    : await line.ask('mutation($input: SubmitSheetInput!) { done: submitSheet(input: $input) { ... on ScoreSheet { version } } }', { input: { sheetId, version } }); // prettier-ignore
  if (body.data?.done?.version === undefined) throw new Error(JSON.stringify(body));
  hand.version = body.data.done.version;
  hand.submitted = !submitted;
}

answering({
  watchBoards,
  watchBare,
  takeSeat,
  /** Lets the member act so often, with a pause after each. */
  act: async ({ name, times, pause }) => {
    for (let time = 0; time < times; time += 1) {
      await act(name);
      await wait(pause);
    }
  },
  /** Lets the member act so often, and waits each time until the board has come to all. */
  actAndReceive: async ({ name, count, times, pause }) => {
    const before = cpuTime();
    const spreads = [];
    for (let time = 0; time < times; time += 1) {
      const all = audiences.get(name).expect(count);
      await act(name);
      spreads.push(await all);
      await wait(pause);
    }
    return { cpu: cpuTime() - before, spreads };
  },
  expect: async ({ name, count }) => {
    const before = cpuTime();
    const spread = await audiences.get(name).expect(count);
    return { cpu: cpuTime() - before, spread };
  },
  sample: (name) => ({ texts: audiences.get(name).texts, bytes: audiences.get(name).bytes }),
});
