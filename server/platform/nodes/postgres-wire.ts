import pg from 'pg';
import type { Line, Wire } from './wire.js';

const CHANNEL = 'cham_sao';
const PATIENCE_MS = 5_000;

/**
 * LISTEN and NOTIFY over a connection of its own, so that no transaction that writes marks ever notifies: PostgreSQL
 * commits those one after the other. Who listens is the database itself, so that two of them never hear each other.
 */
export function postgresWire(url: string): Wire {
  // PostgreSQL takes less than 8000.
  return { mostBytes: 7_800, open: (hear) => openLine(url, hear) };
}

async function openLine(url: string, hear: (text: string) => void): Promise<Line> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'cham-sao bus',
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    keepAlive: true,
  });
  const broken = new Promise<void>((done) => client.once('end', done).on('error', () => done()));
  client.on('notification', ({ payload = '' }) => hear(payload));
  // Does not wait for a server that answers nothing any more.
  const close = () => void client.end().catch(() => undefined);
  try {
    await client.connect();
    // What is notified outlives nobody: no disk needs to be waited for.
    await client.query('set synchronous_commit = off');
    await client.query(`listen ${CHANNEL}`);
  } catch (error) {
    close();
    throw error;
  }
  return { send: (text) => client.query('select pg_notify($1, $2)', [CHANNEL, text]), broken, close };
}
