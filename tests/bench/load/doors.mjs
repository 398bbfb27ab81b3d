// Ways for a tapper to save and for a chair to follow, one for each contender.
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import WebSocket from 'ws';
import { GraphqlSocket } from './graphql-socket.mjs';
import { HttpLine } from './http-line.mjs';
import { operationById, operationText } from './operations.mjs';

const SAVE_MARKS = operationById('SaveMarks');
const SAVE_MARKS_TEXT = operationText('SaveMarks');
export const LIVE_BOARD = operationById('LiveBoard');
const LIVE_BOARD_TEXT = operationText('LiveBoard');

function inputOf({ sheetId, criteriaSetCode, version }, marks) {
  return {
    ...{ sheetId, saveId: randomUUID(), baseVersion: version, criteriaSetCode, waitingOnDevice: 0 },
    marks: marks.map(({ criterion, level }) => ({
      ...{ criterion, choice: 'LEVELS', levels: [level], remark: null },
    })),
    enteredAt: new Date().toISOString(),
  };
}

/** @throws unless this save was taken */
function savedSheet({ data, errors }, { saveId }) {
  const saved = data?.saveMarks;
  if (saved?.saveId !== saveId) throw new Error(`not saved: ${JSON.stringify(errors ?? data).slice(0, 500)}`);
  return saved.sheet;
}

/** Our socket, as a tablet has one: saves go out and boards come in over the same. */
export class OurDoor {
  #asked = 0;

  /** @param signs of the sign-in, as `openCard` gives them */
  static async open(address, signs, localAddress) {
    const door = new OurDoor();
    door.socket = new GraphqlSocket(address, signs, { login: signs['x-login'] }, localAddress);
    await door.socket.ready;
    return door;
  }

  save = (tapper, marks) =>
    new Promise((resolve, reject) => {
      const input = inputOf(tapper, marks);
      const id = String((this.#asked += 1));
      this.socket.start(id, SAVE_MARKS, { input }, (bytes) => {
        const { type, payload } = JSON.parse(bytes);
        if (type === 'complete') return void this.socket.operations.delete(id);
        try {
          resolve(savedSheet({ data: payload.data, errors: payload.errors ?? payload }, input));
        } catch (error) {
          reject(error);
        }
      });
    });

  follow(sessionId, take) {
    return followBoards(this.socket, sessionId, take, true);
  }
}

/** The plain way: each save a request, boards over a socket of its own. */
export function plainDoor(address, { memberId }) {
  const connect = () => new HttpLine(address, () => ({ 'x-login': memberId }));
  let line = connect();
  return async (tapper, marks) => {
    // A server hangs up on who says nothing for a minute.
    if (line.socket.destroyed) line = connect();
    const input = inputOf(tapper, marks);
    const { body } = await line.ask(SAVE_MARKS_TEXT, { input });
    return savedSheet(body, input);
  };
}

export async function followPlain(address, sessionId, take) {
  const socket = new GraphqlSocket(address, {}, {});
  await socket.ready;
  await followBoards(socket, sessionId, take, false);
}

/** @param {(board: object, at: number, bytes: number) => void} take @param greeted whether the stream opens with a board */
function followBoards(socket, sessionId, take, greeted) {
  return new Promise((resolve) => {
    socket.start('b', greeted ? LIVE_BOARD : LIVE_BOARD_TEXT, { sessionId }, (bytes) => {
      const at = performance.now();
      const { payload } = JSON.parse(bytes);
      if (!payload.data) throw new Error(`no board: ${bytes}`);
      take(payload.data.sessionBoard, at, bytes.length);
      resolve();
    });
    if (!greeted) resolve();
  });
}

/** The seats of what lies on the table, as the chair's board has them. */
export function seatsOf(board) {
  const table = board.agenda.find(({ seats }) => seats);
  return table.seats.map(({ id, total }) => [id, total]);
}

async function bareSocket(address) {
  const socket = new WebSocket(address, { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  return socket;
}

/** The bare server: it is told the total, for it reckons none. */
export async function bareDoor(address) {
  const socket = await bareSocket(address);
  return ({ sheetId, memberId, sessionId, totals, version }, marks) =>
    new Promise((resolve, reject) => {
      const saveId = randomUUID();
      socket.once('message', (bytes) =>
        JSON.parse(bytes).saveId === saveId
          ? resolve({ version: version + 1, total: totals.at(-1) })
          : reject(new Error('another save was answered')),
      );
      const { criterion, level } = marks[0];
      const total = totals.at(-1);
      socket.send(JSON.stringify({ sheetId, memberId, sessionId, saveId, criterion, level, total }));
    });
}

export async function followBare(address, sessionId, take) {
  const socket = await bareSocket(address);
  socket.on('message', (bytes) => {
    const at = performance.now();
    take(JSON.parse(bytes), at);
  });
  socket.send(JSON.stringify({ follow: sessionId }));
}
