import { QueryFailedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { Intake, type Settled } from '../../server/platform/intake.js';
import { cureOf } from '../../server/platform/whose-fault.js';

/** As a transaction fails: with PostgreSQL's code, with Node's, or with the driver's words alone. */
const fault = (code: string | undefined, words = 'no') =>
  new QueryFailedError('select 1', [], Object.assign(new Error(words), code !== undefined && { code }));
const LOCKED = fault('55P03');
const CUT = fault(undefined, 'Connection terminated unexpectedly');
const BAD = fault('23514');

/** An intake that writes down every batch it is handed, and answers as `does` says. */
function watched(does: (batch: readonly string[], turn: number) => unknown) {
  const batches: string[][] = [];
  const process = (items: readonly string[]): Promise<Settled<string>[]> => {
    batches.push([...items]);
    const error = does(items, batches.length);
    if (error !== undefined) return Promise.reject(error as Error);
    return Promise.resolve(items.map((item) => ({ answer: item })));
  };
  const intake = new Intake(process, cureOf);
  const take = async (...items: string[]) => {
    const all = await Promise.allSettled(items.map((item) => intake.add(item)));
    return all.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as unknown)));
  };
  return { batches, take };
}

describe('saves that arrive together', () => {
  it('are answered one by one where one of them breaks the batch', async () => {
    const { take, batches } = watched((batch) => (batch.includes('b') ? BAD : undefined));
    expect(await take('a', 'b', 'c')).toEqual(['a', BAD, 'c']);
    expect(batches).toEqual([['a', 'b', 'c'], ['a'], ['b'], ['c']]);
  });

  it('are all told at once of what each of them would wait for again', async () => {
    const { take, batches } = watched(() => LOCKED);
    expect(await take('a', 'b', 'c')).toEqual([LOCKED, LOCKED, LOCKED]);
    expect(batches).toEqual([['a', 'b', 'c']]);
  });

  it('are told so too where it shows only while one is looked for', async () => {
    const { take, batches } = watched((batch, turn) => (turn === 1 ? BAD : turn > 2 ? LOCKED : undefined));
    expect(await take('a', 'b', 'c', 'd')).toEqual(['a', LOCKED, LOCKED, LOCKED]);
    expect(batches).toEqual([['a', 'b', 'c', 'd'], ['a'], ['b']]);
  });

  it('go down together once more where the connection ended under them, and no further', async () => {
    const once = watched((_batch, turn) => (turn === 1 ? CUT : undefined));
    expect(await once.take('a', 'b')).toEqual(['a', 'b']);
    expect(once.batches).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    const always = watched(() => CUT);
    expect(await always.take('a', 'b')).toEqual([CUT, CUT]);
    expect(always.batches).toHaveLength(2);
  });
});

describe('what is done about a fault of a batch', () => {
  it.each([
    ['a row that cannot be', fault('23505'), 'EACH'],
    ['a value that cannot be', fault('22021'), 'EACH'],
    ['a rule of ours in the database', fault('P0001'), 'EACH'],
    ['a fault of our own', new TypeError('undefined is no function'), 'EACH'],
    ['a value that could not be sent', fault(undefined, 'cannot convert'), 'EACH'],
    ['a connection that an administrator ended', fault('57P01'), 'AGAIN'],
    ['a connection that was idle too long', fault('25P03'), 'AGAIN'],
    ['a connection that was cut', fault('ECONNRESET', 'read ECONNRESET'), 'AGAIN'],
    ['a connection that ended', fault(undefined, 'Connection terminated unexpectedly'), 'AGAIN'],
    ['a connection that had ended', fault(undefined, 'Client has encountered a connection error and is not queryable'), 'AGAIN'],
    ['a deadlock', fault('40P01'), 'AGAIN'],
    ['a lock that was not had in time', fault('55P03'), 'NONE'],
    ['a statement that took too long', fault('57014'), 'NONE'],
    ['a database that takes nothing but reading', fault('25006'), 'NONE'],
    ['a full disk', fault('53100'), 'NONE'],
    ['too many connections', fault('53300'), 'NONE'],
    ['a database that is just starting', fault('57P03'), 'NONE'],
    ['nobody at that address', fault('ECONNREFUSED', 'connect ECONNREFUSED'), 'NONE'],
    ['a connection that says nothing', fault(undefined, 'Query read timeout'), 'NONE'],
    ['no connection in time', fault(undefined, 'timeout exceeded when trying to connect'), 'NONE'],
    ['a way that leads nowhere', fault(undefined, 'Connection terminated due to connection timeout'), 'NONE'],
  ] as const)('fits %s', (_what, error, cure) => {
    expect(cureOf(error)).toBe(cure);
  }); // prettier-ignore
});
