import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { chooseOwner } from '../../dist/server/platform/database/data-folder.js';
import { preparePostgresBinaries } from '../../dist/server/platform/database/postgres-binaries.js';
import { interrupt, spawnPostgres } from '../../dist/server/platform/database/postgres-process.js';
import { repoNode, root } from '../../server/launch/repo-node.mjs';
import { inDataFolder } from './under-test.mjs';

const ROUNDS = 5;
const READY = 'Chấm Sao is ready';
const START_MS = 120_000;

/** How long a command takes until it says that it is ready, or ends; then it is stopped, with all that it started. */
async function timed(file, args, { env = {}, ready } = {}) {
  const startedAt = performance.now();
  const child = spawn(file, args, {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    // A group of its own: npm, its shell and the server get the signal together, as from Ctrl-C.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let said = '';
  const told = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece) => {
        said += piece;
        if (ready && said.includes(ready)) resolve('ready');
      });
  });
  const late = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), START_MS);
  const how = await Promise.race([told, ended.then(([code]) => code)]);
  const milliseconds = performance.now() - startedAt;
  clearTimeout(late);
  if (how !== (ready ? 'ready' : 0)) throw new Error(`${file} ${args.join(' ')} ended (${how}):\n${said}`);
  if (ready) process.kill(-child.pid, 'SIGINT');
  await ended;
  return milliseconds;
}

/** PostgreSQL by itself over the same files, until it answers a question. */
async function postgresAlone(dataDir) {
  const owner = chooseOwner(join(dataDir, 'db'));
  const binaries = preparePostgresBinaries(dataDir, owner !== undefined);
  const place = { dataDir, cluster: join(dataDir, 'db'), binaries, owner };
  const secret = readFileSync(join(dataDir, 'secret'), 'utf8').trim();
  const startedAt = performance.now();
  const server = await spawnPostgres(place, { durable: true, maxConnections: 100 });
  const connectionString = `postgres://cham_sao:${secret}@127.0.0.1:${server.port}/cham_sao`;
  while (!(await answers(connectionString))) {
    if (performance.now() - startedAt > START_MS) throw new Error('PostgreSQL never answered');
    await sleep(5);
  }
  const milliseconds = performance.now() - startedAt;
  interrupt(server.pid, binaries, place.cluster);
  await server.ended;
  return milliseconds;
}

async function answers(connectionString) {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * A start over data that is there, with the demo in it, as on a council's second morning.
 * @returns milliseconds of each round: `npm start` until it is ready, its two halves, PostgreSQL's own start, a bare Node
 */
export function measureStart() {
  return inDataFolder(async (dataDir) => {
    const env = { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1' };
    const npm = () => timed('npm', ['start'], { env, ready: READY });
    await npm();
    if (!existsSync(join(dataDir, 'db'))) throw new Error('the first start left no data');
    const main = ['--enable-source-maps', '--min-semi-space-size=32', '--max-semi-space-size=32', 'dist/bundle/main.js']; // prettier-ignore
    const ways = {
      npm,
      prepare: () => timed(process.execPath, ['server/launch/prepare.mjs', 'start']),
      server: () => timed(repoNode(), main, { env, ready: READY }),
      postgres: () => postgresAlone(dataDir),
      node: () => timed(repoNode(), ['-e', '0']),
      bareNpm: () => timed('npm', ['--version']),
    };
    const rounds = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
    // The first round warms up and does not count.
    for (let round = 0; round <= ROUNDS; round += 1)
      for (const [name, run] of Object.entries(ways)) {
        const milliseconds = await run();
        if (round > 0) rounds[name].push(milliseconds);
      }
    return rounds;
  });
}
