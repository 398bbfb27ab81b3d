import pg from 'pg';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { check } from '../faults/check.js';
import { Laboratory } from '../faults/laboratory.js';
import { readKept } from '../faults/read-kept.js';
import { Round, type Ending } from '../faults/round.js';
import { pause } from '../faults/screen.js';
import { verifyRecord } from '../faults/verify-record.js';
import { createTestDatabase } from '../support/database.js';
import { launch } from '../support/launched.js';
import { findProgram } from '../support/programs.js';
import { RedisServer } from '../support/redis-server.js';
import { Fleet } from './fleet.js';

const nginx = findProgram('nginx');
const redisProgram = findProgram('redis-server');

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

let laboratory: Laboratory | undefined;
let redis: RedisServer | undefined;
afterEach(async () => {
  await laboratory?.close();
  await redis?.remove();
  laboratory = redis = undefined;
});

/** The council's hall, whose devices reach several servers through nginx. */
async function open(
  nodes: number,
  settings: Record<string, string>,
): Promise<{ hall: Laboratory; fleet: Fleet }> {
  let fleet!: Fleet;
  const hall = await Laboratory.open(7, 1, (url) => (fleet = new Fleet(nginx!, nodes, url, settings)));
  laboratory = hall;
  return { hall, fleet };
}

/** Plays a dossier from the table to its end. @param meanwhile  what befalls the servers while everybody scores */
async function play(hall: Laboratory, ending: Ending, meanwhile: () => Promise<void>): Promise<number> {
  let struck = false;
  const storm = {
    blow: async () => {
      await pause(1_000);
      if (!struck) await meanwhile();
      struck = true;
      await pause(1_000);
    },
  };
  return new Round(hall, storm, hall.chance.fork(), hall.staged.evaluationIds[0]!).play(1, ending);
}

/** Nothing acknowledged is lost, doubled or stale; totals are what the marks add up to; the record verifies. */
async function expectAllAccounted({ told, database, sessionId, staged, chair, room }: Laboratory) {
  expect(check(told, await readKept(database, sessionId, staged.evaluationIds))).toEqual([]);
  expect(told.acknowledged.length).toBeGreaterThan(50);
  expect(told.handedIn.length).toBeGreaterThan(0);
  await chair.press('closeSession', { sessionId }, ({ phase }) => phase === 'CLOSED');
  await expect.poll(() => room.tab.api.board()?.recordCode).toBeTruthy();
  expect(await verifyRecord(laboratory!)).toBe('');
}

/** Which node has how many of the sockets, by their own numbers. */
const TOKEN = 'a-token-for-the-tests-alone';
async function socketsOf(fleet: Fleet): Promise<number[]> {
  return Promise.all(
    fleet.nodes.map(async ({ address }) => {
      const answer = await fetch(`${address}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
      return Number(/^\w*sockets\w* (\d+)$/m.exec(await answer.text())?.[1]);
    }),
  );
}

/** Members that the chair's own board shows as connected. */
async function connectedIn(hall: Laboratory): Promise<number> {
  const { screens, sessionId, server } = hall;
  const query = 'query($id: ID!) { sessionBoard(sessionId: $id) { members { connected } } }';
  const { tab } = screens[0]!;
  const data = await tab.askDirectly<{ sessionBoard: { members: { connected: boolean }[] } }>(
    server.address,
    query,
    { id: sessionId },
  );
  return data!.sessionBoard.members.filter(({ connected }) => connected).length;
}

describe('two servers that start at the same moment over a new database', () => {
  it('both come up, and make one demo', async () => {
    const database = await createTestDatabase('empty');
    const settings = { DATABASE_URL: database.url, DEMO: 'on', PORT: '0', HOST: '127.0.0.1' };
    const nodes = [0, 1].map(() => launch('dist/bundle/main.js', [], settings));
    onTestFinished(async () => {
      for (const { child } of nodes) child.kill('SIGTERM');
      await Promise.all(nodes.map(({ ended }) => ended));
      await database.drop();
    });
    for (const node of nodes) await node.printed(/Ctrl-C/);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query('select count(*)::int as n from council');
    const buses = await client.query(
      `select 1 from pg_stat_activity where application_name = 'cham-sao bus' and datname = current_database()`,
    );
    await client.end();
    expect(rows).toEqual([{ n: 1 }]);
    // Without a word in the settings they hear each other.
    expect(buses.rowCount).toBe(2);
  });
});

describe.skipIf(nginx === null)('two nodes behind nginx, which hear each other over PostgreSQL', () => {
  it('lose nothing when one is killed in the middle of a dossier, and every screen comes right', async () => {
    const { hall, fleet } = await open(2, { METRICS_TOKEN: TOKEN });
    let sharedOut: number[] = [];
    let connected = 0;
    const took = await play(hall, 'scored again', async () => {
      sharedOut = await socketsOf(fleet);
      connected = await connectedIn(hall);
      const [first] = fleet.nodes;
      await first!.kill();
      await pause(2_000);
      // All are at the other one now, and shown as there.
      await expect.poll(() => connectedIn(hall), { timeout: 12_000 }).toBe(connected);
      await first!.start();
      await fleet.nodes[1]!.kill();
      await pause(1_000);
      await fleet.nodes[1]!.start();
    });
    expect(Math.min(...sharedOut)).toBeGreaterThan(0);
    expect(connected).toBe(hall.staged.seats.length);
    console.log(`sockets ${sharedOut.join(' and ')}; all screens right ${took} ms after`);
    await expectAllAccounted(hall);
    for (const node of fleet.nodes) expect(node.hasEnded).toBe(false);
  });
});

describe.skipIf(nginx === null || redisProgram === null)(
  'three nodes behind nginx, which hear each other over Redis',
  () => {
    it('are restarted one after the other under load, and nobody sees an error', async () => {
      redis = await RedisServer.start(redisProgram!);
      const settings = { BUS: 'redis', REDIS_URL: redis.url, DRAIN_SECONDS: '3' };
      const { hall, fleet } = await open(3, settings);
      await play(hall, 'concluded', () => fleet.rollOver());
      const wrong = fleet.nginx.passed().filter(({ status }) => status >= 500);
      console.log(
        `${fleet.nginx.passed().length} requests passed, ${wrong.length} of them answered by nginx that there is nobody; ` +
          `${hall.told.acknowledged.length} saves acknowledged`,
      );
      for (const { tab } of hall.screens) expect(tab.api.complaints, tab.name).toEqual([]);
      await expectAllAccounted(hall);
    });

    it('lose nothing when Redis is killed under them and comes back', async () => {
      redis = await RedisServer.start(redisProgram!);
      const { hall } = await open(3, { BUS: 'redis', REDIS_URL: redis.url });
      await play(hall, 'concluded', async () => {
        await redis!.kill();
        await pause(3_000);
        await redis!.start();
      });
      await expectAllAccounted(hall);
    });
  },
);
