import { createClient } from '@redis/client';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { composeBus } from '../../server/compose-bus.js';
import { type EventBus, type Fact, LocalBus } from '../../server/platform/event-bus.js';
import { postgresWire } from '../../server/platform/nodes/postgres-wire.js';
import { redisWire } from '../../server/platform/nodes/redis-wire.js';
import { type BusTimes, SharedBus } from '../../server/platform/nodes/shared-bus.js';
import type { Wire } from '../../server/platform/nodes/wire.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { freePort } from '../support/free-port.js';
import { findProgram } from '../support/programs.js';
import { RedisServer } from '../support/redis-server.js';

const TIMES: BusTimes = { gap: 10, beat: 100, retry: [20, 100] };
const redisProgram = findProgram('redis-server');

/** One engine under the bus, and what can be done to it from outside. */
interface Engine {
  wire(): Wire;
  /** Puts a text on the wire that no node of ours has written. */
  say(text: string): Promise<void>;
  /** Ends the connections of all nodes; they may come again at once. */
  cut(): Promise<void>;
  close(): Promise<void>;
}

async function postgresEngine(): Promise<Engine> {
  const database: TestDatabase = await createTestDatabase('empty');
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  return {
    wire: () => postgresWire(database.url),
    say: async (text) => void (await admin.query(`select pg_notify('cham_sao', $1)`, [text])),
    cut: async () =>
      void (await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'cham-sao bus'`,
      )),
    close: async () => {
      await admin.end();
      await database.drop();
    },
  };
}

async function redisEngine(): Promise<Engine> {
  const redis = await RedisServer.start(redisProgram!);
  return {
    wire: () => redisWire(redis.url),
    say: async (text) => {
      const client = createClient({ url: redis.url });
      await client.connect();
      await client.publish('cham-sao:0', text);
      client.destroy();
    },
    cut: async () => {
      await redis.kill();
      await redis.start();
    },
    close: () => redis.remove(),
  };
}

/** A node's bus, and all it has heard. */
interface Node {
  readonly bus: EventBus;
  readonly heard: Fact[];
}

function listening(bus: EventBus): Node {
  const heard: Fact[] = [];
  bus.listen((fact) => heard.push(fact));
  return { bus, heard };
}

const facts = (node: Node, kind: Fact['kind']) => node.heard.filter((fact) => fact.kind === kind);
const revisionsOf = (node: Node, id: string) =>
  node.heard.flatMap((fact) =>
    fact.kind === 'sessionChanged' && fact.sessionId === id ? fact.revision : [],
  );
const changed = (sessionId: string, revision: number) =>
  ({ kind: 'sessionChanged', sessionId, revision }) as const;

/** What every bus keeps, whatever stands behind it. */
function keepsTheContract(nodes: () => Promise<readonly [Node, Node, Node]>): void {
  it('brings a fact to every other node, and to its own before anything else is done', async () => {
    const [one, two, three] = await nodes();
    one.bus.publish(changed('a', 1));
    expect(revisionsOf(one, 'a')).toEqual([1]);
    for (const other of [two, three]) await expect.poll(() => revisionsOf(other, 'a')).toEqual([1]);
    three.bus.publish({ kind: 'rightsChanged', sessionId: null });
    for (const node of [one, two, three])
      await expect
        .poll(() => facts(node, 'rightsChanged'))
        .toEqual([{ kind: 'rightsChanged', sessionId: null }]);
    // And nobody hears himself twice.
    expect(revisionsOf(one, 'a')).toEqual([1]);
  });

  it('brings facts of every kind as they were said', async () => {
    const [one, two] = await nodes();
    const said: Fact[] = [
      changed('b', 7),
      { kind: 'dossierConcluded', sessionId: 'b' },
      { kind: 'rightsChanged', sessionId: 'b' },
      { kind: 'editionPublished', code: 'OCOP-26-2026-04.2' },
      { kind: 'askedAgain', node: null },
      {
        kind: 'seatSeen',
        ...{
          sessionId: 'b',
          memberId: 'm',
          node: one.bus.node ?? 'n',
          order: 1,
          connected: true,
          seenAt: 5,
          waiting: 2,
          saidAt: 5,
        },
      },
    ];
    for (const fact of said) one.bus.publish(fact);
    await expect.poll(() => said.every((fact) => two.heard.some((one) => same(one, fact)))).toBe(true);
  });

  it('brings the end of a burst about every session, whatever it leaves out in between', async () => {
    const [one, two, three] = await nodes();
    for (let revision = 1; revision <= 20; revision += 1)
      for (let session = 0; session < 500; session += 1)
        one.bus.publish(changed(`burst-${session}`, revision));
    for (const other of [two, three])
      for (let session = 0; session < 500; session += 1)
        await expect.poll(() => revisionsOf(other, `burst-${session}`).at(-1)).toBe(20);
  });

  it('tells nobody who has stopped listening', async () => {
    const [one, two] = await nodes();
    const late: Fact[] = [];
    const stop = two.bus.listen((fact) => late.push(fact));
    stop();
    one.bus.publish(changed('c', 1));
    await expect.poll(() => revisionsOf(two, 'c')).toEqual([1]);
    expect(late).toEqual([]);
  });
}

const same = (one: Fact, other: Fact) => {
  const inOrder = (fact: Fact) => JSON.stringify(Object.entries(fact).sort());
  return inOrder(one) === inOrder(other);
};

describe('the bus of a single node', () => {
  keepsTheContract(() => {
    const bus = new LocalBus();
    return Promise.resolve([listening(bus), listening(bus), listening(bus)]);
  });
});

describe.each([
  ['PostgreSQL', true, postgresEngine],
  ['Redis', redisProgram !== null, redisEngine],
] as const)('the bus over %s', (_name, isThere, open) => {
  let engine: Engine;
  let opened: SharedBus[] = [];
  const reported: unknown[] = [];
  const node = async (wire = engine.wire()): Promise<Node> => {
    const bus = new SharedBus(wire, (error) => reported.push(error), TIMES);
    await bus.open();
    opened.push(bus);
    return listening(bus);
  };
  const nodes = async () => [await node(), await node(), await node()] as const;

  if (!isThere) return it.skip('is not tested: its program is not installed', () => undefined);

  beforeAll(async () => {
    engine = await open();
  });
  afterEach(async () => {
    await Promise.all(opened.map((bus) => bus.stop()));
    opened = [];
  });
  afterAll(() => engine?.close());

  keepsTheContract(nodes);

  it('puts what is said in a burst into few messages, none longer than its engine takes', async () => {
    const sent: string[] = [];
    const one = await node(tapped(engine.wire(), (text) => sent.push(text)));
    const two = await node();
    for (let revision = 1; revision <= 1000; revision += 1) one.bus.publish(changed('one', revision));
    for (let session = 0; session < 1000; session += 1)
      one.bus.publish(changed(`0190b0a0-0000-7000-8000-${String(session).padStart(12, '0')}`, 1));
    await expect.poll(() => facts(two, 'sessionChanged').length).toBe(1001);
    expect(revisionsOf(two, 'one')).toEqual([1000]);
    const { mostBytes } = engine.wire();
    const carrying = sent.filter((text) => text.includes('sessionChanged'));
    expect(Math.max(...carrying.map((text) => Buffer.byteLength(text)))).toBeLessThanOrEqual(mostBytes);
    expect(carrying.length).toBeLessThanOrEqual(Math.ceil(120_000 / mostBytes) + 1);
  });

  it('leaves out a fact that no message can hold, and goes on', async () => {
    const [one, two] = await nodes();
    one.bus.publish({ kind: 'editionPublished', code: 'x'.repeat(100_000) });
    one.bus.publish(changed('after', 1));
    await expect.poll(() => revisionsOf(two, 'after')).toEqual([1]);
    expect(facts(two, 'editionPublished')).toEqual([]);
    expect(facts(one, 'factsMissed')).toEqual([]);
  });

  it('passes over whatever is no message of ours', async () => {
    const [one, two] = await nodes();
    const before = two.heard.length;
    for (const text of ['', '{', 'null', '[]', '{"node":1,"facts":[]}', '{"node":"x"}', '"\\ud800"'])
      await engine.say(text || ' ');
    // Of a newer version, say: what is known in it counts.
    const facts = [{ kind: 'sunRisen' }, { kind: 'sessionChanged', sessionId: 4 }, changed('known', 3), null];
    await engine.say(JSON.stringify({ node: 'newer', facts }));
    await expect.poll(() => revisionsOf(two, 'known')).toEqual([3]);
    expect(two.heard.slice(before).filter(({ kind }) => kind !== 'nodeCame')).toEqual([changed('known', 3)]);
    one.bus.publish(changed('still', 1));
    await expect.poll(() => revisionsOf(two, 'still')).toEqual([1]);
  });

  it('has everything looked up again after its line broke, and says later what it could not say', async () => {
    const [one, two, three] = await nodes();
    await engine.cut();
    one.bus.publish(changed('meanwhile', 4));
    for (const each of [one, two, three]) await expect.poll(() => facts(each, 'factsMissed').length).toBe(1);
    for (const other of [two, three]) {
      one.bus.publish(changed('afterwards', 5));
      await expect.poll(() => revisionsOf(other, 'afterwards').at(-1)).toBe(5);
    }
    // Whoever was back when it was said anew has it; for the others, that all was looked up stands for it.
    expect(revisionsOf(one, 'meanwhile')).toEqual([4]);
  });

  it('breaks with a line that takes everything and brings nothing', async () => {
    let deaf = false;
    const wire = engine.wire();
    const half: Wire = { ...wire, open: (hear) => wire.open((text) => (deaf ? undefined : hear(text))) };
    const one = await node(half);
    const two = await node();
    deaf = true;
    two.bus.publish(changed('unheard', 1));
    await new Promise((done) => setTimeout(done, 700));
    expect(revisionsOf(one, 'unheard')).toEqual([]);
    deaf = false;
    await expect.poll(() => facts(one, 'factsMissed').length).toBeGreaterThan(0);
    two.bus.publish(changed('heard', 1));
    await expect.poll(() => revisionsOf(one, 'heard')).toEqual([1]);
  });

  it('tells of nodes that come, and of those that are not heard any more', async () => {
    const one = await node();
    const two = await node();
    await expect.poll(() => [facts(one, 'nodeCame').length, facts(two, 'nodeCame').length]).toEqual([1, 1]);
    await opened[1]!.stop();
    await expect.poll(() => facts(one, 'nodeGone')).toEqual([{ kind: 'nodeGone', node: two.bus.node }]);
    expect(facts(two, 'nodeGone')).toEqual([]);
  });

  it('says before it stops what was still to be said', async () => {
    const [one, two] = await nodes();
    one.bus.publish(changed('last', 1));
    one.bus.publish(changed('words', 1));
    await opened[0]!.stop();
    await expect.poll(() => [...revisionsOf(two, 'last'), ...revisionsOf(two, 'words')]).toEqual([1, 1]);
  });
});

/** The same wire, with an ear on what is sent. */
function tapped(wire: Wire, heard: (text: string) => void): Wire {
  return {
    ...wire,
    open: async (hear) => {
      const line = await wire.open(hear);
      const send = (text: string) => {
        heard(text);
        return line.send(text);
      };
      return { ...line, send };
    },
  };
}

describe('a bus that cannot be had', () => {
  const settings = { bus: 'redis', redisUrl: undefined } as const;

  it('is said in words, without the password', async () => {
    const port = await freePort();
    const at = `redis://:geheim@127.0.0.1:${port}`;
    const refused = composeBus({ ...settings, redisUrl: at }, '', () => undefined).open();
    await expect(refused).rejects.toThrow(/REDIS_URL[\s\S]*127\.0\.0\.1:\d+ cannot be used \(.*ECONNREFUSED/);
    await expect(refused).rejects.not.toThrow(/geheim/);
    const postgresAt = `postgres://u:p@127.0.0.1:${port}/x`;
    const postgres = composeBus({ ...settings, bus: 'postgres' }, postgresAt, () => undefined).open();
    await expect(postgres).rejects.toThrow(
      /LISTEN\/NOTIFY connection to PostgreSQL cannot be opened \(.*ECONNREFUSED/,
    );
  });

  it('is one that carries nothing, as through a pooler that lends connections by the transaction', async () => {
    const database = await createTestDatabase('empty');
    onTestFinished(() => database.drop());
    const wire = postgresWire(database.url);
    const mute: Wire = { ...wire, open: () => wire.open(() => undefined) };
    await expect(new SharedBus(mute, () => undefined, TIMES).open()).rejects.toThrow('did not come back');
  });
});
