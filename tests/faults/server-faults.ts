import pg from 'pg';
import type { Fault } from './fault.js';
import type { Laboratory } from './laboratory.js';
import { pause } from './screen.js';
import type { Chance } from './seeded.js';

type Strike = (laboratory: Laboratory, chance: Chance) => Promise<void>;

const everybody = (name: string, weight: number, strike: Strike): Fault => ({
  name,
  weight,
  strikes: 'everybody',
  strike: (laboratory, _, chance) => strike(laboratory, chance),
});

const killServer: Strike = async ({ server }, chance) => {
  await server.kill();
  await pause(chance.between(0, 500));
  await server.start();
};

const restartServer: Strike = async ({ server }) => {
  await server.stop();
  await server.start();
};

const killDatabase: Strike = async ({ database }, chance) => {
  await database.kill();
  await pause(chance.between(0, 800));
  await database.startAgain();
};

const killBackend: Strike = async ({ database }) => {
  await database.killBackend().catch(() => undefined);
  while (!(await database.query('select 1').catch(() => null))) await pause(50);
};

const restartBoth: Strike = async ({ server, database }, chance) => {
  if (chance.inHundred(50)) await Promise.all([server.kill(), database.kill()]);
  else {
    await server.stop();
    await database.stop();
  }
  await database.startAgain();
  await server.start();
};

/** Whole seconds without a free page; by chance also without room for the next file of the log, which PostgreSQL does not survive. */
const fillDisk: Strike = async ({ database }, chance) => {
  if (!database.ownDisk) return refuseWrites(database, chance);
  database.fillDisk();
  const log = chance.inHundred(40) ? 'select pg_switch_wal()' : 'select 1';
  await database.query(log).catch(() => undefined);
  await pause(chance.between(500, 2_000));
  await database.freeDisk();
};

/** Where no disk of our own can be had: every write is answered as PostgreSQL answers on a full disk. */
async function refuseWrites(database: Laboratory['database'], chance: Chance): Promise<void> {
  await database.query(
    `create or replace function full_disk() returns trigger language plpgsql as
     $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`,
  );
  const tables = ['mark', 'sheet_save', 'ledger'];
  for (const table of tables)
    await database.query(`create trigger full_disk before insert on ${table} execute function full_disk()`);
  await pause(chance.between(500, 2_000));
  for (const table of tables) await database.query(`drop trigger full_disk on ${table}`);
}

/** Somebody else holds every connection there is, while the server has to ask for new ones. */
const takeConnections: Strike = async ({ database, gate }, chance) => {
  const held: pg.Client[] = [];
  const hold = async (): Promise<void> => {
    for (let free = true; free;) {
      const client = new pg.Client({ connectionString: database.url });
      client.on('error', () => undefined);
      free = await client.connect().then(
        () => true,
        () => false,
      );
      if (free) held.push(client);
    }
  };
  await hold();
  gate.cut();
  const until = Date.now() + chance.between(500, 2_000);
  while (Date.now() < until) {
    await hold();
    await pause(20);
  }
  await Promise.all(held.map((client) => client.end().catch(() => undefined)));
};

/** The session's own row is held: everything that has to do with it waits, on all connections the server has. */
const lockSession: Strike = async ({ database, sessionId }, chance) => {
  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('begin');
  await client.query('select 1 from session where id = $1 for update', [sessionId]);
  await pause(chance.between(500, 3_000));
  await client.end();
};

const slowDatabase: Strike = async ({ gate }, chance) => {
  gate.delayMs = chance.pick([20, 80, 200]);
  await pause(chance.between(1_000, 3_000));
  gate.delayMs = 0;
};

/** On the server's side of the line. */
export const SERVER_FAULTS: readonly Fault[] = [
  everybody('server killed (kill -9)', 3, killServer),
  everybody('server stopped and started', 2, restartServer),
  everybody('PostgreSQL killed (kill -9)', 3, killDatabase),
  everybody('connection of PostgreSQL killed (kill -9)', 3, killBackend),
  everybody('server and PostgreSQL gone together', 1, restartBoth),
  everybody('disk full', 2, fillDisk),
  everybody('connections exhausted', 3, takeConnections),
  everybody('session locked, pool exhausted', 3, lockSession),
  everybody('database slow', 3, slowDatabase),
];
