import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRunning } from '../../server/platform/database/running-process.js';
import { createTestDatabase } from '../support/database.js';
import { launch } from '../support/launched.js';
import type { Launched } from '../support/launched.js';
import { makeTemporaryFolder } from '../support/temporary-folder.js';

/** The built server, as npm start runs it. */
const main = 'dist/bundle/main.js';

async function listen(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, port: (server.address() as AddressInfo).port };
}

describe('a server over somebody’s own PostgreSQL', () => {
  it('lets the demo that it was asked for be played', async () => {
    const folder = makeTemporaryFolder();
    const database = await createTestDatabase('empty');
    const started = launch(main, [], {
      ...{ PORT: '0', HOST: '127.0.0.1', DEMO: 'on', DATABASE_URL: database.url, DATA_DIR: folder.path },
    });
    await started.printed(/đã sẵn sàng/);
    const played = launch('dist/server/demo-live.js', ['--speed', '100'], { DATA_DIR: folder.path });
    await played.printed(/Chủ tịch mở chấm/);
    played.child.kill();
    await played.ended;
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
    await database.drop();
    folder.remove();
  });

  it('serves the demo also where no data folder can be made, and warns of what does not work', async () => {
    const database = await createTestDatabase('empty');
    const started = launch(main, [], {
      ...{ PORT: '0', HOST: '127.0.0.1', DEMO: 'on', DATABASE_URL: database.url, DATA_DIR: '/proc/none' },
    });
    await started.printed(/đã sẵn sàng/);
    expect(started.output()).toMatch(/Chưa dùng được npm run demo:live.*\(demo:live cannot be used/);
    expect(started.output()).toContain('Không ghi được vào thư mục dữ liệu /proc/none');
    expect(started.output()).toContain('The data folder /proc/none cannot be written');
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
    await database.drop();
  });
});

describe('a server that cannot start', () => {
  async function expectRefusal(env: Record<string, string>, sentences: RegExp[]): Promise<void> {
    const started = launch(main, [], env);
    expect(await started.ended).toBe(1);
    for (const sentence of sentences) expect(started.output()).toMatch(sentence);
    // A sentence, not a stack.
    expect(started.output()).not.toMatch(/^\s+at /m);
  }

  it('names every wrong setting at once', () =>
    expectRefusal({ PORT: 'abc', SESSION_HOURS: '0', DATABASE_URL: 'mysql://x/y' }, [
      /PORT="abc": phải là/,
      /SESSION_HOURS="0": phải là/,
      /DATABASE_URL="mysql:\/\/x\/y": phải là/,
    ]));

  it('says which port is taken', async () => {
    const { server, port } = await listen();
    const database = await createTestDatabase();
    const env = { PORT: String(port), HOST: '127.0.0.1', DATABASE_URL: database.url };
    await expectRefusal(env, [new RegExp(`Cổng ${port} đang được`), new RegExp(`Port ${port} is in use`)]);
    await database.drop();
    server.close();
  });

  it('says which database does not answer, without its password', async () => {
    const { server, port } = await listen();
    server.close();
    const started = launch(main, [], {
      PORT: '0',
      DATABASE_URL: `postgres://u:hunter2@127.0.0.1:${port}/ocop`,
    });
    expect(await started.ended).toBe(1);
    expect(started.output()).toContain(`Không kết nối được PostgreSQL tại 127.0.0.1:${port}/ocop`);
    expect(started.output()).toContain('Cannot connect to the PostgreSQL');
    expect(started.output()).not.toContain('hunter2');
  });

  it('says which folder cannot be written, and which is none', async () => {
    await expectRefusal({ PORT: '0', DATA_DIR: join(process.cwd(), 'package.json') }, [
      /DATA_DIR=.*package\.json là một tệp, không phải thư mục/,
      /DATA_DIR=.*package\.json is a file, not a folder/,
    ]);
    await expectRefusal({ PORT: '0', DATA_DIR: join(process.cwd(), 'package.json', 'du-lieu') }, [
      /Không ghi được vào thư mục dữ liệu .*du-lieu \(ENOTDIR\)/,
      /The data folder .*du-lieu cannot be written \(ENOTDIR\)/,
    ]);
    await expectRefusal({ PORT: '0', BACKUP_DIR: join(process.cwd(), 'package.json', 'sao-luu') }, [
      /Không ghi được vào thư mục sao lưu .*sao-luu \(ENOTDIR\)/,
      /The backup folder .*sao-luu cannot be written \(ENOTDIR\)/,
    ]);
  });
});

describe('a server with its embedded database', () => {
  let folder: ReturnType<typeof makeTemporaryFolder>;
  let started: Launched[];
  beforeEach(() => {
    folder = makeTemporaryFolder();
    started = [];
  });
  afterEach(async () => {
    for (const { child, ended } of started) {
      child.kill('SIGKILL');
      await ended;
    }
    folder.remove();
  });

  async function start(): Promise<{ server: Launched; address: string }> {
    const server = launch(main, [], { PORT: '0', HOST: '127.0.0.1', DEMO: 'off', DATA_DIR: folder.path });
    started.push(server);
    const [, address = ''] = await server.printed(/Địa chỉ \(address\)\s+(http:\/\/\S+)/);
    return { server, address };
  }

  const postmaster = () =>
    Number(readFileSync(join(folder.path, 'db', 'postmaster.pid'), 'utf8').split('\n')[0]);

  async function expectReady(address: string): Promise<void> {
    const { port } = new URL(address);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  }

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends on %s together with its database, cleanly',
    async (signal) => {
      const { server, address } = await start();
      await expectReady(address);
      const pid = postmaster();
      server.child.kill(signal);
      expect(await server.ended).toBe(0);
      expect(isRunning(pid)).toBe(false);
      expect(readFileSync(join(folder.path, 'postgres.log'), 'utf8')).toMatch(
        /database system is shut down\n$/,
      );
    },
  );

  it('goes on when its database is killed outright', async () => {
    const { server, address } = await start();
    process.kill(postmaster(), 'SIGKILL');
    await server.printed(/đang tự chạy lại; mọi điểm đã lưu vẫn còn/);
    await expect
      .poll(async () => (await fetch(`http://127.0.0.1:${new URL(address).port}/readyz`)).status)
      .toBe(200);
  });

  it('starts again after it was killed outright', async () => {
    const first = await start();
    first.server.child.kill('SIGKILL');
    await first.server.ended;
    const second = await start();
    await expectReady(second.address);
  });

  it('shows the way in for the first administrator where there is no demo', async () => {
    const { server, address } = await start();
    const [, link = ''] = await server.printed(/Quản trị, một lần \(administrator, once\)\s+(\S+)/);
    expect(link).toMatch(new RegExp(`^${address}/ghe/once\\.`));
    const entered = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: 'mutation ($token: String!) { useLink(token: $token) { __typename } }',
        variables: { token: link.split('/').at(-1) },
      }),
    });
    expect(await entered.json()).toEqual({ data: { useLink: { __typename: 'SignedIn' } } });
  });
});
