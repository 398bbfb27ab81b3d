import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { entities } from '../../server/entities.js';
import { migrateToLatest, openDataSource } from '../../server/platform/database/data-source.js';
import type { Loose } from '../support/server.js';
import { away, inUse, portrait, ReplicatedCouncil, type ReportNode } from '../support/replicated-council.js';
import { ReplicatedDatabase } from '../support/standby.js';

/** An address behind which now this, now that server stands. */
async function changingAddress(first: string) {
  const open = new Set<Socket>();
  let port = Number(new URL(first).port);
  const server = createServer((from) => {
    const to = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one);
      one.on('error', () => undefined).on('close', () => (open.delete(one), other.destroy()));
      one.pipe(other);
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const hangUp = () => open.forEach((socket) => socket.destroy());
  return {
    url: Object.assign(new URL(first), { port: String((server.address() as AddressInfo).port) }).href,
    leadTo(url: string): void {
      port = Number(new URL(url).port);
      hangUp();
    },
    close(): void {
      server.close();
      hangUp();
    },
  };
}

describe('reports when servers take over from each other', () => {
  let council: ReplicatedCouncil;
  let other: ReplicatedDatabase | undefined;
  let taken: DataSource | undefined;

  beforeAll(async () => {
    council = await ReplicatedCouncil.open();
  }, 120_000);
  afterAll(async () => {
    await council?.stopNodes();
    await taken?.destroy();
    await council?.close();
    await other?.stop();
  });

  it('are not read from a replica of somebody else that has come to the address since the last look', async () => {
    other = await ReplicatedDatabase.start();
    const theirs = await openDataSource(other.primary.url, { entities, poolSize: 2 });
    await migrateToLatest(theirs);
    await theirs.destroy();
    await other.letRead();
    const stand = async (pair: ReplicatedDatabase): Promise<number> =>
      (await pair.onPrimary<Loose>(`select (pg_current_wal_lsn() - '0/0')::float8 as at`))[0].at;
    const address = await changingAddress(council.pair.replicaUrl);
    const node = await council.startNode({ url: address.url, times: { look: 30_000, retry: 100 } });
    await inUse(node);
    const ours = await node.results();
    expect(ours.released).not.toEqual([]);
    while ((await stand(other)) <= (await stand(council.pair)))
      await other.onPrimary('create table further (); drop table further; select pg_switch_wal()');
    await other.caughtUp();
    address.leadTo(other.replicaUrl);
    // The connections that were cut are gone from the pool: the next report opens one of its own.
    await new Promise((done) => setTimeout(done, 300));
    expect((await node.results()).released).toEqual(ours.released);
    expect(node.state()).toBe('OTHER_DATABASE');
    address.close();
  });

  it('are not read from a standby that the failover has left behind, and are again from one that followed', async () => {
    const lost = council.waiting[0]!;
    await council.play.play(lost, 'CONCLUDED', portrait);
    await council.pair.caughtUp();
    await council.pair.addSecond();
    await council.stopNodes();
    await council.pair.failOver(async () => {
      // Nobody will ever know of it but the standby that was the primary then.
      await council.pair.onPrimary(
        `update result set released_at = now() where evaluation_id = '${lost}'; create table filler as select md5(n::text) from generate_series(1, 50000) n`,
      );
    });
    taken = await openDataSource(council.pair.adminUrl, { entities, poolSize: 10 });
    const behind: ReportNode = await council.startNode({ url: council.pair.formerUrl }, taken);
    expect((await behind.results()).released).not.toContain(lost);
    await away(behind, 'OTHER_HISTORY');
    expect(behind.log.join()).toContain('since a failover');

    const following = await council.startNode({ url: council.pair.secondUrl }, taken);
    // What a standby writes down of the history it follows, it writes with its checkpoints.
    await council.pair.onReplica('checkpoint');
    await vi.waitFor(async () => {
      await council.pair.onSecond('checkpoint');
      expect(following.state()).toBeNull();
    }, 20_000);
    await council.pair.onReplica(`update result set released_at = now() where evaluation_id = '${lost}'`);
    await vi.waitFor(async () => expect((await following.results()).released).toContain(lost), 10_000);
    expect(following.state()).toBeNull();
    expect(behind.state()).toBe('OTHER_HISTORY');
  }, 60_000);
});
