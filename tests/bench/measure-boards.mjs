import { setTimeout as sleep } from 'node:timers/promises';
import { mean } from './ratios.mjs';
import { Program } from './program.mjs';

const VIEWERS = 1000;
const ROUNDS = 5;
const BOARDS_A_ROUND = 10;
/** Pause after each board, the same for all contenders: our server keeps two boards apart by BOARD_INTERVAL_MS. */
const BOARD_INTERVAL_MS = 200;

/**
 * CPU of the server for one board that reached one viewer, of 1,000 who follow one session from the room: ours, a bare
 * `ws.send` of the same text, and an execution for every subscriber.
 * @returns microseconds by contender (mean of the rounds: a clean-up of memory comes once in several, and counts), the viewers' own cost, and the server's memory in bytes
 */
export async function measureBoards({ server, address, session, unwatched }) {
  const viewers = new Program(new URL('./load/viewers.mjs', import.meta.url));
  const bare = new Program(new URL('./floors/bare-boards.mjs', import.meta.url), { usage: true });
  const plain = new Program(new URL('./floors/plain-boards.mjs', import.meta.url), { usage: true });
  const { sessionId, members, options, room } = session;
  const watch = { count: VIEWERS, sessionId };
  await viewers.ask('takeSeat', { name: 'ours', address, member: members[1], options });
  await viewers.ask('takeSeat', { name: 'acting', address, member: unwatched.members[1], options: unwatched.options }); // prettier-ignore
  await viewers.ask('watchBoards', {
    ...watch,
    name: 'ours',
    address,
    params: { bearer: room },
    greeted: true,
  });
  await viewers.ask('watchBare', { ...watch, name: 'bare', address: await bare.ask('address') });
  await viewers.ask('watchBoards', {
    ...watch,
    name: 'plain',
    address: await plain.ask('address'),
    params: {},
  });
  await plain.ask('subscribed', VIEWERS);
  await viewers.ask('actAndReceive', { name: 'ours', count: VIEWERS, times: 4, pause: BOARD_INTERVAL_MS });
  const { texts, bytes } = await viewers.ask('sample', 'ours');
  const boards = texts.map((text) => JSON.parse(text).payload.data.sessionBoard);

  const sendEach = async (program, name, pieces) => {
    let cpu = 0;
    for (let time = 0; time < BOARDS_A_ROUND; time += 1) {
      const received = viewers.ask('expect', { name, count: VIEWERS });
      await program.ask('send', pieces[time % pieces.length]);
      cpu += (await received).cpu;
      await sleep(BOARD_INTERVAL_MS);
    }
    return { cpu };
  };
  const contenders = {
    ours: [
      server,
      () =>
        viewers.ask('actAndReceive', {
          name: 'ours',
          count: VIEWERS,
          times: BOARDS_A_ROUND,
          pause: BOARD_INTERVAL_MS,
        }),
    ],
    // What handing a sheet in costs by itself: the same acts at the same pace in a session that nobody watches.
    acting: [
      server,
      () => viewers.ask('act', { name: 'acting', times: BOARDS_A_ROUND, pause: BOARD_INTERVAL_MS }),
    ],
    bare: [bare, () => sendEach(bare, 'bare', texts)],
    plain: [plain, () => sendEach(plain, 'plain', boards.map((board) => ({ sessionId, board })))], // prettier-ignore
  };
  const rounds = { ours: [], acting: [], bare: [], plain: [] };
  const memory = [];
  let viewing = 0;
  // The first round warms up and does not count.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, [program, run]] of Object.entries(contenders)) {
      const before = await program.ask('usage');
      const { cpu = 0 } = (await run()) ?? {};
      const after = await program.ask('usage');
      if (round === 0) continue;
      rounds[name].push((after.microseconds - before.microseconds) / (BOARDS_A_ROUND * VIEWERS));
      viewing += cpu;
      if (name === 'ours') memory.push(after.rss);
    }
  }
  const executed = await viewers.ask('sample', 'plain');
  await Promise.all([viewers, bare, plain].map((program) => program.stop()));
  if (executed.bytes !== bytes) throw new Error(`${executed.bytes} bytes the plain way, ${bytes} ours`);
  const [withActs, acting, floor, plainly] = Object.values(rounds).map(mean);
  return {
    ours: withActs - acting,
    bare: floor,
    plain: plainly,
    bytes,
    acting: acting * VIEWERS,
    load: viewing / (ROUNDS * BOARDS_A_ROUND * VIEWERS * 3),
    memory: Math.max(...memory),
  };
}
