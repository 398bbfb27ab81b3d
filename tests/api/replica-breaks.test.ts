import type { EntityManager } from 'typeorm';
import { describe, expect, it, vi } from 'vitest';
import type { Loose } from '../support/server.js';
import {
  away,
  inUse,
  type ReplicatedCouncil,
  told,
  type ReportNode,
  withReplica,
} from '../support/replicated-council.js';

describe('reports that the replica breaks off, or is slow with', () => {
  let council: ReplicatedCouncil;
  let node: ReportNode;
  withReplica((opened, reading) => {
    council = opened;
    node = reading;
  });

  it('go to the primary within the request that finds the replica dead, and back once it lives again', async () => {
    const calm = await council.startNode({ times: { look: 30_000, retry: 100 } });
    await inUse(calm);
    const before = await calm.results();
    try {
      await council.pair.killReplica();
      expect(calm.state()).toBeNull();
      const after = await calm.results();
      expect(after.released).toEqual(before.released);
      expect(after.asOf).toBeGreaterThan(before.asOf!);
      await away(node, 'UNREACHABLE');
      expect((await node.results()).released).toEqual(before.released);
    } finally {
      await council.pair.startReplica();
    }
    await inUse(node);
    expect(told(node).map(({ replica }) => replica)).toEqual(['UNREACHABLE', 'IN_USE']);
    expect(node.log.join()).not.toContain(new URL(council.pair.replicaUrl).password);
  });

  it('are read once more on the primary where the line breaks off or the replay is in the way, and only there', async () => {
    const { reader } = node.server.api;
    const standby = async (manager: EntityManager) =>
      (await manager.query<{ standby: boolean }[]>('select pg_is_in_recovery() as standby'))[0]!.standby;
    await council.pair.onPrimary('create table if not exists in_the_way ()');
    await council.pair.caughtUp();
    const tried: { standby: boolean; code?: string }[] = [];
    const conflict = async (manager: EntityManager) => {
      const here = { standby: await standby(manager) } as { standby: boolean; code?: string };
      tried.push(here);
      await manager.query('select * from in_the_way');
      if (!here.standby) return 'done';
      const truncated = council.pair.onPrimary('truncate in_the_way');
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
    expect(
      await reader.read(
        {},
        async (manager) => (await manager.query<Loose[]>('show transaction_isolation'))[0],
      ),
    ).toEqual({ transaction_isolation: 'repeatable read' });
    await council.pair.onPrimary('drop table in_the_way');
  });

  it('wait for each other where many are slow, and make neither the replica look dead nor saves wait', async () => {
    const where: boolean[] = [];
    const slow = async (manager: EntityManager) => {
      const [row] = await manager.query<{ standby: boolean }[]>(
        'select pg_is_in_recovery() as standby, pg_sleep(4)',
      );
      where.push(row!.standby);
    };
    const { reader } = node.server.api;
    const seen = new Set<unknown>();
    const watching = setInterval(() => seen.add(node.state()), 20);
    await Promise.all(Array.from({ length: 20 }, () => reader.read({}, slow)));
    clearInterval(watching);
    expect(where).toEqual(Array.from({ length: 20 }, () => true));
    expect([...seen]).toEqual([null]);

    const plain = await council.startNode();
    const onPrimary = Array.from({ length: 12 }, () =>
      plain.server.api.reader.read({}, (manager) => manager.query('select pg_sleep(0.5)')),
    );
    const began = performance.now();
    await Promise.all(Array.from({ length: 8 }, () => council.dataSource.query('select 1')));
    expect(performance.now() - began).toBeLessThan(400);
    await Promise.all(onPrimary);
  });

  it('leave no transaction open on a connection that the next report gets', async () => {
    const { reader } = node.server.api;
    const late = (manager: EntityManager) =>
      Promise.all([
        manager.query('select pg_sleep(0.4)'),
        manager.query(`set local statement_timeout = 100`).then(() => manager.query('select pg_sleep(5)')),
      ]);
    await Promise.all(
      Array.from({ length: 20 }, () =>
        expect(reader.read({}, late)).rejects.toMatchObject({ driverError: { code: '57014' } }),
      ),
    );
    const open = await council.pair.onReplica(
      `select state from pg_stat_activity where application_name = 'cham-sao-reports' and state <> 'idle'`,
    );
    expect(open).toEqual([]);
    expect(node.state()).toBeNull();
  });
});
