import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { LocalBus, type Fact } from '../../server/platform/event-bus.js';
import { Pipeline, STEP, type Connection, type Prepared } from '../../server/platform/pipeline.js';
import { runPrepared } from '../../server/platform/prepared.js';
import { Transactor } from '../../server/platform/transact.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const ADD: Prepared = { name: 'add_thing', text: 'insert into thing (id) values ($1) returning id' };
const COUNT: Prepared = { name: 'count_things', text: 'select count(*)::int as things from thing' };
const HOLD: Prepared = { name: 'hold_thing', text: 'select id from thing where id = $1 for update' };

describe('a transaction whose statements do not wait for each other', () => {
  let owned: TestDatabase;
  let database: DataSource;
  let transactor: Transactor;
  const facts: Fact[] = [];
  beforeAll(async () => {
    owned = await createTestDatabase('empty');
    // Two connections: what one of them kept open would be found by the next test.
    database = await openDataSource(owned.url, { entities: [], poolSize: 2 });
    await database.query('create table thing (id int primary key)');
    const bus = new LocalBus();
    bus.listen((fact) => facts.push(fact));
    transactor = new Transactor(database, bus);
  });
  afterAll(async () => {
    await database.destroy();
    await owned.drop();
  });
  const things = async () => (await runPrepared<{ things: number }>(database.manager, COUNT, []))[0]!.things;
  const fact: Fact = { kind: 'rightsChanged', sessionId: null };

  it('keeps their order, and is there for good once the commit has come back', async () => {
    const seen = await transactor.runPipelined(async (pipeline, emit) => {
      const before = runPrepared<{ things: number }>(pipeline, COUNT, []);
      const adding = runPrepared(pipeline, ADD, [1]);
      const after = runPrepared<{ things: number }>(pipeline, COUNT, []);
      const [[first], , [last]] = await Promise.all([before, adding, after]);
      expect(await things()).toBe(0);
      const more = runPrepared(pipeline, ADD, [2]);
      emit(fact);
      await Promise.all([more, pipeline.commit()]);
      expect(facts).toEqual([]);
      return [first!.things, last!.things];
    });
    expect(seen).toEqual([0, 1]);
    expect(await things()).toBe(2);
    expect(facts).toEqual([fact]);
  });

  it.each<[string, (pipeline: Pipeline) => Promise<unknown>, RegExp]>([
    ['a statement fails, the commit behind it already on its way', (pipeline) => Promise.all([runPrepared(pipeline, ADD, [3]), runPrepared(pipeline, ADD, [1]), pipeline.commit()]), /duplicate key/],
    ['nobody looks at the statement that failed', async (pipeline) => {
      void runPrepared(pipeline, ADD, [3]).catch(() => undefined);
      void runPrepared(pipeline, ADD, [1]).catch(() => undefined);
      await pipeline.commit();
    }, /duplicate key/],
    ['the work throws', async (pipeline) => {
      await runPrepared(pipeline, ADD, [3]);
      throw new Error('not after all');
    }, /not after all/],
  ])('leaves nothing where %s', async (_, work, fault) => {
    facts.length = 0;
    await expect(transactor.runPipelined(async (pipeline, emit) => { emit(fact); await work(pipeline); })).rejects.toThrow(fault);
    expect(await things()).toBe(2);
    expect(facts).toEqual([]);
  }); // prettier-ignore

  it('leaves nothing where there was no commit', async () => {
    await transactor.runPipelined((pipeline) => runPrepared(pipeline, ADD, [3]));
    expect(await things()).toBe(2);
  });

  it('reads what somebody else wrote while it waited for the lock before', async () => {
    const other = database.createQueryRunner();
    await other.startTransaction();
    await other.query('select 1 from thing where id = 1 for update');
    const reading = transactor.runPipelined(async (pipeline) => {
      const [, [found]] = await Promise.all([
        runPrepared(pipeline, HOLD, [1]),
        runPrepared<{ things: number }>(pipeline, COUNT, []),
      ]);
      return found!.things;
    });
    await other.query('insert into thing values (10)');
    await other.commitTransaction();
    await other.release();
    expect(await reading).toBe(3);
  });

  it('writes nothing where it could not begin, though the connection lives', async () => {
    const runner = database.createQueryRunner();
    const connection = (await runner.connect()) as Connection;
    const pipeline = new Pipeline(connection, { ...STEP, begin: 'begin nonsense' });
    const work = async () => {
      await runPrepared(pipeline, COUNT, []);
      await runPrepared(pipeline, ADD, [9]);
    };
    await expect(work()).rejects.toThrow(/syntax error/);
    await pipeline.undo();
    await runner.release();
    expect(await things()).toBe(3);
  });

  it('gives its connection back without a transaction open, whatever became of it', async () => {
    const states = await database.query<{ state: string }[]>(
      `select state from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'cham-sao'`,
    );
    expect(states.filter(({ state }) => state !== 'idle')).toEqual([]);
  });

  it('fails as a whole where the connection is cut', async () => {
    const killing = transactor.runPipelined(async (pipeline) => {
      const [{ pid }] = (await runPrepared<{ pid: number }>(pipeline, { name: 'own_pid', text: 'select pg_backend_pid() as pid' }, [])) as [{ pid: number }]; // prettier-ignore
      const adding = runPrepared(pipeline, ADD, [4]);
      await adding;
      await database.query('select pg_terminate_backend($1)', [pid]);
      await Promise.all([runPrepared(pipeline, ADD, [5]), pipeline.commit()]);
    });
    await expect(killing).rejects.toThrow();
    expect(await things()).toBe(3);
    // And the pool goes on.
    await Promise.all([things(), things(), things()]);
  });
});
