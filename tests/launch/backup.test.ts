import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import { launch, type Launched } from '../support/launched.js';
import { repackWithForeignRow } from '../support/repack.js';
import { makeTemporaryFolder } from '../support/temporary-folder.js';

/** The commands as npm runs them, with the embedded database, which has no pg_dump. */
describe('npm run backup and npm run restore', { timeout: 120_000 }, () => {
  const folder = makeTemporaryFolder();
  const old = join(folder.path, 'old');
  const fresh = join(folder.path, 'new');
  const copy = join(folder.path, 'copied-away.tar.gz');
  let running: Launched[] = [];

  const run = (script: string, args: readonly string[], env: Record<string, string>): Launched => {
    const started = launch(`dist/server/${script}.js`, args, env);
    running.push(started);
    return started;
  };
  async function finished(script: string, args: readonly string[], env: Record<string, string>) {
    const { ended, output } = run(script, args, env);
    return { code: await ended, said: output() };
  }
  async function serve(dataDir: string): Promise<Launched> {
    const server = run('main', [], { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1' });
    await server.printed(/Ctrl-C/);
    return server;
  }
  async function stop({ child, ended }: Launched): Promise<void> {
    child.kill('SIGTERM');
    await ended;
  }

  beforeAll(async () => {
    const server = await serve(old);
    const { code, said } = await finished('backup', [], { DATA_DIR: old });
    expect([code, said]).toEqual([0, expect.stringMatching(/Đã sao lưu \d+ dòng.*backed up \d+ rows/)]);
    // It went on beside the backup.
    const [, address] = /Địa chỉ \(address\)\s+(http:\/\/\S+)/.exec(server.output())!;
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    await stop(server);
    const [name = ''] = readdirSync(join(old, 'backups'));
    cpSync(join(old, 'backups', name), copy);
  });
  afterAll(async () => {
    for (const { child, ended } of running) {
      child.kill('SIGKILL');
      await ended;
    }
    running = [];
    folder.remove();
  });

  it('back up a database whose server is not running', async () => {
    const { code, said } = await finished('backup', [], { DATA_DIR: old, BACKUP_DIR: join(folder.path, 'elsewhere') });
    expect([code, said]).toEqual([0, expect.stringContaining(join(folder.path, 'elsewhere', 'cham-sao-'))]);
  }); // prettier-ignore

  it('bring everything into a new folder, which then starts with the same record and no second demo', async () => {
    const { code, said } = await finished('restore', [copy], { DATA_DIR: fresh });
    expect([code, said]).toEqual([0, expect.stringMatching(/khớp từng bảng[\s\S]*every table equal/)]);
    // With a bare `npm start` another database would be started.
    expect(said.trim().split('\n').at(-1)).toBe(`Khởi động (start): DATA_DIR=${fresh} npm start`);
    const server = await serve(fresh);
    const [, session] = /"sessionId": "([\w-]+)"/.exec(readFileSync(join(fresh, 'demo-live.json'), 'utf8'))!;
    await stop(server);
    const records: string[] = [];
    for (const dataDir of [old, fresh]) {
      const path = join(dataDir, 'record.json');
      const exported = await finished('export', [session!, path], { DATA_DIR: dataDir });
      const [, head] = /--head (\S+)/.exec(exported.said)!;
      const verified = launch('server/verify/verify.mjs', [path, '--head', head!]);
      expect([await verified.ended, verified.output()]).toEqual([0, expect.any(String)]);
      records.push(readFileSync(path, 'utf8'));
    }
    expect(records[1]).toBe(records[0]);
  });

  it('refuse a folder that has a database, and leave it alone', async () => {
    const before = readdirSync(old).sort();
    const { code, said } = await finished('restore', [copy], { DATA_DIR: old });
    expect([code, said]).toEqual([1, expect.stringMatching(/nơi còn trống[\s\S]*empty place/)]);
    expect(said).not.toMatch(/^\s+at /m);
    expect(readdirSync(old).sort()).toEqual(before);
  });

  it('refuse a damaged file before they make anything', async () => {
    const cut = join(folder.path, 'cut.tar.gz');
    const bytes = readFileSync(copy);
    writeFileSync(cut, bytes.subarray(0, bytes.length / 2));
    const nowhere = join(folder.path, 'nowhere');
    const { code, said } = await finished('restore', [cut], { DATA_DIR: nowhere });
    expect([code, said]).toEqual([1, expect.stringMatching(/bị hỏng[\s\S]*damaged/)]);
    expect(said).not.toMatch(/^\s+at /m);
    expect(existsSync(nowhere)).toBe(false);
  });

  it('leave of a restore that fails in the middle nothing but what was there', async () => {
    // A file of the right hashes whose rows break a rule is found when they are loaded, and the database is made by then.
    const broken = join(folder.path, 'broken.tar.gz');
    writeFileSync(broken, repackWithForeignRow(readFileSync(copy)));
    const half = join(folder.path, 'half');
    mkdirSync(half, { mode: 0o711 });
    writeFileSync(join(half, 'mine.txt'), 'of somebody');
    const { code, said } = await finished('restore', [broken], { DATA_DIR: half });
    expect([code, said]).toEqual([1, expect.stringMatching(/bị hỏng[\s\S]*damaged/)]);
    expect(readdirSync(half)).toEqual(['mine.txt']);
  });

  it('say what they need, and what they cannot do', async () => {
    const nothing = await finished('restore', [], { DATA_DIR: fresh });
    expect([nothing.code, nothing.said]).toEqual([1, expect.stringMatching(/npm run restore -- <tệp/)]);
    const empty = await createTestDatabase('empty');
    const { code, said } = await finished('backup', [], { DATABASE_URL: empty.url, BACKUP_DIR: join(folder.path, 'none') });
    expect([code, said]).toEqual([1, expect.stringMatching(/còn trống[\s\S]*empty/)]);
    expect(existsSync(join(folder.path, 'none'))).toBe(false);
    await empty.drop();
  }); // prettier-ignore

  it.each(['backup', 'export', 'migrate'])(
    'and npm run %s make no database where there is none, as where DATA_DIR was forgotten',
    async (script) => {
      const mistyped = join(folder.path, 'mistyped');
      const args = script === 'export' ? [randomUUID(), join(folder.path, 'record.json')] : [];
      const { code, said } = await finished(script, args, { DATA_DIR: mistyped });
      expect([code, said]).toEqual([1, expect.stringContaining(mistyped)]);
      expect(said).toContain('dùng cùng DATA_DIR (hoặc DATABASE_URL) như khi npm start');
      expect(said).not.toMatch(/^\s+at /m);
      expect(existsSync(mistyped)).toBe(false);
    },
  );

  it('say in a sentence where the folder cannot be written', async () => {
    const { code, said } = await finished('backup', [], { DATA_DIR: fresh, BACKUP_DIR: copy });
    expect([code, said]).toEqual([1, expect.stringMatching(/không ghi được[\s\S]*cannot write/)]);
    expect(said).not.toMatch(/^\s+at /m);
  });
});
