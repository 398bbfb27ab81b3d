// A hundred who follow one council and one who stops reading: does anybody else notice?
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import { answering } from '../answering.mjs';
import { quantile } from './arrivals.mjs';
import { Tapper } from './council.mjs';
import { LIVE_BOARD, OurDoor, seatsOf } from './doors.mjs';
import { openCard } from './http-line.mjs';

/** Between two taps, in milliseconds: the hundred have had their boards by then. */
const PAUSE_MS = 10;
const BOARD_MS = 10_000;

/** One who follows as the chair does, with the chair's long boards. */
class Watcher {
  boards = 0;
  at = 0;
  last = Buffer.alloc(0);

  async open(address, signs, sessionId) {
    this.door = await OurDoor.open(address, signs);
    await new Promise((resolve) =>
      this.door.socket.start('1', LIVE_BOARD, { sessionId }, (bytes) => {
        this.boards += 1;
        this.at = performance.now();
        this.last = bytes;
        resolve();
      }),
    );
    return this;
  }

  /** What the last board says of a member. */
  totalOf(memberId) {
    const board = JSON.parse(this.last).payload.data.sessionBoard;
    return seatsOf(board).find(([id]) => id === memberId)[1];
  }
}

let tapper;
let others = [];
let stalled;

async function sit({ address, session, count }) {
  const at = new URL(address);
  const [chair, member] = ['CHAIR', 'MEMBER'].map((role) =>
    session.members.find((each) => each.role === role),
  );
  const { sessionId, criteriaSetCode, options } = session;
  const door = await OurDoor.open(at, await openCard(at, member.token));
  tapper = new Tapper({ ...member, criteriaSetCode, options }, { save: door.save });
  await tapper.begin();
  const signs = await openCard(at, chair.token);
  const watchers = [];
  while (watchers.length <= count) watchers.push(await new Watcher().open(at, signs, sessionId));
  [stalled, ...others] = watchers;
}

/** Waits until each of the others has a board of after the tap, and one of them the right one. */
async function boardToAll(tapped) {
  const due = tapper.totals.at(-1);
  while (others.some(({ at }) => at < tapped) || others[0].totalOf(tapper.memberId) !== due) {
    if (performance.now() - tapped > BOARD_MS) throw new Error('a board never came to all');
    await sleep(2);
  }
}

/** @returns how many boards they had, and within how many milliseconds of the tap 99 % of the others' came */
async function tap(times) {
  const delays = [];
  const before = others[0].boards;
  for (let time = 0; time < times; time += 1) {
    const tapped = performance.now();
    tapper.tap(tapped);
    await boardToAll(tapped);
    for (const { at } of others) delays.push(at - tapped);
    await sleep(PAUSE_MS);
  }
  return { boards: others[0].boards - before, half: quantile(delays, 0.5), slowest: quantile(delays, 0.99) };
}

answering({
  sit,
  tap,
  stall: () => stalled.door.socket.socket.pause(),
  /** Reads on. @returns boards it gets of those it missed, and whether it now knows better: has the newest, or was cut off */
  resume: async () => {
    const before = stalled.boards;
    const { socket } = stalled.door.socket;
    const due = tapper.totals.at(-1);
    const settled = () => {
      if (socket.readyState !== WebSocket.OPEN) return 'it was cut off';
      return stalled.totalOf(tapper.memberId) === due ? 'the newest last' : undefined;
    };
    socket.resume();
    for (let waited = 0; waited < BOARD_MS && !settled(); waited += 50) await sleep(50);
    return { got: stalled.boards - before, end: settled() };
  },
});
