import { createDatabases } from './databases.mjs';
import { Program } from './program.mjs';
import { median } from './ratios.mjs';

/** A province's morning: so many councils of eleven at once. */
export const CHAIR_COUNCILS = 100;
/** Connections to the database, for all contenders as many as our server's default. */
const POOL_SIZE = 16;
const PATIENCE_MS = 20_000;
/** Calm and crowded: saves a second, of all councils together. */
const PACES = [
  { rate: 200, milliseconds: 6000, rounds: 5 },
  { rate: 1000, milliseconds: 5000, rounds: 5 },
];
/** The plain way falls further behind with every second: one short round shows by how much. */
const PLAIN_ROUNDS = { 200: { milliseconds: 5000, rounds: 2 }, 1000: { milliseconds: 2000, rounds: 1 } };

/**
 * From the moment a tap is planned until the chair's socket has a board with it. Taps come as they come (a Poisson
 * stream), whatever became of those before: who is slow is not asked less.
 * @returns of each pace the rounds of each contender, with the CPU time of the server in microseconds
 */
export async function measureChair({ server, address, url, sessions }) {
  const load = new Program(new URL('./load/tappers.mjs', import.meta.url));
  const bare = new Program(new URL('./floors/bare-chair.mjs', import.meta.url), { usage: true });
  const plain = new Program(new URL('./floors/plain-saves.mjs', import.meta.url), { usage: true });
  const programs = { ours: server, bare, plain };
  try {
    const urls = await createDatabases(url, ['bare', 'plain']);
    const boards = await load.ask('joinOurs', { address, sessions });
    const lengths = boards.map(({ sessionId, bytes }) => ({ sessionId, bytes }));
    const bareAddress = await bare.ask('open', { url: urls.bare, poolSize: POOL_SIZE, sessions: lengths });
    await load.ask('joinBare', { address: bareAddress, sessions });
    const plainAddress = await plain.ask('open', {
      ...{ url: urls.plain, poolSize: POOL_SIZE },
      sheets: sessions.flatMap(({ sessionId, members }) =>
        members.map(({ sheetId, memberId }) => ({ id: sheetId, memberId, sessionId })),
      ),
      boards: Object.fromEntries(boards.map(({ sessionId, board }) => [sessionId, board])),
    });
    await load.ask('joinPlain', { address: plainAddress, sessions });

    const one = async (name, pace, seed) => {
      const before = await programs[name].ask('usage');
      const result = await load.ask('tap', { ...pace, name, seed, patience: PATIENCE_MS });
      const after = await programs[name].ask('usage');
      return { ...result, server: after.microseconds - before.microseconds };
    };
    const paces = [];
    for (const { rounds, ...pace } of PACES) {
      const each = { bare: [], ours: [], plain: [] };
      // The first round warms up and does not count.
      for (let round = 0; round <= rounds; round += 1)
        for (const name of ['bare', 'ours']) {
          const result = await one(name, pace, round + 1);
          if (round > 0) each[name].push(result);
        }
      const fewer = PLAIN_ROUNDS[pace.rate];
      for (let round = 1; round <= fewer.rounds; round += 1)
        each.plain.push(await one('plain', { ...pace, milliseconds: fewer.milliseconds }, round));
      paces.push({ ...pace, ...each, bytes: median(lengths.map(({ bytes }) => bytes)) });
    }
    return paces;
  } finally {
    await Promise.all([load, bare, plain].map((program) => program.stop()));
  }
}
