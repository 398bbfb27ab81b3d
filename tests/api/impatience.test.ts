import { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { migrateToLatest, openDataSource } from '../../server/platform/database/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { LiveCouncil } from '../support/live-council.js';
import { saveInput } from '../support/server.js';

const LIMITS = `select current_setting('lock_timeout') as lock, current_setting('statement_timeout') as statement,
  current_setting('idle_in_transaction_session_timeout') as idle`;

describe('the connections of a node', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('wait for nobody for ever, nor keep anybody waiting', async () => {
    const node = await openDataSource(database.url, { entities: [], poolSize: 2 });
    const usual = { lock: '10s', statement: '15s', idle: '15s' };
    expect(await node.query(LIMITS)).toEqual([usual]);
    await migrateToLatest(node);
    // Migrating needs more patience, and gives the connection back as it was.
    for (let at = 0; at < 4; at += 1) expect(await node.query(LIMITS)).toEqual([usual]);
    await node.destroy();
  });

  it('are asked by the system whether they live', async () => {
    const asked = vi.spyOn(Socket.prototype, 'setKeepAlive');
    const node = await openDataSource(database.url, { entities: [], poolSize: 2 });
    // With no delay the system's own would hold: two hours.
    expect(asked).toHaveBeenCalledWith(true, 10_000);
    asked.mockRestore();
    await node.destroy();
  });

  it('migrate however long another node takes', async () => {
    const limits = 'lock_timeout=50&statement_timeout=50&query_timeout=50';
    const impatient = await openDataSource(`${database.url}?${limits}`, { entities: [], poolSize: 2 });
    const other = await openDataSource(database.url, { entities: [], poolSize: 2 });
    const runner = other.createQueryRunner();
    await runner.query('select pg_advisory_lock(7261409183)');
    const migrating = migrateToLatest(impatient);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await runner.query('select pg_advisory_unlock(7261409183)');
    await expect(migrating).resolves.toEqual([]);
    // And the connection is impatient again.
    await expect(impatient.query('select pg_sleep(0.3)')).rejects.toThrow(/timeout/);
    await runner.release();
    await Promise.all([impatient.destroy(), other.destroy()]);
  });
});

describe('when somebody outside holds a session for good', () => {
  let council: LiveCouncil;
  beforeAll(async () => {
    council = await LiveCouncil.open({
      // Short for a test, and yet longer than a busy machine may hold up a transaction that does something.
      databaseOptions: 'lock_timeout=1000&idle_in_transaction_session_timeout=5000',
    });
  });
  afterAll(() => council.close());

  it('says of a save that it met a fault, with its number, and takes it once the session is free', async () => {
    const { id, version } = await council.sheet(await council.scoring(), council.vice);
    const input = saveInput(id, version, [{ criterion: '1.1', choice: 'LEVELS', levels: [1] }]);
    const holding = council.stage.dataSource.createQueryRunner();
    await holding.startTransaction();
    await holding.query('set idle_in_transaction_session_timeout = 0');
    await holding.query('select 1 from session where id = $1 for update', [council.sessionId]);
    const asked = await council.vice.ask(
      'mutation($input: SaveMarksInput!) { saveMarks(input: $input) { __typename } }',
      { input },
    );
    expect(asked.errors?.[0]?.extensions).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      id: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
    expect(JSON.stringify(asked)).not.toMatch(/lock|timeout/i);
    await holding.rollbackTransaction();
    await holding.release();
    expect((await council.save(council.vice, input)).__typename).toBe('MarksSaved');
  });

  it('says so to all who wait for it at the same time, and not to one after the other', async () => {
    await council.clearTable();
    const evaluationId = await council.scoring();
    const waiting = await Promise.all(
      council.voters.slice(1, 9).map(async ({ person }) => {
        const { id, version } = await council.sheet(evaluationId, person);
        return {
          person,
          input: saveInput(id, version, [{ criterion: '1.1', choice: 'LEVELS', levels: [1] }]),
        };
      }),
    );
    const holding = council.stage.dataSource.createQueryRunner();
    await holding.startTransaction();
    await holding.query('set idle_in_transaction_session_timeout = 0');
    await holding.query('select 1 from session where id = $1 for update', [council.sessionId]);
    const began = Date.now();
    const query = 'mutation($input: SaveMarksInput!) { saveMarks(input: $input) { __typename } }';
    const asked = await Promise.all(waiting.map(({ person, input }) => person.ask(query, { input })));
    for (const { errors } of asked) expect(errors?.[0]?.extensions?.code).toBe('INTERNAL_SERVER_ERROR');
    // Two batches, where the first save came alone: each waits a second.
    expect(Date.now() - began).toBeLessThan(4_000);
    await holding.rollbackTransaction();
    await holding.release();
    for (const { person, input } of waiting)
      expect((await council.save(person, input)).__typename).toBe('MarksSaved');
  });

  it('takes a save whose connection an administrator ends under it', async () => {
    await council.clearTable();
    const { id, version } = await council.sheet(await council.scoring(), council.vice);
    const input = saveInput(id, version, [{ criterion: '1.1', choice: 'LEVELS', levels: [1] }]);
    const holding = council.stage.dataSource.createQueryRunner();
    await holding.startTransaction();
    await holding.query('lock table sheet_save in share mode');
    const saving = council.save(council.vice, input);
    await council.waitForLock();
    await holding.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
    );
    await holding.commitTransaction();
    await holding.release();
    expect((await saving).__typename).toBe('MarksSaved');
    expect(await council.sql('select version from sheet_save where sheet_id = $1', [id])).toHaveLength(1);
  });

  it('ends a transaction that does nothing, and goes on serving', async () => {
    await council.clearTable();
    const { id, version } = await council.sheet(await council.scoring(), council.vice);
    const idle = council.stage.dataSource.createQueryRunner();
    await idle.startTransaction();
    const [{ pid }] = (await idle.query('select pg_backend_pid() as pid')) as [{ pid: number }];
    await idle.query('select 1 from session where id = $1 for update', [council.sessionId]);
    await vi.waitFor(async () =>
      expect(await council.sql('select 1 from pg_stat_activity where pid = $1', [pid])).toEqual([]),
    );
    const input = saveInput(id, version, [{ criterion: '1.1', choice: 'LEVELS', levels: [1] }]);
    expect((await council.save(council.vice, input)).__typename).toBe('MarksSaved');
    await expect(idle.query('select 1')).rejects.toThrow();
    await idle.release().catch(() => undefined);
  });
});
