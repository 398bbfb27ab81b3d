import type pg from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';

/** A connection that carries nothing is asked by the system whether it lives; where nobody answers, it ends in half a minute. */
export const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

/** For the way there and back, and for a busy machine, in milliseconds. */
const ON_THE_WAY = 5_000;

/** What the server itself allows a statement, in milliseconds; 0 sets no limit. */
interface Limits {
  readonly lock_timeout: number;
  readonly statement_timeout: number;
}

/**
 * How long to listen for the answer to a statement before the connection counts as silent: longer than the server itself
 * lets one wait and work, so that whatever still lives speaks first. A connection that a failover or a firewall has dropped
 * without a word would else hold whoever asked, and all who wait behind, for a quarter of an hour.
 * @param url  may state limits of its own, also this one, as `query_timeout`
 * @returns milliseconds; 0 where the server has no limit, and nobody can know
 */
export function listenFor(url: string, usual: Limits): number {
  const stated = new URL(url).searchParams;
  const limit = (name: keyof Limits) => Number(stated.get(name) ?? usual[name]);
  const [waiting, working] = [limit('lock_timeout'), limit('statement_timeout')];
  // It may have been sent behind one that waits for a lock.
  return working === 0 ? 0 : waiting + working + ON_THE_WAY;
}

/** What is used of a client of `pg` that its types do not show. */
interface Client {
  readonly connectionParameters: { query_timeout: number | string | false };
  readonly connection: { readonly stream: { readonly destroyed: boolean } };
}

/**
 * A connection that was given up must not go back among those that wait for work: `pg` destroys it, and says so a turn
 * later than whoever had it gives it back, by which time the next one would have it.
 */
export function dropSilent(dataSource: DataSource): void {
  const { master: pool } = dataSource.driver as unknown as { master: pg.Pool };
  pool.on('release', (_error, client) => {
    if ((client as unknown as Client).connection.stream.destroyed) void client.end().catch(() => undefined);
  });
}

/** Listens for answers over this connection for as long as they take. @returns how to be as before */
export async function unlimited(runner: QueryRunner): Promise<() => void> {
  const { connectionParameters } = (await runner.connect()) as Client;
  const before = connectionParameters.query_timeout;
  connectionParameters.query_timeout = false;
  return () => void (connectionParameters.query_timeout = before);
}
