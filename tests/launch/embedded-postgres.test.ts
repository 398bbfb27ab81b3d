import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startEmbeddedPostgres } from '../../server/platform/database/embedded-postgres.js';
import type { RunningDatabase } from '../../server/platform/database/embedded-postgres.js';
import { interrupt, quitAtOnce } from '../../server/platform/database/postgres-process.js';
import { isRunning } from '../../server/platform/database/running-process.js';
import { launch } from '../support/launched.js';
import type { Launched } from '../support/launched.js';
import { makeTemporaryFolder } from '../support/temporary-folder.js';

const writer = 'tests/launch/write-rows.mjs';
const settings = { durable: true, maxConnections: 20 };

describe('the embedded database', () => {
  let folder: ReturnType<typeof makeTemporaryFolder>;
  let launched: Launched[];
  let opened: RunningDatabase[];

  beforeEach(() => {
    folder = makeTemporaryFolder();
    launched = [];
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((database) => database.stop()));
    for (const { child, ended } of launched) {
      child.kill('SIGTERM');
      await ended;
    }
    folder.remove();
  });

  function write(env: Record<string, string> = {}): Launched {
    const started = launch(writer, [folder.path], env);
    launched.push(started);
    return started;
  }

  async function open(revive = false): Promise<RunningDatabase> {
    const chosen = { ...settings, revive };
    const database = await startEmbeddedPostgres(folder.path, process.cwd(), chosen);
    opened.push(database);
    return database;
  }

  async function ask<Row extends object>(url: string, query: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<Row>(query);
    await client.end();
    return rows;
  }

  const postmaster = () =>
    Number(readFileSync(join(folder.path, 'db', 'postmaster.pid'), 'utf8').split('\n')[0]);

  function acknowledged(output: string): number[] {
    return [...output.matchAll(/^row (\d+)\n/gm)].map(([, number]) => Number(number));
  }

  async function expectAllKept(output: string, url: string): Promise<void> {
    const told = acknowledged(output);
    expect(told.length).toBeGreaterThan(20);
    const kept = await ask<{ number: string }>(url, 'select number from row_written');
    const numbers = new Set(kept.map(({ number }) => Number(number)));
    expect(told.filter((number) => !numbers.has(number))).toEqual([]);
  }

  it('keeps every acknowledged row when the server is killed outright, and starts again', async () => {
    const first = write();
    await first.printed(/row 50\n/);
    first.child.kill('SIGKILL');
    await first.ended;
    const { url } = await open();
    await expectAllKept(first.output(), url);
  });

  it('stops the orphan of a killed server where the kernel does not do it', async () => {
    // Without setpriv on the path nothing ends PostgreSQL with its parent.
    const first = write({ PATH: '/nowhere' });
    await first.printed(/row 50\n/);
    const orphan = postmaster();
    first.child.kill('SIGKILL');
    await first.ended;
    expect(isRunning(orphan)).toBe(true);
    const { url } = await open();
    expect(isRunning(orphan)).toBe(false);
    await expectAllKept(first.output(), url);
  });

  it('keeps every acknowledged row when PostgreSQL itself is killed outright, and says that it is lost', async () => {
    const first = await open();
    await ask(first.url, 'create table row_written (number bigserial primary key)');
    for (let row = 0; row < 30; row += 1) await ask(first.url, 'insert into row_written default values');
    process.kill(postmaster(), 'SIGKILL');
    await first.lost;
    await first.stop();
    const second = await open();
    expect(await ask(second.url, 'select count(*)::int as rows from row_written')).toEqual([{ rows: 30 }]);
  });

  it('starts PostgreSQL again at the same address when it was killed outright, with every acknowledged row', async () => {
    const database = await open(true);
    await ask(database.url, 'create table row_written (number bigserial primary key)');
    await ask(database.url, 'insert into row_written default values');
    const killed = postmaster();
    process.kill(killed, 'SIGKILL');
    await expect
      .poll(() => ask(database.url, 'select number::int from row_written').catch(() => 'away'))
      .toEqual([{ number: 1 }]);
    const next = postmaster();
    expect(next).not.toBe(killed);
    await database.stop();
    expect(isRunning(next)).toBe(false);
  });

  it('does not start one for ever that cannot stay up, and says in both languages what is safe', async () => {
    const database = await open(true);
    writeFileSync(join(folder.path, 'db', 'global', 'pg_control'), '');
    process.kill(postmaster(), 'SIGKILL');
    const { vi, en } = await database.lost;
    expect(vi).toMatch(/^Cơ sở dữ liệu nhúng dừng giữa chừng .*pg_control.*Mọi điểm đã báo là lưu vẫn còn/);
    expect(en).toMatch(/^The embedded database stopped in between .*All that was told as saved is kept/);
  });

  it('sends no signal for a process that could not be started: 0 would be our own group', () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    interrupt(0, { folder: '/nowhere', major: '18' }, '/nowhere');
    quitAtOnce(0);
    expect(kill).not.toHaveBeenCalled();
    kill.mockRestore();
  });

  it('leaves a stranger alone who has by now the number in a stale lock', async () => {
    const first = await open();
    await first.stop();
    const stranger = spawn('sleep', ['60']);
    writeFileSync(join(folder.path, 'db', 'postmaster.pid'), `${stranger.pid}\n${folder.path}/db\n`, {
      mode: 0o644,
    });
    const second = await open();
    expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(isRunning(stranger.pid ?? 0)).toBe(true);
    stranger.kill();
  });

  it('refuses a second server over the same data with one sentence in each language', async () => {
    const first = write();
    await first.printed(/ready/);
    const second = write();
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(
      /^Đã có máy chủ Chấm Sao khác \(tiến trình \d+\).*\nAnother Chấm Sao server .*\n$/,
    );
    expect(second.output()).toContain(String(first.child.pid));
  });

  it('stops cleanly when asked, so that the next start has nothing to replay', async () => {
    const first = write();
    await first.printed(/row 30\n/);
    const pid = postmaster();
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(isRunning(pid)).toBe(false);
    expect(readFileSync(join(folder.path, 'postgres.log'), 'utf8')).toMatch(
      /database system is shut down\n$/,
    );
  });

  it('sorts and keeps Vietnamese as Vietnamese', async () => {
    const { url } = await open();
    const query = `select name from unnest(array['Ê','Em','Đào','Dung','Ân','Ăn','An']) as name order by name collate "vi-x-icu"`;
    const names = (await ask<{ name: string }>(url, query)).map(({ name }) => name);
    expect(names).toEqual(['An', 'Ăn', 'Ân', 'Dung', 'Đào', 'Em', 'Ê']);
    const [row] = await ask<{ encoding: string; locale: string }>(
      url,
      `select pg_encoding_to_char(encoding) as encoding, datlocale as locale from pg_database where datname = current_database()`,
    );
    expect(row).toEqual({ encoding: 'UTF8', locale: 'C.UTF-8' });
  });
});
