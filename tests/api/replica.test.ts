import { describe, expect, it } from 'vitest';
import { Person, type Loose } from '../support/server.js';
import {
  inUse,
  portrait,
  type ReplicatedCouncil,
  RESULTS,
  type ReportNode,
  withReplica,
} from '../support/replicated-council.js';

describe('reports from a streaming replica', () => {
  let council: ReplicatedCouncil;
  let node: ReportNode;
  withReplica((opened, reading) => {
    council = opened;
    node = reading;
  });

  it('come from the replica, as old as it is, and the answer says as of when', async () => {
    const before = await node.results();
    expect(before.asOf).toBeGreaterThan(Date.now() - 5000);
    await council.pair.pause();
    await council.play.play(council.waiting[0]!, 'RELEASED', portrait);
    const releasedBy = Date.now();
    await new Promise((done) => setTimeout(done, 300));
    const plain = await council.startNode();
    const fresh = await plain.results();
    expect(fresh.released).toEqual([...before.released, council.waiting[0]]);
    expect(fresh.asOf).toBeUndefined();
    const old = await node.results();
    expect(old.released).toEqual(before.released);
    expect(old.asOf).toBeLessThanOrEqual(releasedBy);
    expect(old.asOf).toBeGreaterThanOrEqual(before.asOf!);
    await council.pair.resume();
    const again = await node.results();
    expect(again.released).toEqual(fresh.released);
    expect(again.asOf).toBeGreaterThan(old.asOf!);
  });

  it('are counted there, and products are listed there, for other systems and over a socket too', async () => {
    const COUNT = '{ starDistribution(by: YEAR) { total } }';
    const PRODUCTS =
      '{ products { nodes { id name producer { name } recognised { evaluationId } } totalCount } }';
    const admin = await council.administrator(node.server);
    const name = `Chè ${Date.now()}`;
    const [product] = (await admin.get('{ products { nodes { id } } }')).products.nodes;
    const [{ total }] = (await node.system.get(COUNT)).starDistribution;
    await council.pair.pause();
    await council.play.play(council.waiting[1]!, 'RELEASED', portrait);
    await council.pair.onPrimary(`update product set name = '${name}' where id = '${product.id}'`);
    const names = ({ products }: Loose) => products.nodes.map((each: Loose) => each.name);
    const recognised = ({ products }: Loose) =>
      products.nodes.flatMap((each: Loose) => each.recognised.map((one: Loose) => one.evaluationId));

    expect((await node.system.get(COUNT)).starDistribution).toEqual([{ total }]);
    const old: Loose = await node.system.ask(PRODUCTS);
    expect(names(old.data)).not.toContain(name);
    expect(recognised(old.data)).not.toContain(council.waiting[1]);
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
    expect(recognised(own.data)).toContain(council.waiting[1]);
    expect(own.extensions).toBeUndefined();
    await council.pair.resume();
    expect((await node.system.get(COUNT)).starDistribution).toEqual([{ total: total + 1 }]);
    node.system.leave();
  });

  it('never hold what is not released, nor ask the replica who may ask', async () => {
    await council.play.play(council.waiting[2]!, 'CONCLUDED', portrait);
    await council.pair.caughtUp();
    expect(await council.pair.onReplica('select 1 from result where released_at is null')).not.toEqual([]);
    const { released, asOf } = await node.results();
    expect(asOf).toBeDefined();
    expect(released).not.toContain(council.waiting[2]);

    const { id, secret } = await council.makeToken(node.server);
    const system = new Person(() => node.server.address, secret);
    await council.pair.caughtUp();
    await council.pair.pause();
    expect((await system.ask(RESULTS, { id: council.demo.sessionId })).errors).toBeUndefined();
    await (
      await council.administrator(node.server)
    ).get('mutation ($id: ID!) { revokeApiToken(id: $id) { __typename } }', { id });
    expect((await system.ask(RESULTS, { id: council.demo.sessionId })).errors?.[0]?.extensions).toMatchObject(
      {
        code: 'UNAUTHENTICATED',
        reason: 'TOKEN_REVOKED',
      },
    );
  });

  it('know a session that was founded a moment ago', async () => {
    await council.pair.pause();
    const [{ id }] = await council.pair.onPrimary<Loose>(
      `insert into session select (jsonb_populate_record(session, jsonb_build_object('id', gen_random_uuid()))).* from session where id = '${council.demo.plannedSessionId}' returning id`,
    );
    expect(await node.system.get(RESULTS, { id })).toEqual({ sessionResults: [] });
    expect(
      (await node.system.ask(RESULTS, { id: '00000000-0000-4000-8000-000000000001' })).errors?.[0]?.extensions
        ?.code,
    ).toBe('NOT_FOUND');
    await council.pair.onPrimary(`delete from session where id = '${id}'`);
  });

  it('are of the primary where the council asks what it has just released', async () => {
    const admin = await council.administrator(node.server);
    const before = await node.results();
    await council.pair.pause();
    await council.play.play(council.waiting[3]!, 'RELEASED', portrait);
    const own: Loose = await admin.ask(RESULTS, { id: council.demo.sessionId });
    expect(own.data.sessionResults.map(({ evaluationId }: Loose) => evaluationId)).toContain(
      council.waiting[3],
    );
    expect(own.extensions).toBeUndefined();
    expect((await node.results()).released).toEqual(before.released);
  });

  it('are not read from a replica that does not have yet what was written before this server began', async () => {
    const { released } = await node.results();
    const taken = released[0]!;
    await council.pair.pause();
    // As after a restore: what was released then is not released now.
    const [{ at }] = await council.pair.onPrimary<Loose>(
      `select released_at::text as at from result where evaluation_id = '${taken}'`,
    );
    await council.pair.onPrimary(`update result set released_at = null where evaluation_id = '${taken}'`);
    const later = await council.startNode({});
    expect((await later.results()).released).toEqual(released.filter((id) => id !== taken));
    expect(later.state()).toBe('BEHIND');
    expect(later.log.join()).toContain('before this server began to look');
    await council.pair.onPrimary(`update result set released_at = '${at}' where evaluation_id = '${taken}'`);
    await council.pair.resume();
    await inUse(later);
    expect((await later.results()).released).toEqual(released);
  });
});
