import { z } from 'zod';
import { type OidcConfig, oidcOf, oidcSettings } from './oidc-settings.js';
import { onOff, origin, postgresUrl, proxies, redisUrl, wholeNumber } from './setting-values.js';

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
  /** Shortest time between two boards sent to the same viewers, in milliseconds, 0–10000. */
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

/** Every setting: how it is read, what it must be (for people), and an example that passes. */
const settings = {
  NODE_ENV: {
    schema: z.enum(['production', 'development', 'test']).default('production'),
    vi: 'phải là production, development hoặc test',
    en: 'must be production, development or test',
    example: 'production',
  },
  PORT: {
    schema: wholeNumber(0, 65535).default(4000),
    vi: 'phải là số nguyên từ 0 đến 65535',
    en: 'must be a whole number from 0 to 65535',
    example: '4000',
  },
  HOST: {
    schema: z
      .string()
      .regex(/^[\w.:-]+$/)
      .default('0.0.0.0'),
    vi: 'phải là địa chỉ hoặc tên máy để lắng nghe',
    en: 'must be an address or host name to listen on',
    example: '0.0.0.0',
  },
  PUBLIC_URL: {
    schema: origin.optional(),
    vi: 'phải là địa chỉ http(s) không có đường dẫn phía sau',
    en: 'must be an http(s) address with no path after it',
    example: 'https://chamsao.tinh.gov.vn',
  },
  DATABASE_URL: {
    schema: postgresUrl.optional(),
    vi: 'phải là địa chỉ PostgreSQL có máy chủ và tên cơ sở dữ liệu',
    en: 'must be a PostgreSQL address with a host and a database name',
    example: 'postgres://user:password@localhost:5432/cham_sao',
  },
  DATABASE_REPLICA_URL: {
    schema: postgresUrl.optional(),
    vi: 'phải là địa chỉ PostgreSQL có máy chủ và tên cơ sở dữ liệu',
    en: 'must be a PostgreSQL address with a host and a database name',
    example: 'postgres://user:password@replica:5432/cham_sao',
  },
  DATABASE_REPLICA_MAX_LAG: {
    schema: wholeNumber(5, 3600).default(60),
    vi: 'phải là số giây nguyên từ 5 đến 3600',
    en: 'must be a whole number of seconds from 5 to 3600',
    example: '60',
  },
  BUS: {
    schema: z.enum(['local', 'postgres', 'redis']).optional(),
    vi: 'phải là local, postgres hoặc redis',
    en: 'must be local, postgres or redis',
    example: 'postgres',
  },
  REDIS_URL: {
    schema: redisUrl.optional(),
    vi: 'phải là địa chỉ Redis; với BUS=redis thì phải có',
    en: 'must be the address of a Redis; with BUS=redis it is needed',
    example: 'redis://:password@localhost:6379',
  },
  DRAIN_SECONDS: {
    schema: wholeNumber(0, 300).optional(),
    vi: 'phải là số giây nguyên từ 0 đến 300',
    en: 'must be a whole number of seconds from 0 to 300',
    example: '5',
  },
  DATA_DIR: {
    schema: z
      .string()
      .refine((text) => !text.includes('\0'))
      .optional(),
    vi: 'phải là đường dẫn thư mục',
    en: 'must be the path of a folder',
    example: '/srv/cham-sao',
  },
  DEMO: {
    schema: z.enum(['on', 'off', 'auto']).default('auto'),
    vi: 'phải là on, off hoặc auto',
    en: 'must be on, off or auto',
    example: 'auto',
  },
  LOG_LEVEL: {
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('warn'),
    vi: 'phải là trace, debug, info, warn, error, fatal hoặc silent',
    en: 'must be trace, debug, info, warn, error, fatal or silent',
    example: 'warn',
  },
  INTROSPECTION: {
    schema: onOff.optional(),
    vi: 'phải là on hoặc off',
    en: 'must be on or off',
    example: 'off',
  },
  DOCUMENTS: {
    schema: z.enum(['any', 'trusted']).default('any'),
    vi: 'phải là any hoặc trusted',
    en: 'must be any or trusted',
    example: 'trusted',
  },
  TRUST_PROXY: {
    schema: proxies.default(false),
    vi: 'phải là off, số proxy từ 1 đến 10, hoặc danh sách địa chỉ cách nhau bằng dấu phẩy',
    en: 'must be off, a number of proxies from 1 to 10, or a comma-separated list of addresses',
    example: '10.0.0.0/8',
  },
  DATABASE_POOL_SIZE: {
    schema: wholeNumber(2, 200).default(16),
    vi: 'phải là số nguyên từ 2 đến 200',
    en: 'must be a whole number from 2 to 200',
    example: '16',
  },
  SESSION_HOURS: {
    schema: wholeNumber(1, 720).default(12),
    vi: 'phải là số giờ nguyên từ 1 đến 720',
    en: 'must be a whole number of hours from 1 to 720',
    example: '12',
  },
  BOARD_INTERVAL_MS: {
    schema: wholeNumber(0, 10_000).default(200),
    vi: 'phải là số mili giây nguyên từ 0 đến 10000',
    en: 'must be a whole number of milliseconds from 0 to 10000',
    example: '200',
  },
  REQUESTS_PER_MINUTE: {
    schema: wholeNumber(0, 10_000_000).default(12_000),
    vi: 'phải là số nguyên từ 0 (không giới hạn) đến 10000000',
    en: 'must be a whole number from 0 (no limit) to 10000000',
    example: '12000',
  },
  METRICS_TOKEN: {
    schema: z
      .string()
      .regex(/^[\w.~+/=-]{16,200}$/)
      .optional(),
    vi: 'phải dài từ 16 đến 200 ký tự không dấu, không khoảng trắng',
    en: 'must be 16 to 200 plain characters without spaces',
    example: 'a-long-secret-of-your-own',
  },
  ...oidcSettings,
  BACKUP_DIR: {
    schema: z
      .string()
      .refine((text) => !text.includes('\0'))
      .optional(),
    vi: 'phải là đường dẫn thư mục',
    en: 'must be the path of a folder',
    example: '/mnt/backup/cham-sao',
  },
  BACKUP_AUTO: {
    schema: onOff.default(true),
    vi: 'phải là on hoặc off',
    en: 'must be on or off',
    example: 'on',
  },
  BACKUP_HOUR: {
    schema: wholeNumber(0, 23).default(2),
    vi: 'phải là giờ trong ngày ở Việt Nam, từ 0 đến 23',
    en: 'must be an hour of the day in Vietnam, from 0 to 23',
    example: '2',
  },
  BACKUP_KEEP: {
    schema: wholeNumber(1, 3650).default(30),
    vi: 'phải là số ngày nguyên từ 1 đến 3650',
    en: 'must be a whole number of days from 1 to 3650',
    example: '30',
  },
} as const;

type SettingName = keyof typeof settings;
type Values = { [Name in SettingName]: z.output<(typeof settings)[Name]['schema']> };

/** The names of all settings, as the README must list them. */
export const settingNames = Object.keys(settings) as readonly SettingName[];

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
  const read = values as Values;
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
