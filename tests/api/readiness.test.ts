import { fastify } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { tellHealth } from '../../server/platform/health.js';
import { startTestServer, type TestServer } from '../support/server.js';

let stage: TestServer;
beforeAll(async () => {
  stage = await startTestServer();
});
afterAll(() => stage?.stop());

/** Nobody reaches the server's database while `work` goes on. */
async function withoutDatabase(work: () => Promise<void>): Promise<void> {
  const [{ name }] = await stage.dataSource.query<[{ name: string }]>('select current_database() as name');
  const admin = new pg.Client({ connectionString: inject('postgresUrl') });
  await admin.connect();
  await admin.query(`alter database ${name} with allow_connections false`);
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  try {
    await work();
  } finally {
    await admin.query(`alter database ${name} with allow_connections true`);
    await admin.end();
  }
}

const readiness = async () => {
  const answer = await fetch(`${stage.server.address}/readyz`, { signal: AbortSignal.timeout(20_000) });
  return [answer.status, await answer.json()];
};

it('says that the server is not ready while its database is away, and that it is when it is back', async () => {
  expect(await readiness()).toEqual([200, { status: 'ready' }]);
  await withoutDatabase(async () => expect(await readiness()).toEqual([503, { status: 'not ready' }]));
  // A connection that died meanwhile may be tried once more before the pool has heard of its end.
  await expect.poll(readiness, { timeout: 20_000 }).toEqual([200, { status: 'ready' }]);
});

it('says so too where the database says nothing at all, and asks it once for all who want to know', async () => {
  let asked = 0;
  let answer: () => void = () => undefined;
  const app = fastify();
  const ready = () => new Promise<void>((done) => ((asked += 1), (answer = done)));
  tellHealth(app, { ready, leaving: () => false });
  const status = async () => (await app.inject('/readyz')).statusCode;
  expect(await Promise.all([status(), status(), status()])).toEqual([503, 503, 503]);
  expect(asked).toBe(1);
  answer();
  const next = status();
  await expect.poll(() => asked).toBe(2);
  answer();
  expect(await next).toBe(200);
  await app.close();
});
