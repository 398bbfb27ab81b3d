import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readConfig } from '../../server/config.js';
import { settingNames } from '../../server/settings.js';
import { operationsText, operationsYaml, settingsIn, unitOf } from '../support/operations-files.js';
import type { Loose } from '../support/server.js';

const compose = operationsYaml('compose.yaml') as Loose;
const services = compose.services as Record<string, Loose>;
const nodes = Object.entries(services).filter(([, { image }]) => image === 'cham-sao');
const given = settingsIn(operationsText('compose.env'));
const nginx = operationsText('nginx.conf');
const health = readFileSync(new URL('../../server/platform/health.ts', import.meta.url), 'utf8');

/** As Compose puts values in the place of their names. */
const filledIn = (text: string, values: Record<string, string>) =>
  text.replace(/\$\{(\w+):\?[^}]*\}/g, (_all, name: string) => values[name] ?? `NO ${name}`);
const settingsOf = (service: Loose): Record<string, string> =>
  Object.fromEntries(Object.entries(service.environment as Record<string, string>).map(([name, value]) => [
    name,
    filledIn(value, { ...given, POSTGRES_PASSWORD: 'a1b2c3', METRICS_TOKEN: '0123456789abcdef' }),
  ])); // prettier-ignore

it('the nodes of the Compose file have settings that the server takes, all the same', () => {
  expect(nodes.map(([name]) => name)).toEqual(['node-1', 'node-2']);
  for (const [, node] of nodes) {
    const settings = settingsOf(node);
    expect(Object.keys(settings).filter((name) => !settingNames.includes(name as never))).toEqual([]);
    expect(readConfig(settings)).toMatchObject({
      bus: 'redis',
      trustProxy: 1,
      demo: false,
      documents: 'trusted',
    });
    expect(settings).toEqual(settingsOf(nodes[0]![1]));
  }
});

it('names services of its own wherever a setting points to one', () => {
  const settings = settingsOf(nodes[0]![1]);
  const { hostname, port, username, pathname } = new URL(settings['DATABASE_URL']!);
  const { POSTGRES_USER, POSTGRES_DB } = services[hostname]!.environment;
  expect([username, pathname, port]).toEqual([POSTGRES_USER, `/${POSTGRES_DB}`, '5432']);
  expect(services).toHaveProperty(new URL(settings['REDIS_URL']!).hostname);
  for (const { depends_on = {} } of Object.values(services))
    for (const [name, { condition }] of Object.entries(depends_on as Record<string, Loose>)) {
      expect(condition).toBe('service_healthy');
      expect(services[name], name).toHaveProperty('healthcheck');
    }
});

it('has what it must be told in the file that is offered, and asks for nothing else', () => {
  const asked = [...operationsText('compose.yaml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
  expect(new Set(asked)).toEqual(new Set(Object.keys(given)));
  // A secret that everybody can read in the repository is none.
  expect([given['POSTGRES_PASSWORD'], given['METRICS_TOKEN']]).toEqual(['', '']);
});

it('puts its nodes where nginx looks for them, and nothing but nginx is open to the network', () => {
  const upstreams = [...nginx.matchAll(/^ +server ([\d.]+):(\d+)/gm)].map(([, address, port]) => [
    address,
    port,
  ]);
  expect(nodes.map(([, { networks }]) => [networks.inside.ipv4_address, '4000'])).toEqual(upstreams);
  expect(readConfig(settingsOf(nodes[0]![1])).port).toBe(4000);
  const { subnet } = compose.networks.inside.ipam.config[0];
  expect(subnet).toBe('10.0.0.0/24');
  for (const [address] of upstreams) expect(address).toMatch(/^10\.0\.0\.\d+$/);
  expect(Object.keys(services).filter((name) => services[name].ports)).toEqual(['nginx']);
  expect(services['nginx'].volumes).toEqual(['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']);
  expect(services['nginx'].ports).toEqual([`80:${/listen (\d+);/.exec(nginx)![1]}`]);
});

it('asks the nodes for their health where they tell of it, by a program that the image has', () => {
  for (const [, { healthcheck }] of nodes) {
    const [how, program, flag, script] = healthcheck.test as string[];
    expect([how, flag]).toEqual(['CMD', '--eval']);
    expect(program).toBe(/^CMD \["([^"]+)"/m.exec(operationsText('Dockerfile'))![1]);
    const { pathname, port } = new URL(/'(http:[^']+)'/.exec(script!)![1]!);
    expect(health).toContain(`app.get('${pathname}'`);
    expect(port).toBe('4000');
    // It must be a script at all.
    expect(() => new Function(script!)).not.toThrow();
  }
});

it('gives a node as long to end as systemd does, and takes its rights', () => {
  const patience = unitOf(operationsText('cham-sao.service')).get('Service.TimeoutStopSec');
  for (const [, node] of nodes) {
    expect(node.stop_grace_period).toBe(`${patience![0]}s`);
    expect([node.read_only, node.cap_drop, node.security_opt]).toEqual([
      true,
      ['ALL'],
      ['no-new-privileges:true'],
    ]);
    // What it may write to is the folder that the image makes for its user.
    expect(node.volumes).toEqual([`backups:${settingsOf(node)['BACKUP_DIR']}`]);
  }
  expect(operationsText('Dockerfile')).toContain(
    'RUN mkdir /backups && chown node:node /backups\nUSER node\n',
  );
});

it('lets PostgreSQL take as many connections as the nodes may want, and keep rows out of its log', () => {
  const command: string = services['postgres'].command;
  const most = Number(/max_connections=(\d+)/.exec(command)![1]);
  // One of each for the bus where it is PostgreSQL, one for a backup, and three that PostgreSQL keeps for its superuser.
  const wanted = nodes.map(([, node]) => readConfig(settingsOf(node)).databasePoolSize + 2);
  expect(most).toBeGreaterThanOrEqual(wanted.reduce((sum, each) => sum + each, 3));
  expect(command).toContain('log_error_verbosity=terse');
});

it('leaves out of the image what a machine has made, and nothing that building needs', () => {
  const left = operationsText('Dockerfile.dockerignore').split('\n').filter((line) => line && !line.startsWith('#')); // prettier-ignore
  expect(left).toEqual(expect.arrayContaining(['.git', '.data', '**/.env', 'node_modules', 'dist', 'tests']));
  for (const needed of ['server', 'client', 'migrations', 'package.json', 'schema.graphql', 'vite.config.ts'])
    expect(left).not.toContain(needed);
});
