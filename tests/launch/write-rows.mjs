// node tests/launch/write-rows.mjs <data folder>: starts the embedded database as the server does, then commits
// one row after another, telling each number only once the database has acknowledged it.
import pg from 'pg';
import { startEmbeddedPostgres } from '../../dist/server/platform/database/embedded-postgres.js';

try {
  const settings = { durable: true, maxConnections: 20 };
  const database = await startEmbeddedPostgres(process.argv[2], process.cwd(), settings);
  process.once('SIGTERM', () => void database.stop().then(() => process.exit(0)));
  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('create table if not exists row_written (number bigserial primary key)');
  process.stdout.write(`ready ${database.url}\n`);
  for (;;) {
    const { rows } = await client.query('insert into row_written default values returning number');
    process.stdout.write(`row ${rows[0].number}\n`);
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
