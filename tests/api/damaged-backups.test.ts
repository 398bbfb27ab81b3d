import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRestorable, loadBackup } from '../../server/backups/load-backup.js';
import { writeBackup } from '../../server/backups/write-backup.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import {
  filesOf,
  packed as archive,
  repackTable,
  repackWithForeignRow,
  type PackedFile,
} from '../support/repack.js';
import { rowHashes } from '../support/row-hashes.js';

describe('a file that is not a whole backup of ours', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cham-sao-test-'));
  const inner = join(folder, 'a', 'b');
  let source: TestDatabase;
  let empty: TestDatabase;
  let good: Buffer;

  beforeAll(async () => {
    mkdirSync(inner, { recursive: true });
    [source, empty] = await Promise.all([createTestDatabase(), createTestDatabase('empty')]);
    const dataSource = await openDataSource(source.url, { entities: [], poolSize: 1 });
    await dataSource.query(
      `insert into place (level, name) select 'PROVINCE', 'Tỉnh ' || md5(n::text) from generate_series(1, 2000) n`,
    );
    await dataSource.destroy();
    const made = await writeBackup({ url: source.url, folder, decide: () => Promise.resolve('BY_HAND') });
    good = readFileSync(made!.path);
  });
  afterAll(async () => {
    await source.drop();
    await empty.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const changed = (change: (files: PackedFile[]) => void) => () => {
    const files = filesOf(good);
    change(files);
    return archive(files);
  };
  /** With the manifest changed to whatever an attacker likes. */
  const saying = (change: (manifest: { tables: { bytes: number }[]; migrations: string[] }) => void) =>
    changed((files) => {
      const manifest = JSON.parse(files[0]!.body.toString());
      change(manifest);
      files[0]!.body = Buffer.from(JSON.stringify(manifest));
    });
  const of = (files: PackedFile[], table: string) =>
    files.find(({ name }) => name === `tables/${table}.copy`)!;

  const damaged = /bị hỏng[\s\S]*damaged/;
  const foreign = /không phải là bản sao lưu[\s\S]*not a backup/;
  const newer = /mới hơn[\s\S]*newer version/;
  const cases: [string, () => Buffer, RegExp][] = [
    ['empty', () => Buffer.alloc(0), foreign],
    ['a text', () => Buffer.from('Biên bản họp'), foreign],
    ['something else compressed', () => gzipSync('Biên bản họp'.repeat(1000)), foreign],
    ['an archive of something else', () => archive([{ name: 'package.json', body: Buffer.from('{}') }]), foreign],
    ['a manifest of something else', () => archive([{ name: 'manifest.json', body: Buffer.from('{}') }]), foreign],
    ['cut off near the start', () => good.subarray(0, 40), foreign],
    ['cut off in the middle', () => good.subarray(0, good.length / 2), damaged],
    ['without its last byte', () => good.subarray(0, -1), damaged],
    ['one bit turned over', () => { const bytes = Buffer.from(good); bytes[Math.floor(bytes.length * 0.6)]! ^= 4; return bytes; }, damaged],
    ['something after the end', () => gzipSync(Buffer.concat([gunzipSync(good), Buffer.alloc(512, 1)])), damaged],
    ['another archive after the end', () => Buffer.concat([good, good]), damaged],
    ['one letter of a row another', changed((files) => { const { body } = of(files, 'place'); body[body.length - 10] = 'x'.charCodeAt(0); }), damaged],
    ['a row taken out', changed((files) => { const file = of(files, 'place'); file.body = file.body.subarray(file.body.indexOf('\n') + 1); }), damaged],
    ['a table left out', changed((files) => void files.splice(3, 1)), damaged],
    ['two tables in each other’s place', changed((files) => void files.splice(1, 2, files[2]!, files[1]!)), damaged],
    ['a file too many', changed((files) => void files.push({ name: 'tables/more.copy', body: Buffer.alloc(9) })), damaged],
    ['a way out of the folder', changed((files) => void (files[1]!.name = '../../out.copy')), damaged],
    ['a path from the root', changed((files) => void (files[1]!.name = join(folder, 'out.copy'))), damaged],
    ['a link', changed((files) => void (files[1]!.header = { type: 'SymbolicLink', linkpath: '/etc/passwd' })), damaged],
    ['another file of the same name before', changed((files) => void files.splice(1, 0, { name: files[1]!.name, body: Buffer.from('1\n') })), damaged],
    ['rows that swell without end', () => gzipSync(Buffer.concat([gunzipSync(good), Buffer.alloc(300_000_000)])), damaged],
    ['a promise of more than can be', saying(({ tables }) => void (tables[0]!.bytes = 1e15)), damaged],
    ['a later format', saying((manifest) => void Object.assign(manifest, { formatVersion: 2 })), newer],
    ['later tables', saying(({ migrations }) => void migrations.push('FromTheFuture9999999999999')), newer],
  ]; // prettier-ignore

  it.each(cases)('is refused in one sentence and leaves no trace: %s', async (_, make, sentence) => {
    const path = join(inner, 'given.tar.gz');
    writeFileSync(path, make());
    await expect(checkRestorable(path)).rejects.toThrow(sentence);
    expect(readdirSync(folder, { recursive: true })).toHaveLength(4);
  });

  it('is refused where there is none', async () => {
    await expect(checkRestorable(join(folder, 'none'))).rejects.toThrow(/Không có tệp/);
    await expect(checkRestorable(folder)).rejects.toThrow(/Không có tệp/);
  });

  it('is refused even when its hashes were made to fit, where the rows break a rule; the database stays empty', async () => {
    const path = join(inner, 'given.tar.gz');
    const twice = (body: Buffer) => Buffer.concat([body, body.subarray(0, body.indexOf('\n') + 1)]);
    const breaking: [string, Buffer][] = [
      ['a value that is none', repackTable(good, 'place', () => Buffer.from('not a row\n'))],
      ['the same row twice', repackTable(good, 'place', twice)],
      ['a parent that is not there', repackWithForeignRow(good)],
      ['a time that is none', repackTable(good, 'migration', (body) => Buffer.from(body.toString().replace('\t', '\tx')))],
    ];
    for (const [name, bytes] of breaking) {
      writeFileSync(path, bytes);
      await checkRestorable(path);
      const dataSource = await openDataSource(empty.url, { entities: [], poolSize: 2, copies: true });
      await expect(loadBackup(dataSource, path), name).rejects.toThrow(damaged);
      expect(await rowHashes(dataSource)).toEqual({});
      await dataSource.destroy();
    }
  }); // prettier-ignore
});
