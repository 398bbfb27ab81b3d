import { describe, expect, it } from 'vitest';
import { ConfigFault, readConfig } from '../../server/config.js';
import { settingNames } from '../../server/settings.js';

function linesOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigFault) return error.lines;
    throw error;
  }
  return [];
}

describe('the settings', () => {
  it('start a server with a demo and an embedded database when nothing is set', () => {
    expect(readConfig({})).toEqual({
      environment: 'production',
      port: 4000,
      host: '0.0.0.0',
      publicUrl: undefined,
      databaseUrl: undefined,
      databaseReplicaUrl: undefined,
      databaseReplicaMaxLag: 60,
      bus: 'local',
      redisUrl: undefined,
      drainSeconds: 0,
      dataDir: undefined,
      demo: true,
      logLevel: 'warn',
      introspection: false,
      documents: 'any',
      trustProxy: false,
      databasePoolSize: 16,
      sessionHours: 12,
      boardIntervalMs: 200,
      requestsPerMinute: 12_000,
      metricsToken: undefined,
      oidc: undefined,
      backupDir: undefined,
      backupAuto: true,
      backupHour: 2,
      backupKeep: 30,
    });
  });

  it('let nodes over one database hear each other by themselves', () => {
    const DATABASE_URL = 'postgres://u:p@db.example/ocop';
    expect(readConfig({ DATABASE_URL })).toMatchObject({ bus: 'postgres', drainSeconds: 5 });
    expect(readConfig({ DATABASE_URL, BUS: 'local' })).toMatchObject({ bus: 'local', drainSeconds: 0 });
    expect(
      readConfig({ BUS: 'redis', REDIS_URL: 'rediss://:p@redis.example:6380/2', DRAIN_SECONDS: '2' }),
    ).toMatchObject({
      ...{ bus: 'redis', redisUrl: 'rediss://:p@redis.example:6380/2', drainSeconds: 2 },
    });
    expect(linesOf({ BUS: 'redis' })).toEqual([
      expect.stringMatching(/^REDIS_URL="".*BUS=redis.*REDIS_URL=redis:/),
    ]);
    expect(linesOf({ BUS: 'redis', REDIS_URL: 'http://:geheim@x' })).toEqual([
      expect.stringMatching(/^REDIS_URL="http:\/\/:…@x"/),
    ]);
  });

  it('name a sign-on only whole: with our id there, and the address it sends people back to', () => {
    const env = {
      OIDC_ISSUER: 'https://sso.tinh.gov.vn/realms/can-bo',
      OIDC_CLIENT_ID: 'cham-sao',
      PUBLIC_URL: 'https://chamsao.tinh.gov.vn',
    };
    expect(readConfig(env).oidc).toEqual({
      issuer: env.OIDC_ISSUER,
      clientId: 'cham-sao',
      clientSecret: undefined,
      label: { vi: 'Đăng nhập một lần', en: 'Single sign-on' },
      claim: 'email',
      secondStep: 'ours',
    });
    expect(readConfig({ ...env, OIDC_LABEL: 'VNeID' }).oidc?.label).toEqual({ vi: 'VNeID', en: 'VNeID' });
    expect(readConfig({ ...env, OIDC_LABEL: 'Cán bộ | Staff' }).oidc?.label).toEqual({
      vi: 'Cán bộ',
      en: 'Staff',
    });
    expect(linesOf({ OIDC_ISSUER: env.OIDC_ISSUER })).toEqual([
      expect.stringMatching(/^OIDC_CLIENT_ID=""/),
      expect.stringMatching(/^PUBLIC_URL=""/),
    ]);
    expect(readConfig({ ...env, OIDC_ISSUER: 'http://localhost:9000' }).oidc).toBeDefined();
    const wrong = {
      OIDC_ISSUER: 'http://sso.tinh.vn',
      OIDC_LABEL: 'a|b|c',
      OIDC_CLAIM: 'a b',
      OIDC_SECOND_STEP: 'no',
    };
    expect(linesOf({ ...env, ...wrong }).map((line) => line.split('=')[0])).toEqual(Object.keys(wrong));
    expect(linesOf({ ...env, OIDC_CLIENT_SECRET: 'geheim'.repeat(200) }).join()).not.toContain('geheim');
  });

  it('never put a demo council into an existing database by themselves', () => {
    const databaseUrl = 'postgres://u:p@db.example/ocop';
    expect(readConfig({ DATABASE_URL: databaseUrl }).demo).toBe(false);
    expect(readConfig({ DATABASE_URL: databaseUrl, DEMO: 'on' }).demo).toBe(true);
    expect(readConfig({ DEMO: 'off' }).demo).toBe(false);
  });

  it('are all reported at once when wrong, each with its name, its value and an example', () => {
    const wrong = {
      NODE_ENV: 'prod',
      PORT: '70000',
      HOST: 'not a host',
      PUBLIC_URL: 'https://ocop.example/path',
      DATABASE_URL: 'mysql://localhost/ocop',
      DATABASE_REPLICA_URL: 'mysql://replica/ocop',
      DATABASE_REPLICA_MAX_LAG: '0',
      DEMO: 'yes',
      LOG_LEVEL: 'loud',
      INTROSPECTION: '1',
      DOCUMENTS: 'ours',
      TRUST_PROXY: 'everyone',
      DATABASE_POOL_SIZE: '1',
      SESSION_HOURS: '0',
      BOARD_INTERVAL_MS: '-5',
      BACKUP_AUTO: 'yes',
      BACKUP_HOUR: '24',
      BACKUP_KEEP: '0',
    };
    const lines = linesOf(wrong);
    expect(lines).toHaveLength(Object.keys(wrong).length);
    for (const [name, value] of Object.entries(wrong)) {
      const line = lines.find((candidate) => candidate.startsWith(`${name}="${value}": `));
      expect(line, name).toMatch(
        new RegExp(`phải là .+ \\(must be .+\\)\\. Ví dụ \\(example\\): ${name}=.+`),
      );
    }
  });

  it('give examples that they themselves accept', () => {
    const examples = linesOf(Object.fromEntries(settingNames.map((name) => [name, '\0bad\0'])))
      .map((line) => line.split('Ví dụ (example): ')[1] ?? '')
      .map((pair) => pair.split(/=(.*)/s).slice(0, 2));
    expect(examples).toHaveLength(settingNames.length);
    expect(linesOf(Object.fromEntries(examples))).toEqual([]);
  });

  it('count as not set when left empty', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '  ' })).toEqual(readConfig({}));
  });

  it('never repeat the password of a wrong database address', () => {
    expect(linesOf({ DATABASE_URL: 'postgres//u:hunter2@db/ocop' }).join()).not.toContain('hunter2');
    for (const name of ['DATABASE_URL', 'DATABASE_REPLICA_URL'])
      expect(linesOf({ [name]: 'mysql://u:hunter2@db/ocop?password=hunter2' }).join()).not.toContain(
        'hunter2',
      );
  });

  it('take introspection from the environment unless said', () => {
    expect(readConfig({ NODE_ENV: 'development' }).introspection).toBe(true);
    expect(readConfig({ NODE_ENV: 'development', INTROSPECTION: 'off' }).introspection).toBe(false);
    expect(readConfig({ INTROSPECTION: 'on' }).introspection).toBe(true);
  });

  it('believe only so many proxies, or those named; never whoever says to be one', () => {
    expect(readConfig({ TRUST_PROXY: 'off' }).trustProxy).toBe(false);
    expect(readConfig({ TRUST_PROXY: '2' }).trustProxy).toBe(2);
    expect(readConfig({ TRUST_PROXY: '10.0.0.0/8, ::1' }).trustProxy).toBe('10.0.0.0/8, ::1');
    for (const TRUST_PROXY of [
      'on',
      'true',
      '0',
      '11',
      '10.0.0.0/33',
      '1.2.3.4.5',
      '10.0.0.0/8,',
      '::1/129',
      '/8',
    ])
      expect(linesOf({ TRUST_PROXY }), TRUST_PROXY).toHaveLength(1);
  });

  it('keep a public address without its closing slash', () => {
    expect(readConfig({ PUBLIC_URL: 'https://ocop.example/' }).publicUrl).toBe('https://ocop.example');
  });
});
