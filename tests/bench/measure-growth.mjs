import { membersOf, POOL_SIZE } from './measure-saves.mjs';
import { Program } from './program.mjs';

/** Saves in flight. */
export const HANDS = [16, 64, 256];
/** For as many members as the last of these. */
export const GROWTH_COUNCILS = 26;
const ROUNDS = 5;
const ROUND_MS = 2000;

/**
 * Durable saves acknowledged a second as more and more are in flight: ours over the socket, and single-row commits of a bare
 * server, in the same PostgreSQL, the same members at the same sheets.
 * @param databaseUrl of an empty database for the bare server
 * @returns for each contender and number of hands its rounds, in the order in which they ran
 */
export async function measureGrowth({ address, sessions, databaseUrl }) {
  // Mixed, so that the first sixteen are not of two councils.
  const members = dealt(membersOf(sessions, HANDS.at(-1)));
  const load = new Program(new URL('./load/members.mjs', import.meta.url));
  const bare = new Program(new URL('./floors/bare-saves.mjs', import.meta.url));
  const sessionIds = sessions.map(({ sessionId }) => sessionId);
  await load.ask('joinOurs', { address, sessions: sessionIds, members });
  const bareAddress = await bare.ask('open', { url: databaseUrl, poolSize: POOL_SIZE });
  await load.ask('joinBare', { address: bareAddress, members });
  const rounds = { socket: HANDS.map(() => []), bare: HANDS.map(() => []) };
  // The first round warms up and does not count.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [at, hands] of HANDS.entries()) {
      for (const name of Object.keys(rounds)) {
        const result = await load.ask('save', { name, milliseconds: ROUND_MS, hands });
        if (round > 0) rounds[name][at].push(result);
      }
    }
  }
  await Promise.all([load, bare].map((program) => program.stop()));
  return rounds;
}

/** One of each session in turn. */
function dealt(members) {
  const dealtOf = new Map();
  const ranked = members.map((member) => {
    const rank = dealtOf.get(member.sessionId) ?? 0;
    dealtOf.set(member.sessionId, rank + 1);
    return { member, rank };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ member }) => member);
}
