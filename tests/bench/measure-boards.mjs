import { setTimeout as sleep } from 'node:timers/promises';
import { mean, median } from './ratios.mjs';
import { Program } from './program.mjs';

const VIEWERS = 1000;
/** As many in all follow in the second part: a country's screens on one machine. */
const MANY_VIEWERS = 5000;
const ROUNDS = 5;
const BOARDS_A_ROUND = 10;
/** Pause after each board, the same for all contenders: our server keeps two boards apart by BOARD_INTERVAL_MS. */
const BOARD_INTERVAL_MS = 200;

/**
 * CPU of the server for one board that reached one viewer who follows the session from the room, of 1,000: ours, a bare
 * `ws.send` of the same text, and an execution for every subscriber; then of 5,000: ours and the bare one.
 * @returns of each part microseconds by contender (mean of the rounds: a clean-up of memory comes once in several, and
 *   counts), milliseconds from the first viewer who has a board to the 99th hundredth of them (median), the viewers' own
 *   cost, and the server's memory in bytes
 */
export async function measureBoards({ server, address, session, unwatched }) {
  const viewers = new Program(new URL('./load/viewers.mjs', import.meta.url));
  const bare = new Program(new URL('./floors/bare-boards.mjs', import.meta.url), { usage: true });
  const plain = new Program(new URL('./floors/plain-boards.mjs', import.meta.url), { usage: true });
  const { sessionId, members, options, room } = session;
  await viewers.ask('takeSeat', { name: 'ours', address, member: members[1], options });
  await viewers.ask('takeSeat', { name: 'acting', address, member: unwatched.members[1], options: unwatched.options }); // prettier-ignore
  const bareAddress = await bare.ask('address');
  const join = async (count) => {
    await viewers.ask('watchBoards', { name: 'ours', address, count, sessionId, params: { bearer: room }, greeted: true }); // prettier-ignore
    await viewers.ask('watchBare', { name: 'bare', address: bareAddress, count });
  };
  await join(VIEWERS);
  await viewers.ask('watchBoards', {
    ...{ name: 'plain', address: await plain.ask('address'), count: VIEWERS, sessionId, params: {} },
  });
  await plain.ask('subscribed', VIEWERS);
  await viewers.ask('actAndReceive', { name: 'ours', count: VIEWERS, times: 4, pause: BOARD_INTERVAL_MS });
  const { texts, bytes } = await viewers.ask('sample', 'ours');
  const boards = texts.map((text) => JSON.parse(text).payload.data.sessionBoard);

  const sendEach = async (program, name, count, pieces) => {
    let cpu = 0;
    const spreads = [];
    for (let time = 0; time < BOARDS_A_ROUND; time += 1) {
      const received = viewers.ask('expect', { name, count });
      await program.ask('send', pieces[time % pieces.length]);
      const got = await received;
      cpu += got.cpu;
      spreads.push(got.spread);
      await sleep(BOARD_INTERVAL_MS);
    }
    return { cpu, spreads };
  };
  const paced = { times: BOARDS_A_ROUND, pause: BOARD_INTERVAL_MS };
  const contenders = (count) => ({
    ours: [server, () => viewers.ask('actAndReceive', { name: 'ours', count, ...paced })],
    // What handing a sheet in costs by itself: the same acts at the same pace in a session that nobody watches.
    acting: [server, () => viewers.ask('act', { name: 'acting', ...paced })],
    bare: [bare, () => sendEach(bare, 'bare', count, texts)],
  });
  const few = await runRounds(VIEWERS, {
    ...contenders(VIEWERS),
    plain: [plain, () => sendEach(plain, 'plain', VIEWERS, boards.map((board) => ({ sessionId, board })))], // prettier-ignore
  });
  const executed = await viewers.ask('sample', 'plain');
  if (executed.bytes !== bytes) throw new Error(`${executed.bytes} bytes the plain way, ${bytes} ours`);
  await plain.stop();
  await join(MANY_VIEWERS - VIEWERS);
  const many = await runRounds(MANY_VIEWERS, contenders(MANY_VIEWERS));
  await Promise.all([viewers, bare].map((program) => program.stop()));
  return { few, many, bytes };
}

/** Lets the contenders take turns. The first round warms up and does not count. */
async function runRounds(count, contenders) {
  const each = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  const spreads = { ours: [], bare: [] };
  const memory = [];
  const viewing = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, [program, run]] of Object.entries(contenders)) {
      const before = await program.ask('usage');
      const ran = await run();
      const after = await program.ask('usage');
      if (round === 0) continue;
      each[name].push((after.microseconds - before.microseconds) / (BOARDS_A_ROUND * count));
      if (ran) viewing.push(ran.cpu / (BOARDS_A_ROUND * count));
      spreads[name]?.push(...ran.spreads);
      if (name === 'ours') memory.push(after.rss);
    }
  }
  const { ours, acting, bare, plain } = Object.fromEntries(
    Object.entries(each).map(([name, values]) => [name, mean(values)]),
  );
  return {
    ...{ count, ours: ours - acting, bare, plain, acting: acting * count },
    spread: { ours: median(spreads.ours), bare: median(spreads.bare) },
    load: mean(viewing),
    memory: Math.max(...memory),
  };
}
