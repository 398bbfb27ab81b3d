import { setTimeout as sleep } from 'node:timers/promises';
import { Program } from './program.mjs';
import { mean, median } from './ratios.mjs';

/** So many screens follow one session each, all at once on one server: rounds of few and of many lie side by side. */
export const AUDIENCES = [10, 100, 1000, 10_000];
const PROCESSES = 3;
const ROUNDS = 3;
const MARKS_A_ROUND = 30;
/** Handed in and taken back: even, or the sheet would stay closed to marks. */
const ACTS_A_ROUND = 4;
/** Between two marks: longer than our server keeps two boards apart, so that each makes one. */
const PAUSE_MS = 220;

/**
 * What one mark costs the server by how many look on who may not see it, and what an act costs that all of them see,
 * besides the sends; and the memory of those who only look on.
 * @returns by audience microseconds of each round; memory in bytes a viewer
 */
export async function measureViewers({ server, address, sessions }) {
  const crowds = Array.from(
    { length: PROCESSES },
    () => new Program(new URL('./load/crowd.mjs', import.meta.url)),
  );
  const hands = new Program(new URL('./load/hands.mjs', import.meta.url));
  const bare = new Program(new URL('./floors/bare-boards.mjs', import.meta.url), { usage: true, flags: ['--expose-gc'] }); // prettier-ignore
  try {
    const bareAddress = await bare.ask('address');
    const tables = AUDIENCES.map((count, index) => ({
      count,
      name: `of ${count}`,
      session: sessions[index],
    }));
    for (const { name, session } of tables) await hands.ask('sit', { name, address, session });
    const parts = (count) => crowds.map((crowd, index) => [crowd, Math.floor((count + index) / PROCESSES)]);
    const join = async ({ count, name, session: { sessionId, room } }) => {
      for (const [crowd, part] of parts(count)) {
        await crowd.ask('follow', { name, address, sessionId, room, count: part });
        await crowd.ask('followBare', { name: `bare ${name}`, address: bareAddress, count: part });
      }
    };
    const last = tables.at(-1);
    // The heap has taken its size before anything is weighed.
    for (const table of tables.slice(0, -1)) await join(table);
    const memory = await weigh({ ours: server, bare }, last.count, () => join(last));
    const rounds = tables.map((table) => ({ ...table, marks: [], acts: [] }));
    const idle = [];
    let seen = 0;
    const watch = { server, crowds, hands };
    for (let round = 0; round <= ROUNDS; round += 1) {
      const still = await costOf(server, () => sleep(MARKS_A_ROUND * PAUSE_MS));
      if (round > 0) idle.push(still / (MARKS_A_ROUND * PAUSE_MS));
      // Forth and back, so that nobody always comes after the same.
      for (const table of round % 2 ? rounds.toReversed() : rounds) {
        const marked = await markRound(watch, table);
        const acted = await actRound(watch, table);
        seen += marked.seen;
        if (round === 0) continue;
        table.marks.push(marked);
        table.acts.push(acted);
      }
    }
    const looking = rounds.map(({ count, acts }) => mean(acts.map(({ crowd }) => crowd)) / count);
    const send = await sendRounds({ bare, crowds }, tables);
    return { rounds, send, idle: median(idle), memory, seen, looking: looking.at(-1) };
  } finally {
    await Promise.all([...crowds, hands, bare].map((program) => program.stop()));
  }
}

/** What the server's CPU took while something was done, in microseconds. */
async function costOf(program, work) {
  const before = await program.ask('usage');
  await work();
  const after = await program.ask('usage');
  return after.microseconds - before.microseconds;
}

/** @returns bytes of each server a viewer: of the process, and of what is held in it after a clean-up */
async function weigh(programs, count, join) {
  const weights = () =>
    Promise.all(Object.values(programs).map((program) => program.ask('usage', { clean: true })));
  const before = await weights();
  await join();
  const after = await weights();
  return Object.fromEntries(
    Object.keys(programs).map((name, at) => [
      name,
      { rss: (after[at].rss - before[at].rss) / count, held: (after[at].held - before[at].held) / count },
    ]),
  );
}

const received = async (crowds, name) => {
  const counts = await Promise.all(crowds.map((crowd) => crowd.ask('received', name)));
  return counts.reduce((sum, count) => sum + count, 0);
};

/** @returns microseconds of the server for one mark, milliseconds it took, and what the crowd saw of it */
async function markRound({ server, crowds, hands }, { name }) {
  const before = await received(crowds, name);
  const startedAt = Date.now();
  const cpu = await costOf(server, () => hands.ask('mark', { name, times: MARKS_A_ROUND, pause: PAUSE_MS }));
  const milliseconds = (Date.now() - startedAt) / MARKS_A_ROUND;
  return { cpu: cpu / MARKS_A_ROUND, milliseconds, seen: (await received(crowds, name)) - before };
}

/** @returns microseconds of the server for one act that everybody sees, and of the crowd */
async function actRound({ server, crowds, hands }, { name }) {
  let crowd = 0;
  const startedAt = Date.now();
  const cpu = await costOf(server, async () => {
    for (let time = 0; time < ACTS_A_ROUND; time += 1) {
      const all = crowds.map((each) => each.ask('expect', name));
      await hands.ask('act', name);
      for (const spent of await Promise.all(all)) crowd += spent;
      await sleep(PAUSE_MS);
    }
  });
  const milliseconds = (Date.now() - startedAt) / ACTS_A_ROUND;
  return { cpu: cpu / ACTS_A_ROUND, milliseconds, crowd: crowd / ACTS_A_ROUND };
}

/** @returns microseconds of the bare server for one socket that gets the room's board */
async function sendRounds({ bare, crowds }, tables) {
  const { name } = tables.at(-1);
  const text = await crowds[0].ask('lastText', name);
  const everybody = tables.reduce((sum, { count }) => sum + count, 0);
  const each = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const cpu = await costOf(bare, async () => {
      for (let time = 0; time < ACTS_A_ROUND; time += 1) {
        const all = tables.flatMap((table) =>
          crowds.map((crowd) => crowd.ask('expect', `bare ${table.name}`)),
        );
        await bare.ask('send', text);
        await Promise.all(all);
        await sleep(PAUSE_MS);
      }
    });
    if (round > 0) each.push(cpu / ACTS_A_ROUND / everybody);
  }
  return median(each);
}
