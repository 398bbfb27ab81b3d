import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { readConfig } from '../../server/config.js';
import { settingNames } from '../../server/settings.js';
import { createTestDatabase } from '../support/database.js';
import { launch } from '../support/launched.js';
import { operationsText, settingsIn, unitOf } from '../support/operations-files.js';
import { makeTemporaryFolder } from '../support/temporary-folder.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const unit = unitOf(operationsText('cham-sao.service'));
const one = (key: string): string => unit.get(key)?.join(' ') ?? '';
const example = operationsText('cham-sao.env');
const settings = settingsIn(example);
const ofUnit = Object.fromEntries(
  (unit.get('Service.Environment') ?? []).map((pair) => pair.split(/=(.*)/s)),
);
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: { start: string };
};
const command = one('Service.ExecStart').split(' ');
const image = operationsText('Dockerfile');
const inImage = JSON.parse(/^CMD (\[.*\])$/m.exec(image)![1]!) as string[];

const folder = makeTemporaryFolder();
afterAll(() => folder.remove());

it('the service and the image start what npm start starts, with the same flags', () => {
  const [, ...flags] = /^exec (node .*) server\/launch\/start\.mjs$/
    .exec(manifest.scripts.start)![1]!
    .split(' ');
  expect(flags.length).toBeGreaterThan(2);
  expect(command).toEqual(['/opt/cham-sao/node_modules/.bin/node', ...flags, 'dist/bundle/main.js']);
  expect(inImage).toEqual(['node_modules/.bin/node', ...flags, 'dist/bundle/main.js']);
  expect(one('Service.WorkingDirectory')).toBe('/opt/cham-sao');
  for (const [, script] of image.matchAll(/^RUN npm run (\S+)$/gm))
    expect(manifest.scripts).toHaveProperty(script!);
});

it('the settings that are offered are settings, and are taken as they stand', () => {
  const all = { ...settingsIn(example, { commented: true }), ...ofUnit };
  expect(Object.keys(all).filter((name) => !settingNames.includes(name as never))).toEqual([]);
  expect(readConfig({ ...settings, ...ofUnit })).toMatchObject({ environment: 'production', demo: false });
  expect(readConfig(all)).toMatchObject({ bus: 'redis', databasePoolSize: 16 });
  expect(one('Service.EnvironmentFile')).toBe('/etc/cham-sao.env');
});

it('the service lets the server end by itself before it is killed', () => {
  // What a stop may take after the leaving: sockets 1 s, the longest request 30 s, a backup under way 15 s.
  const backups = readFileSync(join(root, 'server/backups/backups.ts'), 'utf8');
  const http = readFileSync(join(root, 'server/platform/http-server.ts'), 'utf8');
  const patience = Number(/^const PATIENCE = (\d+)_000;$/m.exec(backups)![1]);
  const request = Number(/requestTimeout: (\d+)_000/.exec(http)![1]);
  const { drainSeconds } = readConfig({ ...settings, ...ofUnit });
  expect(drainSeconds).toBeGreaterThan(0);
  expect(Number(one('Service.TimeoutStopSec'))).toBeGreaterThan(drainSeconds + patience + request + 1);
  expect(Number(/DRAIN_SECONDS above (\d+)/.exec(operationsText('cham-sao.service'))![1]) + patience + request + 1).toBeLessThan(Number(one('Service.TimeoutStopSec'))); // prettier-ignore
  expect(one('Service.KillSignal')).toBe('SIGTERM');
  // To its database the signal would come at the same time.
  expect(one('Service.KillMode')).toBe('mixed');
  expect(one('Service.Restart')).toBe('on-failure');
});

it('the service can write where the settings say, and nowhere else', () => {
  expect(one('Service.ProtectSystem')).toBe('strict');
  expect(ofUnit['DATA_DIR']).toBe(`/var/lib/${one('Service.StateDirectory')}`);
  expect(one('Service.ReadWritePaths')).toBe(`-${settings['BACKUP_DIR']}`);
  for (const word of [
    'NoNewPrivileges',
    'ProtectHome',
    'PrivateTmp',
    'PrivateDevices',
    'ProtectKernelTunables',
    'RestrictSUIDSGID',
    'LockPersonality',
  ])
    // prettier-ignore
    expect([word, one(`Service.${word}`)]).toEqual([word, 'yes']);
  expect([one('Service.CapabilityBoundingSet'), one('Service.User')]).toEqual(['', 'cham-sao']);
  expect(Number(one('Service.LimitNOFILE'))).toBeGreaterThanOrEqual(20_000);
});

it('the command of the service serves, and ends on SIGTERM when it has left', async () => {
  const database = await createTestDatabase();
  const backups = mkdtempSync(join(folder.path, 'backups-'));
  const own = { PORT: '0', DATABASE_URL: database.url, BACKUP_DIR: backups, DRAIN_SECONDS: '1' };
  const [, , flag, ...more] = command.slice(0, -1);
  const program = join(root, command.at(-1)!);
  const server = launch(flag!, [...more, program], { ...settings, ...ofUnit, ...own });
  try {
    await server.printed(/Chấm Sao đã sẵn sàng/);
    const stopping = performance.now();
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(performance.now() - stopping).toBeGreaterThan(1000);
  } finally {
    server.child.kill('SIGKILL');
    await database.drop();
  }
});

const analyze = ['/usr/bin/systemd-analyze', '/bin/systemd-analyze'].find((file) => existsSync(file));
if (!analyze)
  process.stderr.write(
    'SKIPPED: systemd-analyze is not installed, so the unit is not read by systemd itself\n',
  );

it.skipIf(!analyze)(
  'systemd itself finds nothing wrong in the service, and would find a word that it does not know',
  () => {
    const file = join(folder.path, 'cham-sao.service');
    // The program lies elsewhere here, and its user is not known.
    writeFileSync(file, operationsText('cham-sao.service').replaceAll('/opt/cham-sao/', root));
    const verified = spawnSync(analyze!, ['verify', '--man=no', file], { encoding: 'utf8' });
    expect(verified.stderr.split('\n').filter((line) => line.includes('cham-sao'))).toEqual([]);
    writeFileSync(
      file,
      operationsText('cham-sao.service').replace('ProtectSystem=strict', 'ProtectSystm=strict'),
    );
    const misspelt = spawnSync(analyze!, ['verify', '--man=no', file], { encoding: 'utf8' });
    expect(misspelt.stderr).toContain('ProtectSystm');
  },
);
