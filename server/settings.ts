import { z } from 'zod';
import { oidcSettings } from './oidc-settings.js';
import { folder, onOff, origin, postgresDatabase, proxies, redisUrl, wholeNumber } from './setting-values.js';

/** Every setting: how it is read, what it must be (for people), and an example that passes. */
export const settings = {
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
    ...postgresDatabase,
    example: 'postgres://user:password@localhost:5432/cham_sao',
  },
  DATABASE_REPLICA_URL: {
    ...postgresDatabase,
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
    ...folder,
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
    ...folder,
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

export type SettingName = keyof typeof settings;
/** What each of them was read as. */
export type SettingValues = { [Name in SettingName]: z.output<(typeof settings)[Name]['schema']> };

/** The names of all settings, as the README must list them. */
export const settingNames = Object.keys(settings) as readonly SettingName[];
