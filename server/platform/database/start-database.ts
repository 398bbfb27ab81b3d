import { joinRunningPostgres, startEmbeddedPostgres } from './embedded-postgres.js';
import type { RunningDatabase } from './embedded-postgres.js';
import { checkExistingPostgres } from './existing-postgres.js';
import { findProjectRoot } from './project-root.js';

/** What of the settings concerns the database. */
export interface DatabaseSettings {
  databaseUrl: string | undefined;
  dataDir: string | undefined;
  databasePoolSize: number;
}

/**
 * The database the settings ask for: the existing one, or the embedded one, started now.
 * @param mode 'beside' lets a command (migrate, import) use the embedded database of a server that already runs
 * @throws {StartFault} when it cannot be had
 */
export async function startDatabase(
  settings: DatabaseSettings,
  mode: 'alone' | 'beside' = 'alone',
): Promise<RunningDatabase> {
  const { databaseUrl, dataDir, databasePoolSize } = settings;
  if (databaseUrl !== undefined) {
    await checkExistingPostgres(databaseUrl);
    const never = new Promise<never>(() => undefined);
    return {
      url: databaseUrl,
      embedded: false,
      dataDir: undefined,
      lost: never,
      stop: () => Promise.resolve(),
    };
  }
  const projectRoot = findProjectRoot();
  const joined = mode === 'beside' ? joinRunningPostgres(dataDir, projectRoot) : undefined;
  // Room beside the pool for a command run beside the server, and for somebody looking in with psql.
  const maxConnections = Math.max(100, databasePoolSize * 2 + 20);
  const settled = { durable: true, maxConnections, revive: mode === 'alone' };
  return joined ?? startEmbeddedPostgres(dataDir, projectRoot, settled);
}
