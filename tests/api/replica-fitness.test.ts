import { describe, expect, it, vi } from 'vitest';
import { toldAge } from '../../server/platform/database/report-age.js';
import { freePort } from '../support/free-port.js';
import {
  away,
  inUse,
  METRICS,
  portrait,
  type ReplicatedCouncil,
  told,
  type ReportNode,
  withReplica,
} from '../support/replicated-council.js';

const STATUS = '{ replicaStatus { trouble lagSeconds mostSeconds since message { vi en } } }';

describe('reports, by how fit the replica is', () => {
  let council: ReplicatedCouncil;
  let node: ReportNode;
  withReplica((opened, reading) => {
    council = opened;
    node = reading;
  });

  it('are as old as the clock of the primary says, also where the primary itself answers', async () => {
    const nobody = Object.assign(new URL(council.pair.replicaUrl), { port: String(await freePort()) }).href;
    const real = Date.now.bind(Date);
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => real() + 600_000);
    try {
      const ahead = await council.startNode({ url: nobody });
      const asker = {};
      await ahead.server.api.reader.read(asker, () => Promise.resolve());
      expect(Date.parse(toldAge(asker)!.reports.asOf)).toBeLessThanOrEqual(real() + 1000);
    } finally {
      clock.mockRestore();
    }
  });

  it('see no lag in a primary that rests, and are read from it while the replica is too far behind', async () => {
    await council.play.play(council.waiting[2]!, 'CONCLUDED', portrait);
    const strict = await council.startNode({ mostSeconds: 1 });
    await inUse(strict);
    await new Promise((done) => setTimeout(done, 2500));
    expect(strict.state()).toBeNull();
    expect(strict.server.api.reader.state!.lagSeconds).toBeLessThan(0.5);
    const admin = await council.administrator(strict.server);
    expect((await admin.get(STATUS)).replicaStatus).toMatchObject({
      trouble: null,
      mostSeconds: 1,
      message: { vi: expect.stringMatching(/^Báo cáo đọc từ bản sao, chậm \d giây/) },
    });
    const before = await strict.results();

    await council.pair.pause();
    await council.pair.onPrimary(
      `update result set released_at = now() where evaluation_id = '${council.waiting[2]}'`,
    );
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
    await council.pair.resume();
    await inUse(strict);
    expect(await metrics()).toContain('\ncham_sao_replica_in_use 1\n');
    expect(told(strict).map(({ replica }) => replica)).toEqual(['BEHIND', 'IN_USE']);
  });

  it.each([
    ['a server that is no replica', 'NOT_A_REPLICA', () => council.pair.primary.url],
    [
      'another database of the replica',
      'OTHER_DATABASE',
      () => Object.assign(new URL(council.pair.replicaUrl), { pathname: '/postgres' }).href,
    ],
    [
      'an address where nobody is',
      'UNREACHABLE',
      async () => Object.assign(new URL(council.pair.replicaUrl), { port: String(await freePort()) }).href,
    ],
  ] as const)('refuse %s in words, once, and the start goes on', async (_what, trouble, address) => {
    const url = await address();
    const wrong = await council.startNode({ url });
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
    await council.pair.onPrimary(
      `insert into migration (timestamp, name) values (9999999999999, 'OfTomorrow')`,
    );
    try {
      await away(node, 'OTHER_MIGRATIONS');
      expect((await node.results()).asOf).toBeGreaterThan(Date.now() - 1000);
    } finally {
      await council.pair.onPrimary(`delete from migration where name = 'OfTomorrow'`);
    }
    await inUse(node);
  });

  it('tell nobody but administrators how the replica stands', async () => {
    const { errors } = await node.system.ask(STATUS);
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    const plain = await council.startNode();
    expect(await (await council.administrator(plain.server)).get(STATUS)).toEqual({ replicaStatus: null });
  });

  // The last one: nothing follows the primary after it.
  it('are not read from a replica that has just become a primary of its own, whatever is written there', async () => {
    const calm = await council.startNode({ times: { look: 30_000, retry: 100 } });
    await inUse(calm);
    const before = await calm.results();
    await council.pair.promote();
    await council.pair.onReplica('update result set released_at = null');
    expect(calm.state()).toBeNull();
    const after = await calm.results();
    expect(after.released).toEqual(before.released);
    expect(calm.state()).toBe('NOT_A_REPLICA');
  });
});
