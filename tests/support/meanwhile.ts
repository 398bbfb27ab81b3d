import pg from 'pg';
import type { DataSource } from 'typeorm';
import type { Loose } from './server.js';

/**
 * Somebody else's transaction, which an act has to wait for: the statement is done before the act begins, and committed as
 * soon as the act waits.
 */
export async function meanwhile<T>(
  dataSource: DataSource,
  statement: string,
  parameters: unknown[],
  act: () => Promise<T>,
): Promise<T> {
  const other = new pg.Client({ connectionString: (dataSource.options as Loose).url });
  await other.connect();
  try {
    await other.query('begin');
    await other.query(statement, parameters);
    const acting = act();
    await waitForLock(dataSource, acting);
    await other.query('commit');
    return await acting;
  } finally {
    await other.end();
  }
}

/** @throws {Error} where the act is over without having waited */
async function waitForLock(dataSource: DataSource, acting: Promise<unknown>): Promise<void> {
  let over = false;
  void acting.finally(() => (over = true)).catch(() => undefined);
  for (;;) {
    const [row] = await dataSource.query<Loose[]>(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (row.n > 0) return;
    if (over) throw new Error('the act was done without waiting for the other transaction');
  }
}
