import pg from 'pg';
import { StartFault } from './start-fault.js';

/** The address as it may be shown: without its password. */
function showable(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

function refuseUnfit(url: string, version: number, encoding: string): void {
  if (version < 140_000)
    throw new StartFault(
      `PostgreSQL tại ${showable(url)} là bản ${Math.floor(version / 10_000)}: cần bản 14 trở lên.`,
      `The PostgreSQL at ${showable(url)} is version ${Math.floor(version / 10_000)}: version 14 or later is needed.`,
    );
  if (encoding !== 'UTF8')
    throw new StartFault(
      `Cơ sở dữ liệu tại ${showable(url)} dùng bảng mã ${encoding}: cần UTF8.`,
      `The database at ${showable(url)} uses the encoding ${encoding}: UTF8 is needed.`,
    );
}

/** @throws {StartFault} when DATABASE_URL does not answer within 10 seconds, or its PostgreSQL is unfit */
export async function checkExistingPostgres(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
  });
  client.on('error', () => undefined);
  let row: { version: number; encoding: string };
  try {
    await client.connect();
    const asked = `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`;
    row = (await client.query<{ version: number; encoding: string }>(asked)).rows[0] ?? {
      version: 0,
      encoding: '',
    };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const reason = message || code || 'không rõ (unknown)';
    throw new StartFault(
      `Không kết nối được PostgreSQL tại ${showable(url)} (${reason}): hãy kiểm tra DATABASE_URL và máy chủ cơ sở dữ liệu.`,
      `Cannot connect to the PostgreSQL at ${showable(url)} (${reason}): check DATABASE_URL and the database server.`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
  refuseUnfit(url, row.version, row.encoding);
}
