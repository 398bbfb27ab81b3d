// npm run bench: how fast server and client are, as ratios to a floor and to the plain way, all measured in this one run.
// `node tests/bench/run.mjs boards`, `saves` or `taps` runs one part. The exit code is not 0 when a bar is missed.
import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { joinRunningPostgres } from '../../dist/server/platform/database/embedded-postgres.js';
import { root } from '../../server/launch/repo-node.mjs';
import { measureBoards } from './measure-boards.mjs';
import { measureSaves } from './measure-saves.mjs';
import { measureTaps } from './measure-taps.mjs';
import { Program } from './program.mjs';
import { boardLines, printTable, saveLines, tapLines } from './table.mjs';

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const runs = (part) => wanted.length === 0 || wanted.includes(part);
/** For whoever looks for what is slow: flags for the Node of the server under test. */
const flags = (process.env.BENCH_NODE_FLAGS ?? '').split(' ').filter(Boolean);

async function createDatabases(url, names) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const urls = {};
  for (const name of names) {
    await client.query(`create database bench_${name}`);
    const address = new URL(url);
    address.pathname = `/bench_${name}`;
    urls[name] = address.href;
  }
  await client.end();
  return urls;
}

async function measure(folder) {
  // The server as it is started everywhere, but without its demo and without the limit on one network address: the load
  // comes from one.
  const env = {
    ...{ DATA_DIR: folder, PORT: '0', HOST: '127.0.0.1', DEMO: 'off', REQUESTS_PER_MINUTE: '0' },
    // Measured is what the council does.
    BACKUP_AUTO: 'off',
  };
  const server = new Program(join(root, 'dist/server/main.js'), { env, usage: true, flags });
  const stage = new Program(new URL('./stage.mjs', import.meta.url));
  try {
    const [, address] = await server.printed(/(http:\/\/127\.0\.0\.1:\d+)/);
    const { url } = joinRunningPostgres(folder, root);
    const staged = runs('boards') || runs('saves') ? await stage.ask('stage', url) : [];
    const [hall, unwatched, ...sessions] = staged;
    await stage.stop();
    const lines = [];
    if (runs('boards'))
      lines.push(...boardLines(await measureBoards({ server, address, session: hall, unwatched })));
    if (runs('saves')) {
      const databaseUrls = await createDatabases(url, ['bare', 'plain']);
      lines.push(...saveLines(await measureSaves({ server, address, sessions, databaseUrls })));
    }
    if (runs('taps')) lines.push(...tapLines(await measureTaps({ server, address, url })));
    return lines;
  } finally {
    await stage.stop();
    await server.stop();
  }
}

const startedAt = Date.now();
const folder = mkdtempSync(join(tmpdir(), 'cham-sao-bench-'));
// Under root the database runs as another user, who must get through to its files.
chmodSync(folder, 0o711);
try {
  const lines = await measure(folder);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${seconds} s\n`);
  process.exitCode = printTable(lines) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
