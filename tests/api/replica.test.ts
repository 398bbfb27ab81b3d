import type { DataSource, EntityManager } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { serve, type ComposeSettings, type RunningServer } from '../../server/compose.js';
import { createDemo, type CreatedDemo } from '../../server/demo/create-demo.js';
import type { Portrait } from '../../server/demo/imagined-marks.js';
import { entities } from '../../server/entities.js';
import { migrateToLatest, openDataSource } from '../../server/platform/database/data-source.js';
import type { ReplicaSettings } from '../../server/platform/database/report-reader.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { freePort } from '../support/free-port.js';
import { PlayedSession } from '../support/played-session.js';
import { accountHolder, Person, TEST_SETTINGS, type Loose } from '../support/server.js';
import { ReplicatedDatabase } from '../support/standby.js';

const RESULTS = `query ($id: ID!) { sessionResults(sessionId: $id) { evaluationId result { starClass } } }`;
const STATUS = '{ replicaStatus { trouble lagSeconds mostSeconds since message { vi en } } }';
const METRICS = 'numbers-for-the-machine-room';
const portrait: Portrait = { quality: 0.8, meets: 4, hasStory: true };

interface Answered {
  readonly released: readonly string[];
  /** In milliseconds since 1970; undefined where the answer does not say. */
  readonly asOf: number | undefined;
}

describe('reports from a streaming replica', () => {
  let pair: ReplicatedDatabase;
  let dataSource: DataSource;
  let demo: CreatedDemo;
  let play: PlayedSession;
  /** Of the demo's dossiers those that nobody has played yet. */
  let waiting: string[];
  let node: Node;
  const library = loadScorecards();

  /** A server over the primary, and somebody who asks it. */
  interface Node {
    readonly server: RunningServer;
    readonly log: string[];
    readonly system: Person;
    readonly state: () => string | null | undefined;
    results(): Promise<Answered>;
  }
  const nodes: RunningServer[] = [];

  async function startNode(replica?: Partial<ReplicaSettings>): Promise<Node> {
    const log: string[] = [];
    const settings: ComposeSettings = {
      ...TEST_SETTINGS,
      logLevel: 'warn',
      logTo: { write: (line) => void log.push(line) },
      metricsToken: METRICS,
      replica: replica && {
        url: pair.replicaUrl,
        mostSeconds: 60,
        times: { look: 50, retry: 50 },
        ...replica,
      },
    };
    const server = await serve(dataSource, settings, { host: '127.0.0.1', port: 0 }, library);
    nodes.push(server);
    const system = new Person(() => server.address, (await makeToken(server)).secret);
    return {
      server,
      log,
      system,
      state: () => server.api.reader.state?.trouble,
      results: async () => {
        const answer: Loose = await system.ask(RESULTS, { id: demo.sessionId });
        expect(answer.errors).toBeUndefined();
        const asOf = answer.extensions?.reports.asOf;
        const released = answer.data.sessionResults.map(({ evaluationId }: Loose) => evaluationId);
        return { released, asOf: asOf && Date.parse(asOf) };
      },
    };
  }

  async function administrator(server: RunningServer): Promise<Person> {
    return accountHolder({ server, dataSource } as never, 'quantri');
  }

  async function makeToken(server: RunningServer): Promise<{ id: string; secret: string }> {
    const { made } = await (
      await administrator(server)
    ).get(
      `mutation ($input: ApiTokenInput!) { made: createApiToken(input: $input) { ... on NewApiToken { secret token { id } } } }`,
      {
        input: {
          name: 'Cổng dữ liệu',
          scopes: ['REPORTS', 'PRODUCTS'],
          expiresAt: new Date(Date.now() + 864e5).toISOString(),
        },
      },
    );
    return { id: made.token.id, secret: made.secret };
  }

  const inUse = (at: Node) => vi.waitFor(() => expect(at.state()).toBeNull(), 20_000);
  const away = (at: Node, why: string) => vi.waitFor(() => expect(at.state()).toBe(why), 20_000);
  const told = (at: Node) => at.log.map((line) => JSON.parse(line) as Loose).filter(({ replica }) => replica);

  beforeAll(async () => {
    pair = await ReplicatedDatabase.start();
    dataSource = await openDataSource(pair.primary.url, { entities, poolSize: 10 });
    await migrateToLatest(dataSource);
    await pair.letRead();
    demo = (await createDemo(dataSource, library, () => new Date()))!;
    play = new PlayedSession(dataSource, library, demo.sessionId);
    waiting = (await play.state()).evaluations
      .filter(({ phase }) => phase === 'WAITING' || phase === 'PRESENTING')
      .map(({ id }) => id);
    await pair.caughtUp();
    node = await startNode({});
    await inUse(node);
  }, 120_000);
  afterEach(async () => {
    await pair.resume();
    for (const server of nodes.splice(1)) await server.stop();
  });
  afterAll(async () => {
    for (const server of nodes) await server.stop();
    await dataSource?.destroy();
    await pair?.stop();
  });

  it('come from the replica, as old as it is, and the answer says as of when', async () => {
    const before = await node.results();
    expect(before.asOf).toBeGreaterThan(Date.now() - 5000);
    await pair.pause();
    await play.play(waiting[0]!, 'RELEASED', portrait);
    const releasedBy = Date.now();
    await new Promise((done) => setTimeout(done, 300));
    const plain = await startNode();
    const fresh = await plain.results();
    expect(fresh.released).toEqual([...before.released, waiting[0]]);
    expect(fresh.asOf).toBeUndefined();
    const old = await node.results();
    expect(old.released).toEqual(before.released);
    expect(old.asOf).toBeLessThanOrEqual(releasedBy);
    expect(old.asOf).toBeGreaterThanOrEqual(before.asOf!);
    await pair.resume();
    const again = await node.results();
    expect(again.released).toEqual(fresh.released);
    expect(again.asOf).toBeGreaterThan(old.asOf!);
    const lines = await pair.onReplica<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where application_name = 'cham-sao-reports' and query = 'commit'`,
    );
    expect(lines[0]!.n).toBeGreaterThan(0);
  });

  it('are counted there, and products are listed there, for other systems and over a socket too', async () => {
    const COUNT = '{ starDistribution(by: YEAR) { total } }';
    const PRODUCTS =
      '{ products { nodes { id name producer { name } recognised { evaluationId } } totalCount } }';
    const admin = await administrator(node.server);
    const name = `Chè ${Date.now()}`;
    const [product] = (await admin.get('{ products { nodes { id } } }')).products.nodes;
    const [{ total }] = (await node.system.get(COUNT)).starDistribution;
    await pair.pause();
    await play.play(waiting[1]!, 'RELEASED', portrait);
    await pair.onPrimary(`update product set name = '${name}' where id = '${product.id}'`);
    const names = ({ products }: Loose) => products.nodes.map((each: Loose) => each.name);
    const recognised = ({ products }: Loose) =>
      products.nodes.flatMap((each: Loose) => each.recognised.map((one: Loose) => one.evaluationId));

    expect((await node.system.get(COUNT)).starDistribution).toEqual([{ total }]);
    const old: Loose = await node.system.ask(PRODUCTS);
    expect(names(old.data)).not.toContain(name);
    expect(recognised(old.data)).not.toContain(waiting[1]);
    expect(old.extensions.reports.asOf).toBeDefined();
    const overSocket = await new Promise<Loose>((done, failed) => {
      let seen: unknown;
      node.system
        .connect(0)
        .subscribe(
          { query: COUNT },
          { next: (value) => (seen = value), error: failed, complete: () => done(seen) },
        );
    });
    expect(overSocket).toMatchObject({
      data: { starDistribution: [{ total }] },
      extensions: { reports: { asOf: expect.any(String) } },
    });
    // Whoever keeps the register reads what he has just written.
    const own: Loose = await admin.ask(PRODUCTS);
    expect(names(own.data)).toContain(name);
    expect(recognised(own.data)).toContain(waiting[1]);
    expect(own.extensions).toBeUndefined();
    await pair.resume();
    expect((await node.system.get(COUNT)).starDistribution).toEqual([{ total: total + 1 }]);
    node.system.leave();
  });

  it('never hold what is not released, nor ask the replica who may ask', async () => {
    await play.play(waiting[2]!, 'CONCLUDED', portrait);
    await pair.caughtUp();
    expect(await pair.onReplica('select 1 from result where released_at is null')).not.toEqual([]);
    const { released, asOf } = await node.results();
    expect(asOf).toBeDefined();
    expect(released).not.toContain(waiting[2]);

    const { id, secret } = await makeToken(node.server);
    const system = new Person(() => node.server.address, secret);
    await pair.caughtUp();
    await pair.pause();
    expect((await system.ask(RESULTS, { id: demo.sessionId })).errors).toBeUndefined();
    await (
      await administrator(node.server)
    ).get('mutation ($id: ID!) { revokeApiToken(id: $id) { __typename } }', { id });
    expect((await system.ask(RESULTS, { id: demo.sessionId })).errors?.[0]?.extensions).toMatchObject({
      code: 'UNAUTHENTICATED',
      reason: 'TOKEN_REVOKED',
    });
  });

  it('know a session that was founded a moment ago', async () => {
    await pair.pause();
    const [{ id }] = await pair.onPrimary<Loose>(
      `insert into session select (jsonb_populate_record(session, jsonb_build_object('id', gen_random_uuid()))).* from session where id = '${demo.plannedSessionId}' returning id`,
    );
    expect(await node.system.get(RESULTS, { id })).toEqual({ sessionResults: [] });
    expect(
      (await node.system.ask(RESULTS, { id: '00000000-0000-4000-8000-000000000001' })).errors?.[0]?.extensions
        ?.code,
    ).toBe('NOT_FOUND');
    await pair.onPrimary(`delete from session where id = '${id}'`);
  });

  it('see no lag in a primary that rests, and are read from it while the replica is too far behind', async () => {
    const strict = await startNode({ mostSeconds: 1 });
    await inUse(strict);
    await new Promise((done) => setTimeout(done, 2500));
    expect(strict.state()).toBeNull();
    expect(strict.server.api.reader.state!.lagSeconds).toBeLessThan(0.5);
    const admin = await administrator(strict.server);
    expect((await admin.get(STATUS)).replicaStatus).toMatchObject({
      trouble: null,
      mostSeconds: 1,
      message: { vi: expect.stringMatching(/^Báo cáo đọc từ bản sao, chậm \d giây/) },
    });
    const before = await strict.results();

    await pair.pause();
    await pair.onPrimary(`update result set released_at = now() where evaluation_id = '${waiting[2]}'`);
    await away(strict, 'BEHIND');
    const { replicaStatus } = await admin.get(STATUS);
    expect(replicaStatus.lagSeconds).toBeGreaterThan(1);
    expect(replicaStatus.message.en).toMatch(/^Reports are read from the primary: .*behind.* \(\d s\)\.$/);
    const fresh = await strict.results();
    expect(fresh.released).toHaveLength(before.released.length + 1);
    expect(fresh.asOf).toBeGreaterThan(Date.now() - 1000);
    // The other node allows more, and goes on.
    expect((await node.results()).released).toEqual(before.released);
    const metrics = async () =>
      (
        await fetch(`${strict.server.address}/metrics`, { headers: { authorization: `Bearer ${METRICS}` } })
      ).text();
    const shown = await metrics();
    expect(shown).toContain('\ncham_sao_replica_in_use 0\n');
    expect(Number(/^cham_sao_replica_lag_seconds (.+)$/m.exec(shown)?.[1])).toBeGreaterThan(1);

    await new Promise((done) => setTimeout(done, 500));
    await pair.resume();
    await inUse(strict);
    expect(await metrics()).toContain('\ncham_sao_replica_in_use 1\n');
    expect(told(strict).map(({ replica }) => replica)).toEqual(['BEHIND', 'IN_USE']);
  });

  it('go to the primary within the request that finds the replica dead, and back once it lives again', async () => {
    const calm = await startNode({ times: { look: 30_000, retry: 100 } });
    expect(calm.state()).toBeNull();
    const before = await calm.results();
    try {
      await pair.killReplica();
      expect(calm.state()).toBeNull();
      const after = await calm.results();
      expect(after.released).toEqual(before.released);
      expect(after.asOf).toBeGreaterThan(before.asOf!);
      await away(node, 'UNREACHABLE');
      expect((await node.results()).released).toEqual(before.released);
    } finally {
      await pair.startReplica();
    }
    await inUse(node);
    expect(told(node).map(({ replica }) => replica)).toEqual(['UNREACHABLE', 'IN_USE']);
    expect(node.log.join()).not.toContain(new URL(pair.replicaUrl).password);
  });

  it('are read once more on the primary where the line breaks off or the replay is in the way, and only there', async () => {
    const { reader } = node.server.api;
    const standby = async (manager: EntityManager) =>
      (await manager.query<{ standby: boolean }[]>('select pg_is_in_recovery() as standby'))[0]!.standby;
    await pair.onPrimary('create table if not exists in_the_way ()');
    await pair.caughtUp();
    const tried: { standby: boolean; code?: string }[] = [];
    const conflict = async (manager: EntityManager) => {
      const here = { standby: await standby(manager) } as { standby: boolean; code?: string };
      tried.push(here);
      await manager.query('select * from in_the_way');
      if (!here.standby) return 'done';
      const truncated = pair.onPrimary('truncate in_the_way');
      await manager.query('select pg_sleep(9)').catch((error: Loose) => {
        here.code = error.driverError.code;
        throw error;
      });
      await truncated;
      return 'never cancelled';
    };
    expect(await reader.read({}, conflict)).toBe('done');
    expect(tried).toEqual([{ standby: true, code: '40001' }, { standby: false }]);
    expect(node.state()).toBeNull();

    const cutOff = async (manager: EntityManager) => {
      const there = await standby(manager);
      if (there) await manager.query('select pg_terminate_backend(pg_backend_pid())');
      return there;
    };
    expect(await reader.read({}, cutOff)).toBe(false);
    await inUse(node);

    const writes = vi.fn((manager: EntityManager) => manager.query('insert into in_the_way default values'));
    await expect(reader.read({}, writes)).rejects.toMatchObject({ driverError: { code: '25006' } });
    expect(writes).toHaveBeenCalledOnce();
    const slow = vi.fn((manager: EntityManager) =>
      manager.query(`set local statement_timeout = 100; select pg_sleep(5)`),
    );
    await expect(reader.read({}, slow)).rejects.toMatchObject({ driverError: { code: '57014' } });
    expect(slow).toHaveBeenCalledOnce();
    expect(
      await reader.read({}, async (manager) => (await manager.query<Loose[]>('show statement_timeout'))[0]),
    ).toEqual({ statement_timeout: '10s' });
    await pair.onPrimary('drop table in_the_way');
  });

  it.each([
    ['a server that is no replica', 'NOT_A_REPLICA', () => pair.primary.url],
    [
      'another database of the replica',
      'OTHER_DATABASE',
      () => Object.assign(new URL(pair.replicaUrl), { pathname: '/postgres' }).href,
    ],
    [
      'an address where nobody is',
      'UNREACHABLE',
      async () => Object.assign(new URL(pair.replicaUrl), { port: String(await freePort()) }).href,
    ],
  ] as const)('refuse %s in words, once, and the start goes on', async (_what, trouble, address) => {
    const url = await address();
    const wrong = await startNode({ url });
    expect(wrong.state()).toBe(trouble);
    expect((await wrong.results()).released).toEqual((await node.results()).released);
    await new Promise((done) => setTimeout(done, 400));
    const lines = told(wrong);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      replica: trouble,
      msg: expect.stringMatching(
        /Báo cáo đọc từ cơ sở dữ liệu chính: .+ \/ Reports are read from the primary: .+/,
      ),
    });
    expect(lines[0].msg).toContain('DATABASE_REPLICA_URL');
    expect(wrong.log.join()).not.toContain(new URL(url).password);
  });

  it('are not read from a replica with other migrations', async () => {
    await pair.onPrimary(`insert into migration (timestamp, name) values (9999999999999, 'OfTomorrow')`);
    try {
      await away(node, 'OTHER_MIGRATIONS');
      expect((await node.results()).asOf).toBeGreaterThan(Date.now() - 1000);
    } finally {
      await pair.onPrimary(`delete from migration where name = 'OfTomorrow'`);
    }
    await inUse(node);
  });

  it('tell nobody but administrators how the replica stands', async () => {
    const { errors } = await node.system.ask(STATUS);
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    const plain = await startNode();
    expect(await (await administrator(plain.server)).get(STATUS)).toEqual({ replicaStatus: null });
  });

  // The last one: nothing follows the primary after it.
  it('are not read from a replica that has just become a primary of its own, whatever is written there', async () => {
    const calm = await startNode({ times: { look: 30_000, retry: 30_000 } });
    const before = await calm.results();
    await pair.promote();
    await pair.onReplica('update result set released_at = null');
    expect(calm.state()).toBeNull();
    const after = await calm.results();
    expect(after.released).toEqual(before.released);
    expect(calm.state()).toBe('NOT_A_REPLICA');
  });
});
