import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/all.js';
import { migrateToLatest, openDataSource } from '../../server/platform/database/data-source.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';

describe('migrating', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('empty');
  });
  afterAll(() => database.drop());

  it('knows every file of the migrations folder', () => {
    const files = readdirSync('migrations').filter((name) => name.endsWith('.ts') && name !== 'all.ts');
    expect(migrations).toHaveLength(files.length);
  });

  it('is done once when two nodes start together over a new database, and neither fails', async () => {
    const nodes = await Promise.all(
      [0, 1].map(() => openDataSource(database.url, { entities: [], poolSize: 2 })),
    );
    const ran = await Promise.all(nodes.map(migrateToLatest));
    const rows: { name: string }[] = await nodes[0]!.query('select name from migration order by id');
    expect(ran.flat()).toEqual(rows.map(({ name }) => name));
    expect(rows).toHaveLength(migrations.length);
    await Promise.all(nodes.map((node) => node.destroy()));
  });

  it('refuses a database that a newer version has changed', async () => {
    const node = await openDataSource(database.url, { entities: [], poolSize: 2 });
    await node.query(
      `insert into migration (timestamp, name) values (9999999999999, 'FromTheFuture9999999999999')`,
    );
    await expect(migrateToLatest(node)).rejects.toThrow(/FromTheFuture.*\n.*newer version/);
    await node.destroy();
  });
});
