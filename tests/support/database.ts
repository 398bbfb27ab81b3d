import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { templateName } from './global-database.js';

/** A migrated database that nobody else uses. */
export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/**
 * A fresh copy of the migrated template, in about 40 ms. `drop` also disconnects whoever still uses it.
 * @param source  'migrated' has this version's tables and no rows; 'empty' has nothing
 */
export async function createTestDatabase(source: 'migrated' | 'empty' = 'migrated'): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name} template ${source === 'migrated' ? templateName : 'template0'}`);
  const address = new URL(inject('postgresUrl'));
  address.pathname = `/${name}`;
  return { url: address.href, drop: () => administer(`drop database if exists ${name} with (force)`) };
}
