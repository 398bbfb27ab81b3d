import { Program } from './program.mjs';
import { median } from './ratios.mjs';

const IN_FLIGHT = 64;
const ROUNDS = 5;
const ROUND_MS = 2500;

/** Connections to the database, for all contenders as many as our server's default. */
export const POOL_SIZE = 16;

/**
 * Durable saves acknowledged a second with 64 in flight: ours over HTTP and over the socket, single-row commits of a bare
 * server, and the plain way, all in the same PostgreSQL.
 * @param databaseUrls of empty databases for the other two
 * @returns rounds of each contender in the order in which they ran
 */
export async function measureSaves({ server, address, sessions, databaseUrls }) {
  const members = membersOf(sessions, IN_FLIGHT);
  const sessionIds = sessions.map(({ sessionId }) => sessionId);
  const load = new Program(new URL('./load/members.mjs', import.meta.url));
  const bare = new Program(new URL('./floors/bare-saves.mjs', import.meta.url), { usage: true });
  const plain = new Program(new URL('./floors/plain-saves.mjs', import.meta.url), { usage: true });

  const shown = await load.ask('joinOurs', { address, sessions: sessionIds, members });
  const boards = Object.fromEntries(sessionIds.map((sessionId, index) => [sessionId, shown[index]]));
  const sheets = members.map(({ sheetId, memberId, sessionId }) => ({ id: sheetId, memberId, sessionId }));
  const plainAddress = await plain.ask('open', {
    url: databaseUrls.plain,
    poolSize: POOL_SIZE,
    sheets,
    boards,
  });
  await load.ask('joinPlain', { address: plainAddress, sessions: sessionIds, members });
  await load.ask('joinBare', {
    address: await bare.ask('open', { url: databaseUrls.bare, poolSize: POOL_SIZE }),
    members,
  });

  const rounds = { bare: [], http: [], socket: [], plain: [] };
  // The first round warms up and does not count.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, list] of Object.entries(rounds)) {
      const program = { bare, plain }[name] ?? server;
      const before = await program.ask('usage');
      const result = await load.ask('save', { name, milliseconds: ROUND_MS });
      const after = await program.ask('usage');
      const serverEach = (after.microseconds - before.microseconds) / result.saves;
      if (round > 0) list.push({ ...result, serverEach });
    }
  }
  await Promise.all([load, bare, plain].map((program) => program.stop()));
  return rounds;
}

/** As many members of these sessions, all chairs among them: each watches a session. The last councils miss some. */
export function membersOf(sessions, count) {
  const everybody = sessions.flatMap(({ sessionId, criteriaSetCode, options, members }) =>
    members.map((member) => ({ ...member, sessionId, criteriaSetCode, options })),
  );
  const ordinary = everybody.filter(({ role }) => role === 'MEMBER');
  const surplus = new Set(ordinary.slice(count + ordinary.length - everybody.length));
  return everybody.filter((member) => !surplus.has(member));
}

/** The median of one figure over the rounds. */
export const middling = (rounds, figure) => median(rounds.map((round) => round[figure]));
