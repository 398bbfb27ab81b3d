// Many viewers of a few sessions, a part of them in each of several processes: they count what comes.
import WebSocket from 'ws';
import { answering, cpuTime } from '../answering.mjs';
import { LIVE_BOARD } from './doors.mjs';
import { GraphqlSocket } from './graphql-socket.mjs';

/** An address of this machine has some 28,000 ports for sockets to one server; each of these has as many again. */
const SOCKETS_AN_ADDRESS = 5000;
const AT_ONCE = 50;
const BOARD_MS = 60_000;

/** The sockets of one audience. */
class Crowd {
  sockets = [];
  received = 0;
  last = Buffer.alloc(0);
  #wanted = Infinity;
  #settle = () => undefined;

  take(bytes) {
    this.last = bytes;
    this.received += 1;
    if (this.received === this.#wanted) this.#settle();
  }

  /** @returns once so many more than now have come */
  expect(count) {
    this.#wanted = this.received + count;
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`${this.#wanted - this.received} of ${count} boards never came`)),
        BOARD_MS,
      );
      this.#settle = () => {
        clearTimeout(late);
        resolve();
      };
    });
  }
}

/** @type {Map<string, Crowd>} */
const crowds = new Map();
let opened = 0;

function crowdOf(name) {
  if (!crowds.has(name)) crowds.set(name, new Crowd());
  return crowds.get(name);
}

const nextAddress = () => `127.0.0.${2 + Math.floor((opened += 1) / SOCKETS_AN_ADDRESS)}`;

async function openAll(count, openOne) {
  for (let at = 0; at < count; at += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - at) }, openOne));
}

/** Room screens: each opens with a board. */
async function follow({ name, address, sessionId, room, count }) {
  const crowd = crowdOf(name);
  await openAll(count, async () => {
    const viewer = new GraphqlSocket(new URL(address), {}, { bearer: room }, nextAddress());
    await viewer.ready;
    crowd.sockets.push(viewer.socket);
    await new Promise((resolve) =>
      // As our client counts them.
      viewer.start('1', LIVE_BOARD, { sessionId }, (bytes) => {
        crowd.take(bytes);
        resolve();
      }),
    );
  });
}

async function followBare({ name, address, count }) {
  const crowd = crowdOf(name);
  await openAll(count, () => {
    const socket = new WebSocket(address, { perMessageDeflate: false, localAddress: nextAddress() });
    socket.on('message', (bytes) => crowd.take(bytes));
    crowd.sockets.push(socket);
    return new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  });
}

answering({
  follow,
  followBare,
  received: (name) => crowds.get(name)?.received ?? 0,
  /** Waits until each has one more. @returns own CPU time meanwhile, in microseconds */
  expect: async (name) => {
    const crowd = crowds.get(name);
    const cpu = cpuTime();
    await crowd.expect(crowd.sockets.length);
    return cpuTime() - cpu;
  },
  lastText: (name) => crowds.get(name).last.toString(),
  /** How many sockets are still open. */
  open: (name) => crowds.get(name).sockets.filter(({ readyState }) => readyState === WebSocket.OPEN).length,
});
