import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { listenFor } from '../../server/platform/database/silence.js';
import { Gate } from '../faults/gate.js';
import { type AnotherNode, startAnotherNode } from '../support/another-node.js';
import { FOLLOW, itemOf, LiveCouncil } from '../support/live-council.js';
import { type Loose, type Person, saveInput } from '../support/server.js';

const mark = (criterion: string, level: number) => ({ criterion, choice: 'LEVELS', levels: [level] });
const SAVE = 'mutation($input: SaveMarksInput!) { saveMarks(input: $input) { __typename } }';
/** Of this test, in milliseconds: in earnest it is half a minute. */
const PATIENCE = 1_000;

describe('when the connections to the database fall silent', () => {
  let council: LiveCouncil;
  let gate: Gate;
  let node: AnotherNode;
  beforeAll(async () => {
    council = await LiveCouncil.open();
    const direct = new URL((council.stage.dataSource.options as { url: string }).url);
    gate = await Gate.open(() => Number(direct.port));
    const through = new URL(direct);
    through.port = String(gate.port);
    through.searchParams.set('query_timeout', String(PATIENCE));
    node = await startAnotherNode(council.stage, {}, { url: through.href });
  });
  afterAll(async () => {
    await node?.stop();
    await gate?.close();
    await council?.close();
  });
  afterEach(() => council.clearTable());

  /** A member with an open sheet, whose device talks to the node behind the gate. */
  const seated = async (at: number) => {
    const evaluationId = await council.scoring();
    const person = await node.seat(council.sessionId, council.voters[at]!.id);
    return { person, evaluationId, ...(await council.sheet(evaluationId, person)) };
  };
  const faultOf = async (person: Person, input: Loose) =>
    (await person.ask(SAVE, { input })).errors?.[0]?.extensions?.code;
  /** As the outbox does: the same save again, until there is an answer. */
  const untilSaved = async (person: Person, input: Loose) => {
    const began = Date.now();
    let asked = await person.ask(SAVE, { input });
    while (asked.errors && Date.now() - began < 20_000) {
      expect(asked.errors[0]?.extensions?.code).toBe('INTERNAL_SERVER_ERROR');
      asked = await person.ask(SAVE, { input });
    }
    return asked.data?.saveMarks.__typename as string;
  };
  const savesOf = (sheetId: string) =>
    council.sql<{ version: number }>('select version from sheet_save where sheet_id = $1 order by version', [
      sheetId,
    ]);

  it('says of a save that it met a fault, and takes it when it is sent again; the lane goes on', async () => {
    const { person, id, version } = await seated(1);
    const input = saveInput(id, version, [mark('1.1', 1)], randomUUID());
    gate.silence();
    const began = Date.now();
    expect(await faultOf(person, input)).toBe('INTERNAL_SERVER_ERROR');
    expect(Date.now() - began).toBeLessThan(5 * PATIENCE);
    expect(await untilSaved(person, input)).toBe('MarksSaved');
    expect(await savesOf(id)).toEqual([{ version: version + 1 }]);
    person.leave();
  });

  it('writes a save once whose answer was lost on the way', async () => {
    const { person, id, version } = await seated(2);
    const first = saveInput(id, version, [mark('1.1', 1)], randomUUID());
    expect(await untilSaved(person, first)).toBe('MarksSaved');
    // The writing and the commit are with the database, and wait; then their answers are lost.
    const input = saveInput(id, version + 1, [mark('1.2', 1)], randomUUID());
    const holding = council.stage.dataSource.createQueryRunner();
    await holding.startTransaction();
    await holding.query('lock table sheet_save in share mode');
    const asked = faultOf(person, input);
    await council.waitForLock();
    gate.silence('answers');
    await holding.commitTransaction();
    await holding.release();
    await expect.poll(() => savesOf(id)).toHaveLength(2);
    await asked;
    expect(await untilSaved(person, input)).toBe('MarksSaved');
    expect(await savesOf(id)).toEqual([{ version: version + 1 }, { version: version + 2 }]);
    person.leave();
  });

  it('finds what changed meanwhile', async () => {
    const { person, evaluationId } = await seated(3);
    const stream = person.follow(FOLLOW, { id: council.sessionId });
    const isIn = (phase: string) => (data: Loose) => itemOf(data.sessionBoard, evaluationId).phase === phase;
    await stream.until(isIn('SCORING'));
    gate.silence();
    await council.must('closeScoring', { evaluationId });
    await stream.until(isIn('REVIEWING'), 12_000);
    person.leave();
  });

  it('says soon that it is not ready, and that it is once there is a way again', async () => {
    const readiness = async () => (await fetch(`${node.server.address}/readyz`)).status;
    expect(await readiness()).toBe(200);
    gate.silence();
    const began = Date.now();
    const all = await Promise.all([readiness(), readiness(), readiness()]);
    expect(all).toContain(503);
    expect(Date.now() - began).toBeLessThan(6_000);
    await expect.poll(readiness, { timeout: 20_000 }).toBe(200);
  });

  it('gives nobody a connection that was given up', async () => {
    const through = new URL((council.stage.dataSource.options as { url: string }).url);
    through.port = String(gate.port);
    // Nothing is said of how long to listen: longer than this, and not for ever.
    through.search = 'lock_timeout=200&statement_timeout=300';
    const one = await openDataSource(through.href, { entities: [], poolSize: 1 });
    await one.query('select 1');
    gate.silence();
    const first = one.query('select 2');
    const next = one.query('select 3 as three');
    await expect(first).rejects.toThrow('Query read timeout');
    expect(await next).toEqual([{ three: 3 }]);
    await one.destroy();
  });
});

it('listens longer than the database lets a statement wait and work, whatever the address says of either', () => {
  const usual = { lock_timeout: 10_000, statement_timeout: 15_000 };
  const at = (query: string) => listenFor(`postgres://u@h/d${query}`, usual);
  expect(at('')).toBe(30_000);
  expect(at('?statement_timeout=60000')).toBe(75_000);
  expect(at('?statement_timeout=0')).toBe(0);
});
