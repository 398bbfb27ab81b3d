import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { causeOf } from '../../server/backups/backup-fault.js';
import { listBackups, nameOf, newestGood, prune, superfluous } from '../../server/backups/backup-folder.js';
import { Backups } from '../../server/backups/backups.js';
import { lastNight } from '../../server/backups/last-night.js';
import { writeBackup } from '../../server/backups/write-backup.js';
import { LiveCouncil } from '../support/live-council.js';
import { accountHolder, type Person } from '../support/server.js';

const HOUR = 3_600_000;
const STATUS = `id folder automatic hour keepDays running old kept { id } lastGood { id at bytes reason }
  lastFailure { at reason message { vi en } }`;

describe('backups of a server', () => {
  const base = mkdtempSync(join(tmpdir(), 'cham-sao-test-'));
  const folder = join(base, 'backups');
  let council: LiveCouncil;
  let admin: Person;
  let url: string;

  beforeAll(async () => {
    const backups = { folder, automatic: true, hour: 2, keepDays: 30 };
    council = await LiveCouncil.open({ backups });
    admin = await accountHolder(council.stage, 'quantri');
    url = (council.stage.dataSource.options as { url: string }).url;
  });
  afterAll(async () => {
    await council?.close();
    rmSync(base, { recursive: true, force: true });
  });
  beforeEach(async () => {
    await settled();
    rmSync(folder, { recursive: true, force: true });
    await council.sql('delete from backup_failure');
  });

  const backups = () => council.stage.server.api.backups;
  const status = async () => (await admin.get(`{ backupStatus { ${STATUS} } }`)).backupStatus;
  const backUpNow = async () => (await admin.get(`mutation { backUpNow { ${STATUS} } }`)).backUpNow;
  /** Until none is being made. */
  const settled = () =>
    vi.waitFor(async () => expect((await backups().status()).running).toBe(false), 20_000);
  const good = async () => (await newestGood(folder, await listBackups(folder)))!;
  const held = async (table: string) =>
    (await good()).manifest.tables.find(({ name }) => name === table)!.rows;
  const results = async () =>
    (await council.sql<{ n: number }>('select count(*)::int as n from result'))[0]!.n;

  /** A dossier from the table to its release, by clicks of the chair. */
  async function concludeOne(): Promise<void> {
    const evaluationId = await council.scoring();
    await council.allHandIn(evaluationId, 80);
    await council.must('closeScoring', { evaluationId });
    await council.must('conclude', { evaluationId });
    await council.must('release', { evaluationId });
  }

  /**
   * Holds back whatever is backed up in its middle: at a table that nothing else reads while no backup fails.
   * @param work is told how to wait until one has come that far
   */
  async function heldBack<T>(work: (reached: () => Promise<void>) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query('begin; lock table backup_failure in access exclusive mode');
      return await work(() => council.waitBehind(client));
    } finally {
      await client.end();
    }
  }

  it('are shown and made by administrators alone', async () => {
    for (const query of ['{ backupStatus { id } }', 'mutation { backUpNow { id } }']) {
      const { errors } = await council.chair.ask(query);
      expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
    expect(await listBackups(folder)).toEqual([]);
  });

  it('are made by hand, and say where they lie, since when, how large and why', async () => {
    expect(await status()).toMatchObject({ lastGood: null, kept: [], old: 'NONE_YET', lastFailure: null, folder });
    const made = await backUpNow();
    expect(made).toMatchObject({ old: null, lastFailure: null, running: false, hour: 2, keepDays: 30 });
    expect(made.lastGood).toMatchObject({ reason: 'BY_HAND', id: expect.stringMatching(/^cham-sao-[\w-]+-by-hand\.tar\.gz$/) });
    expect(made.lastGood.bytes).toBeGreaterThan(1000);
    expect(readdirSync(folder)).toEqual([made.lastGood.id]);
    await council.stage.restart();
    expect((await status()).lastGood).toEqual(made.lastGood);
  }); // prettier-ignore

  it('are made after a conclusion, and hold it', async () => {
    await backUpNow();
    await concludeOne();
    await vi.waitFor(async () => expect((await listBackups(folder))[0]?.reason).toBe('CONCLUSION'), 20_000);
    expect(await held('result')).toBe(await results());
    expect((await status()).old).toBeNull();
  });

  it('miss no conclusion that began before a later one and ended after it', async () => {
    await concludeOne();
    const evaluationId = await council.scoring();
    await council.allHandIn(evaluationId, 80);
    await council.must('closeScoring', { evaluationId });
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    await other.query('begin');
    await other.query('select 1 from session where id = $1 for update', [council.sessionId]);
    const concluding = council.must('conclude', { evaluationId });
    // Backups wait for one another too: only the conclusion waits for this session.
    await council.waitBehind(other);
    // Meanwhile another council concludes, and is backed up.
    await council.sql(
      `update result set concluded_at = now() where evaluation_id = (select evaluation_id from result limit 1)`,
    );
    await backUpNow();
    expect(await held('result')).toBe(await results());
    await other.end();
    await concluding;
    await vi.waitFor(async () => expect(await held('result')).toBe(await results()), 20_000);
    expect((await status()).old).toBeNull();
  });

  it('keep no act waiting, and hold what was so at their moment: three conclusions meanwhile make one more', async () => {
    await backUpNow();
    const before = await results();
    await heldBack(async (reached) => {
      await concludeOne();
      await reached();
      await concludeOne();
      await concludeOne();
    });
    await settled();
    const kept = await listBackups(folder);
    expect(kept.map(({ reason }) => reason)).toEqual(['CONCLUSION', 'CONCLUSION', 'BY_HAND']);
    const counts = await Promise.all(
      kept.map(async (one) => (await newestGood(folder, [one]))!.manifest.tables.find(({ name }) => name === 'result')!.rows),
    );
    // The first began with its dossier's conclusion, and holds nothing of what came while it was held back.
    expect(counts).toEqual([before + 3, before + 1, before]);
  }, 60_000); // prettier-ignore

  it('are made by one node alone, of those that look at the same time', async () => {
    const { dataSource } = council.stage;
    const settings = { folder, automatic: true, hour: 2, keepDays: 30 };
    const nodes = [0, 1, 2].map(
      () => new Backups({ settings, url, reader: dataSource.manager, now: () => new Date(), fault: (error) => { throw error; } }),
    );
    await Promise.all(nodes.map((node) => node.makeDue('NIGHTLY')));
    expect(await listBackups(folder)).toHaveLength(1);
    await Promise.all(nodes.map((node) => node.makeDue('NIGHTLY')));
    expect(await listBackups(folder)).toHaveLength(1);
  }); // prettier-ignore

  it('are made once a night, also where the machine stood still at the hour', async () => {
    const { dataSource } = council.stage;
    const settings = { folder, automatic: true, hour: 2, keepDays: 30 };
    let now = new Date();
    const node = new Backups({
      settings,
      url,
      reader: dataSource.manager,
      now: () => now,
      fault: () => undefined,
    });
    await node.makeDue('NIGHTLY');
    const [first] = await listBackups(folder);
    now = new Date(lastNight(now, 2).getTime() + 23.9 * HOUR);
    await node.makeDue('NIGHTLY');
    expect(await listBackups(folder)).toEqual([first]);
    expect((await node.status()).old).toBeNull();
    now = new Date(first!.at.getTime() + 27 * HOUR);
    expect((await node.status()).old).toBe('TOO_OLD');
    await node.makeDue('NIGHTLY');
    const [second] = await listBackups(folder);
    expect(second!.at.getTime()).toBeGreaterThan(first!.at.getTime());
    expect(second!.reason).toBe('NIGHTLY');
  });

  it('are called old where a conclusion was missed, and the next look makes up for it', async () => {
    await backUpNow();
    const { dataSource } = council.stage;
    const settings = { folder, automatic: true, hour: 2, keepDays: 30 };
    await council.sql(
      `update result set concluded_at = now() where evaluation_id = (select evaluation_id from result limit 1)`,
    );
    expect((await status()).old).toBe('CONCLUSION_SINCE');
    const node = new Backups({ settings, url, reader: dataSource.manager, now: () => new Date(), fault: () => undefined });
    await node.makeDue('NIGHTLY');
    expect((await status()).old).toBeNull();
    expect((await status()).lastGood.reason).toBe('CONCLUSION');
  }); // prettier-ignore

  it('that fail are told of, also after a start, and disturb no act; a good one later ends it', async () => {
    writeFileSync(folder, 'a file where the folder should be');
    const failed = await backUpNow();
    expect(failed).toMatchObject({ lastGood: null, old: 'NONE_YET', lastFailure: { reason: 'BY_HAND' } });
    expect(failed.lastFailure.message).toEqual({
      vi: expect.stringContaining('không ghi được vào thư mục sao lưu'),
      en: expect.stringContaining('cannot write to the backup folder'),
    });
    await concludeOne();
    await vi.waitFor(async () => expect((await status()).lastFailure.reason).toBe('CONCLUSION'), 20_000);
    await settled();
    await council.stage.restart();
    expect((await status()).lastFailure.reason).toBe('CONCLUSION');
    rmSync(folder);
    expect(await backUpNow()).toMatchObject({ old: null, lastFailure: null });
  });

  it('that were cut off since are not taken for good ones', async () => {
    const { lastGood: older } = await backUpNow();
    const { lastGood: newer } = await backUpNow();
    truncateSync(join(folder, newer.id), 20);
    expect((await status()).lastGood).toEqual(older);
  });

  it('that can make no folder come to an end, and say so', async () => {
    const decide = () => Promise.resolve('BY_HAND' as const);
    const failed = await writeBackup({ url, folder: '/proc/cham-sao/backups', decide }).catch(causeOf);
    expect(failed).toBe('FORBIDDEN');
  });

  it('leave nothing half made where they are broken off', async () => {
    const ending = new AbortController();
    const decide = () => Promise.resolve('BY_HAND' as const);
    await heldBack(async (reached) => {
      const broken = writeBackup({ url, folder, decide, signal: ending.signal });
      broken.catch(() => undefined);
      await reached();
      expect(readdirSync(folder)).toEqual([expect.stringMatching(/^\.unfinished-/)]);
      ending.abort();
      await expect(broken).rejects.toThrow();
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('forget no table, whoever adds it and whenever', async () => {
    await council.sql('create table added_later (id integer primary key, note text)');
    await council.sql(`insert into added_later values (1, 'Ghi chú')`);
    await backUpNow();
    expect(await held('added_later')).toBe(1);
    await council.sql('drop table added_later');
    const found = await council.sql<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    );
    await backUpNow();
    expect((await good()).manifest.tables.map(({ name }) => name).sort()).toEqual(found.map(({ name }) => name).sort());
  }); // prettier-ignore
});

describe('keeping backups', () => {
  const now = new Date('2026-11-22T10:00:00Z');
  const ago = (hours: number, reason: 'NIGHTLY' | 'CONCLUSION' = 'NIGHTLY') => {
    const at = new Date(now.getTime() - hours * HOUR);
    return { fileName: nameOf(at, reason), at, reason, bytes: 1 };
  };
  const hoursOf = (kept: readonly { at: Date }[]) =>
    kept.map(({ at }) => (now.getTime() - at.getTime()) / HOUR);

  it('leaves all of the last day, one a day before, and none before the last of so many days', () => {
    // 10:00 UTC is 17:00 in Vietnam: 18 hours ago is the day before, and so is 40 hours ago not.
    const kept = [1, 2, 16, 23, 26, 30, 42, 50, 66, 90].map((hours) => ago(hours));
    expect(hoursOf(superfluous(kept, 30, now))).toEqual([26, 30, 50]);
    expect(hoursOf(superfluous(kept, 3, now))).toEqual([26, 30, 50, 66, 90]);
  });

  it('counts days that have a backup: a month without the machine costs none', () => {
    const kept = [1, 1000, 1024, 1048].map((hours) => ago(hours));
    expect(superfluous(kept, 4, now)).toEqual([]);
  });

  it('never removes the only one, however old', () => {
    expect(superfluous([ago(100_000)], 1, now)).toEqual([]);
  });

  it('keeps the newest that can be read, and touches nothing that it did not write', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cham-sao-test-'));
    const strange = [
      'so-tay.txt',
      'cham-sao-2020-01-01.tar.gz',
      'cham-sao-2020-13-01T00-00-00-000Z-nightly.tar.gz',
    ];
    for (const name of strange) writeFileSync(join(folder, name), '');
    mkdirSync(join(folder, '.unfinished-mine'));
    // None of these can be read: nothing may go.
    for (const hours of [1, 900, 901, 902]) writeFileSync(join(folder, ago(hours).fileName), 'x');
    await prune(folder, 1, now);
    expect(readdirSync(folder)).toHaveLength(8);
    rmSync(folder, { recursive: true, force: true });
  });

  it('begins its night at the set hour of Vietnam', () => {
    const at = (text: string, hour: number) => lastNight(new Date(text), hour).toISOString();
    expect(at('2026-11-22T18:59:59Z', 2)).toBe('2026-11-21T19:00:00.000Z');
    expect(at('2026-11-22T19:00:00Z', 2)).toBe('2026-11-22T19:00:00.000Z');
    expect(at('2026-11-22T16:59:59Z', 0)).toBe('2026-11-21T17:00:00.000Z');
    expect(at('2026-11-22T16:00:00Z', 23)).toBe('2026-11-22T16:00:00.000Z');
  });

  it('tells a full disk from a folder that may not be written, and both from our own faults', () => {
    const failing = (code: string) => causeOf(Object.assign(new Error(code), { code }));
    expect(['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'XX000'].map(failing)).toEqual([
      'FULL', 'FULL', 'FORBIDDEN', 'FORBIDDEN', 'UNEXPECTED',
    ]); // prettier-ignore
    expect(causeOf(new TypeError('x'))).toBe('UNEXPECTED');
  });
});
