import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { checkRestorable, loadBackup, type Restored } from '../../server/backups/load-backup.js';
import { writeBackup } from '../../server/backups/write-backup.js';
import { serve, type RunningServer } from '../../server/compose.js';
import { entities } from '../../server/entities.js';
import {
  migrateToLatest,
  migrationNames,
  openDataSource,
} from '../../server/platform/database/data-source.js';
import { exportRecord } from '../../server/platform/export-record.js';
import { verifyRecord } from '../../server/verify/verify-record.mjs';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { library, LiveCouncil } from '../support/live-council.js';
import { fullDay } from '../support/recorded-scenes.js';
import type { RecordedSession } from '../support/recorded-session.js';
import { rowHashes, shapeOf } from '../support/row-hashes.js';
import { Person, TEST_SETTINGS, type Answer } from '../support/server.js';

/** As `npm run restore` does it, once the file has been read to its end. */
async function restoreInto(url: string, path: string): Promise<Restored> {
  const { migrations } = await checkRestorable(path);
  const dataSource = await openDataSource(url, {
    entities: [],
    poolSize: 2,
    copies: true,
    onlyMigrations: migrations,
  });
  return loadBackup(dataSource, path).finally(() => dataSource.destroy());
}

describe('a backup of a played day, restored into an empty database by a user who is nothing special', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cham-sao-test-'));
  const role = `plain_${process.pid}_${Date.now()}`;
  let council: LiveCouncil;
  let session: RecordedSession;
  let empty: TestDatabase;
  let restored: DataSource;
  let done: Restored;
  let before: Record<string, string>;
  let server: RunningServer;
  let card: string;
  let once: string;

  const administer = async (statement: string) => {
    const client = new pg.Client({ connectionString: inject('postgresUrl') });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };

  beforeAll(async () => {
    council = await LiveCouncil.open();
    session = await fullDay(council, 'MEAN');
    const { dataSource, server: serving } = council.stage;
    const { links } = serving.api.live;
    const [{ id: account }] = await dataSource.query<[{ id: string }]>(
      `select id from account where username = 'quantri'`,
    );
    const { id: member } = council.member('thuky');
    await dataSource.transaction(async (tx) => {
      card = (await links.issueSeatLink(tx, council.sessionId, member)).token;
      once = (await links.issueAccountLink(tx, account)).token;
    });
    const url = (dataSource.options as { url: string }).url;
    const made = await writeBackup({ url, folder, decide: () => Promise.resolve('BY_HAND') });
    before = await rowHashes(dataSource);
    empty = await createTestDatabase('empty');
    const address = new URL(empty.url);
    await administer(`create role ${role} login password 'plain' nosuperuser`);
    await administer(`alter database ${address.pathname.slice(1)} owner to ${role}`);
    address.username = role;
    address.password = 'plain';
    done = await restoreInto(address.href, made!.path);
    restored = await openDataSource(address.href, { entities, poolSize: 4 });
    server = await serve(restored, TEST_SETTINGS, { host: '127.0.0.1', port: 0 });
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    await restored?.destroy();
    await empty?.drop();
    await administer(`drop role if exists ${role}`);
    await council?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has every row of every table, those that open doors aside', async () => {
    const after = await rowHashes(restored);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    const opening = new Set(['login', 'link']);
    const kept = (hashes: Record<string, string>) =>
      Object.entries(hashes).filter(([name]) => !opening.has(name));
    expect(kept(after)).toEqual(kept(before));
    expect(done.rows).toBe(Object.values(before).reduce((sum, each) => sum + Number.parseInt(each, 10), 0));
    expect(done.leftOut).toEqual([]);
  });

  it('has the tables, keys, triggers and sequences of the one that was backed up', async () => {
    expect(await shapeOf(restored)).toEqual(await shapeOf(council.stage.dataSource));
  });

  it('keeps of sign-ins and links all but that they open', async () => {
    const columns: Record<string, string> = {
      login: 'id, key, secret_hash, account_id, member_id, session_id, link_id, created_at, expires_at',
      link: 'id, token_hash, kind, account_id, member_id, session_id, created_at, expires_at, used_at',
    };
    for (const [name, list] of Object.entries(columns)) {
      const asked = `select ${list} from ${name} order by id`;
      expect(await restored.query(asked)).toEqual(await council.stage.dataSource.query(asked));
    }
  });

  it('has a record that the verifier confirms, with the code of the end that was on the screen', async () => {
    const here = (await exportRecord(restored.manager, session.sessionId, library))!;
    const there = await session.exported();
    expect(here).toEqual(there);
    expect(verifyRecord(here.text, there.headCode).exitCode).toBe(0);
  });

  it('keeps the record append-only', async () => {
    await expect(restored.query(`update ledger set act = 'x'`)).rejects.toThrow('append-only');
    await expect(restored.query('delete from ledger')).rejects.toThrow('append-only');
  });

  it('lets nobody in with a sign-in from before: they are told that it was restored', async () => {
    expect(done.signIns).toBeGreaterThan(0);
    const former = council.chair;
    const response = await fetch(`${server.address}/graphql`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', 'x-login': former.login! },
        cookie: former['cookieHeader'](),
      },
      body: JSON.stringify({ query: '{ sessions { id } }' }),
    });
    const { errors } = (await response.json()) as Answer;
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'RESTORED' });
  });

  it('lets in nobody with a one-time link, and everybody with the card of his seat', async () => {
    const guest = new Person(() => server.address);
    expect((await guest.openLink(once)).data?.useLink).toMatchObject({ code: 'LINK_INVALID' });
    expect((await guest.openLink(card)).data?.useLink.__typename).toBe('SignedIn');
    expect((await guest.get('{ viewer { kind } }')).viewer.kind).toBe('SEAT');
  });

  it('is a file for its owner alone, and nothing else lies beside it', () => {
    const [name, ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    expect(statSync(join(folder, name!)).mode & 0o777).toBe(0o600);
  });

  it('is refused where something stands already, and changes nothing there', async () => {
    const { dataSource } = council.stage;
    const [file = ''] = readdirSync(folder);
    const url = (dataSource.options as { url: string }).url;
    await expect(restoreInto(url, join(folder, file))).rejects.toThrow(/nơi còn trống[\s\S]*empty place/);
    expect(await rowHashes(dataSource)).toEqual(before);
  });
});

describe('a backup of an older database', () => {
  it('comes back with the tables of its time, and is upgraded at the next start', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cham-sao-test-'));
    const [old, empty] = await Promise.all([createTestDatabase('empty'), createTestDatabase('empty')]);
    const onlyMigrations = migrationNames.slice(0, 1);
    const source = await openDataSource(old.url, { entities: [], poolSize: 2, onlyMigrations });
    await migrateToLatest(source);
    await source.query(
      `insert into place (level, name) values ('PROVINCE', E'Tỉnh\\tcó \\\\ và\\nxuống dòng')`,
    );
    // Rows that refer to their own table, the later one first in the order of their keys.
    await source.query(
      `insert into place (id, level, name, parent_id) select '00000000-0000-4000-8000-000000000001', 'COMMUNE', 'Xã', id from place`,
    );
    await source.query('create table somebody_elses (a integer)');
    const made = await writeBackup({ url: old.url, folder, decide: () => Promise.resolve('NIGHTLY') });
    expect((await restoreInto(empty.url, made!.path)).leftOut).toEqual(['somebody_elses']);
    await source.query('drop table somebody_elses');
    const restored = await openDataSource(empty.url, { entities: [], poolSize: 2 });
    expect(await rowHashes(restored)).toEqual(await rowHashes(source));
    expect(await migrateToLatest(restored)).toEqual(migrationNames.slice(1));
    for (const one of [source, restored]) await one.destroy();
    for (const one of [old, empty]) await one.drop();
    rmSync(folder, { recursive: true, force: true });
  });
});
