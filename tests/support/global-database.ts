import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrateToLatest, openDataSource } from '../../server/platform/database/data-source.js';
import { startEmbeddedPostgres } from '../../server/platform/database/embedded-postgres.js';
import { findProjectRoot } from '../../server/platform/database/project-root.js';
import { findRunningServer } from '../../server/platform/database/server-lock.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A PostgreSQL for this run, fast and forgetful; its user may create databases. */
    postgresUrl: string;
  }
}

/** The migrated, empty database every test database is copied from. */
export const templateName = 'migrated_template';

const prefix = 'cham-sao-test-';

/** Removes what killed runs left in the temporary folder. */
function sweep(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 600_000 && findRunningServer(folder) === undefined)
      rmSync(folder, { recursive: true, force: true });
  }
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${templateName}`);
  await client.end();
  const address = new URL(url);
  address.pathname = `/${templateName}`;
  const dataSource = await openDataSource(address.href, { entities: [], poolSize: 2 });
  await migrateToLatest(dataSource);
  await dataSource.destroy();
}

/** One embedded PostgreSQL for a whole test run, in a folder of its own, gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  sweep();
  const folder = mkdtempSync(join(tmpdir(), prefix));
  // The user the database runs as under root must get through to its own files.
  chmodSync(folder, 0o711);
  const settings = { durable: false, maxConnections: 300 };
  const database = await startEmbeddedPostgres(folder, findProjectRoot(), settings);
  await makeTemplate(database.url);
  project.provide('postgresUrl', database.url);
  return async () => {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
