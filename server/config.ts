import { type OidcConfig, oidcOf } from './oidc-settings.js';
import { settingNames, settings, type SettingName, type SettingValues } from './settings.js';

/** How the server was told to run: the only place where the process environment is read. */
export interface Config {
  environment: 'production' | 'development' | 'test';
  /** TCP port; 0 lets the system choose a free one. */
  port: number;
  /** Address to listen on; 0.0.0.0 so that tablets on the same network reach it. */
  host: string;
  /** Origin (no trailing slash) people use to reach the server; for links, QR codes and the Origin check. */
  publicUrl: string | undefined;
  /** An existing PostgreSQL 14 or later; undefined starts the embedded one. */
  databaseUrl: string | undefined;
  /** A streaming replica of it, for reports; undefined reads them from the database itself. */
  databaseReplicaUrl: string | undefined;
  /** How far the replica may be behind before reports are read from the database itself, in seconds, 5–3600. */
  databaseReplicaMaxLag: number;
  /** What tells the nodes over one database of each other's changes; local: there is only this one. */
  bus: 'local' | 'postgres' | 'redis';
  /** Set where `bus` is redis. */
  redisUrl: string | undefined;
  /** How long a server that is told to end goes on answering while whoever sends it work finds out, in seconds, 0–300. */
  drainSeconds: number;
  /** Where the embedded database and uploads lie; undefined chooses by user and project folder. */
  dataDir: string | undefined;
  /** Create the demo council on first run. */
  demo: boolean;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  introspection: boolean;
  /** Which GraphQL documents are taken: any within the limits, or those of our own client alone (and of API tokens). */
  documents: 'any' | 'trusted';
  /** Off, a number of proxies, or their addresses. Never all: whoever asks could then say that he is somebody else. */
  trustProxy: false | number | string;
  /** Connections this node may hold open, 2–200; more than one because migrating holds a lock beside its work. */
  databasePoolSize: number;
  /** How long a sign-in lasts, in hours, 1–720. */
  sessionHours: number;
  /** Longest rest between two boards of a session while changes come in, in milliseconds, 0–10000. */
  boardIntervalMs: number;
  /** Requests one network address may make in a minute; a hall of councils often shares one. 0 sets no limit. */
  requestsPerMinute: number;
  /** What a scraper of `/metrics` must show; undefined shows the numbers to nobody. */
  metricsToken: string | undefined;
  /** The sign-on of a province that accounts may be linked to; undefined: there is none. */
  oidc: OidcConfig | undefined;
  /** Where backups go; undefined puts them beside the data. */
  backupDir: string | undefined;
  /** Whether backups are made nightly and after each conclusion. */
  backupAuto: boolean;
  /** The hour of the day in Vietnam from which the night's backup is made, 0–23. */
  backupHour: number;
  /** How many days' backups are kept, 1–3650. */
  backupKeep: number;
}

/** One or more settings cannot be used; `lines` holds one bilingual line for each of them. */
export class ConfigFault extends Error {
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(['Cấu hình chưa đúng (wrong settings):', ...lines.map((line) => `  - ${line}`)].join('\n'));
    this.name = 'ConfigFault';
    this.lines = lines;
  }
}

/** What may be repeated in a message or a log: a database address holds a password, and a token is one. */
function showable(name: SettingName, value: string): string {
  if (name === 'METRICS_TOKEN' || name === 'OIDC_CLIENT_SECRET') return '…';
  return name.endsWith('_URL')
    ? value.replace(/(\/\/[^:@/]*:)[^@]*@/, '$1…@').replace(/(password=)[^&]*/i, '$1…')
    : value;
}

function faultLine(name: SettingName, value: string): string {
  const { vi, en, example } = settings[name];
  return `${name}="${showable(name, value)}": ${vi} (${en}). Ví dụ (example): ${name}=${example}`;
}

/**
 * Reads all settings at once; an empty value counts as not set.
 * @throws {ConfigFault} naming every setting that cannot be used, not only the first
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const lines: string[] = [];
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const name of settingNames) {
    const given = env[name]?.trim() || undefined;
    const result = settings[name].schema.safeParse(given);
    if (result.success) values[name] = result.data;
    else lines.push(faultLine(name, given ?? ''));
  }
  if (values.BUS === 'redis' && !env['REDIS_URL']?.trim()) lines.push(faultLine('REDIS_URL', ''));
  if (values.OIDC_ISSUER) {
    if (!values.OIDC_CLIENT_ID) lines.push(faultLine('OIDC_CLIENT_ID', ''));
    // The provider sends people back to the one address it knows.
    if (!env['PUBLIC_URL']?.trim()) lines.push(faultLine('PUBLIC_URL', ''));
  }
  if (lines.length > 0) throw new ConfigFault(lines);
  const read = values as SettingValues;
  // Two nodes over one database must not be blind to each other because somebody forgot a setting.
  const bus = read.BUS ?? (read.DATABASE_URL === undefined ? 'local' : 'postgres');
  return {
    environment: read.NODE_ENV,
    port: read.PORT,
    host: read.HOST,
    publicUrl: read.PUBLIC_URL,
    databaseUrl: read.DATABASE_URL,
    databaseReplicaUrl: read.DATABASE_REPLICA_URL,
    databaseReplicaMaxLag: read.DATABASE_REPLICA_MAX_LAG,
    bus,
    redisUrl: read.REDIS_URL,
    // Alone, it has nobody to leave the work to; and whoever develops does not want to wait.
    drainSeconds: read.DRAIN_SECONDS ?? (bus === 'local' || read.NODE_ENV !== 'production' ? 0 : 5),
    dataDir: read.DATA_DIR,
    // A demo council must never appear by itself in somebody's own database.
    demo: read.DEMO === 'auto' ? read.DATABASE_URL === undefined : read.DEMO === 'on',
    logLevel: read.LOG_LEVEL,
    introspection: read.INTROSPECTION ?? read.NODE_ENV !== 'production',
    documents: read.DOCUMENTS,
    trustProxy: read.TRUST_PROXY,
    databasePoolSize: read.DATABASE_POOL_SIZE,
    sessionHours: read.SESSION_HOURS,
    boardIntervalMs: read.BOARD_INTERVAL_MS,
    requestsPerMinute: read.REQUESTS_PER_MINUTE,
    metricsToken: read.METRICS_TOKEN,
    oidc: oidcOf(read),
    backupDir: read.BACKUP_DIR,
    backupAuto: read.BACKUP_AUTO,
    backupHour: read.BACKUP_HOUR,
    backupKeep: read.BACKUP_KEEP,
  };
}

/** The settings of this process. @throws {ConfigFault} */
export function readProcessConfig(): Config {
  return readConfig(process.env);
}
