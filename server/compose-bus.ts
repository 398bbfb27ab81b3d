import type { Config } from './config.js';
import { StartFault } from './platform/database/start-fault.js';
import { type EventBus, LocalBus } from './platform/event-bus.js';
import { postgresWire } from './platform/nodes/postgres-wire.js';
import { redisWire } from './platform/nodes/redis-wire.js';
import { type BusTimes, SharedBus, SilentWire } from './platform/nodes/shared-bus.js';

/** What of the settings concerns the bus. */
export interface BusSettings extends Pick<Config, 'bus' | 'redisUrl'> {
  readonly busTimes?: Partial<BusTimes>;
}

/** A bus, and how it begins to carry facts and ends. */
export interface ComposedBus {
  readonly bus: EventBus;
  /** Once all listen. @throws {StartFault} where it cannot be had, or carries nothing */
  open(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The bus that the settings ask for.
 * @param databaseUrl  of the database all nodes share
 */
export function composeBus(
  { bus: kind, redisUrl = '', busTimes }: BusSettings,
  databaseUrl: string,
  report: (error: unknown) => void,
): ComposedBus {
  const nothing = () => Promise.resolve();
  if (kind === 'local') return { bus: new LocalBus(), open: nothing, stop: nothing };
  const wire = kind === 'redis' ? redisWire(redisUrl) : postgresWire(databaseUrl);
  const bus = new SharedBus(wire, report, busTimes);
  const open = () =>
    bus.open().catch((error: unknown) => {
      throw kind === 'redis' ? redisFault(redisUrl, error) : postgresFault(error);
    });
  return { bus, open, stop: () => bus.stop() };
}

function redisFault(url: string, error: unknown): StartFault {
  const reason = reasonOf(error);
  const { host } = new URL(url);
  return new StartFault(
    `Không dùng được Redis tại ${host} (${reason}): hãy kiểm tra REDIS_URL và máy chủ Redis, hoặc bỏ BUS=redis để dùng PostgreSQL.`,
    `The Redis at ${host} cannot be used (${reason}): check REDIS_URL and the Redis server, or leave out BUS=redis to use PostgreSQL.`,
    { cause: error },
  );
}

function postgresFault(error: unknown): StartFault {
  if (error instanceof SilentWire)
    return new StartFault(
      'LISTEN/NOTIFY không tới được: DATABASE_URL có lẽ đi qua một pooler cho mượn kết nối theo giao dịch. Hãy nối thẳng tới PostgreSQL, đặt pooler ở chế độ session, hoặc dùng BUS=redis.',
      'LISTEN/NOTIFY does not come through: DATABASE_URL seems to pass a pooler that lends connections by the transaction. Connect to PostgreSQL itself, set the pooler to session mode, or use BUS=redis.',
      { cause: error },
    );
  const reason = reasonOf(error);
  return new StartFault(
    `Không mở được kết nối LISTEN/NOTIFY tới PostgreSQL (${reason}): hãy kiểm tra DATABASE_URL và max_connections.`,
    `The LISTEN/NOTIFY connection to PostgreSQL cannot be opened (${reason}): check DATABASE_URL and max_connections.`,
    { cause: error },
  );
}

/** Of several addresses that all failed Node says nothing itself. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  const { message, code } = error as { message?: string; code?: string };
  return message || code || 'không rõ (unknown)';
}
