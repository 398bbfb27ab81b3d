import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CouncilApi } from '../support/council-api.js';
import { administrator } from '../support/registry-api.js';
import { makeMark, makeSheet } from '../support/registry-rows.js';
import { SessionPlans } from '../support/session-plans.js';

const plans = new SessionPlans();
const {
  add,
  allowRounds,
  create,
  dossier,
  member,
  open,
  order,
  present,
  read,
  revisionOf,
  stateOf,
  takeOff,
} = plans;
let api: CouncilApi;
beforeAll(async () => {
  await plans.start();
  ({ api } = plans);
});
afterAll(() => plans.stop());
beforeEach(() => plans.foundCouncil());

describe('an agenda', () => {
  it('gives back what has not had its turn, to the round in which it stood', async () => {
    await allowRounds(2);
    const { id } = await create({ round: 2 });
    const [first, second, third] = [
      await dossier('Cam'),
      await dossier('Mật ong', { state: 'AWAITING_ROUND_2', round: 2 }),
      await dossier('Trà'),
    ];
    const { agenda } = await add(id, first, second, third);
    const left = await takeOff(agenda[1]!.id);
    expect(left.agenda.map(({ dossier: { id: of }, position }) => [of, position])).toEqual([
      [first, 1],
      [third, 2],
    ]);
    expect(await stateOf(second)).toBe('AWAITING_ROUND_2');
    await takeOff(agenda[0]!.id);
    expect(await stateOf(first)).toBe('REGISTERED');
    expect(await takeOff(agenda[0]!.id)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('keeps what is on the table or has marks, and its numbers once the session has opened', async () => {
    const { id } = await create();
    const scorer = await member('MEMBER');
    const { agenda } = await add(
      id,
      await dossier('Cam'),
      await dossier('Trà'),
      await dossier('Gốm'),
      await dossier('Nếp'),
    );
    const [first, second, third, fourth] = agenda.map((item) => item.id) as [string, string, string, string];
    await open(id);
    await present(first);
    await makeMark(api, await makeSheet(api, second, scorer, 'DRAFT'));
    const field = 'evaluationId';
    expect(await takeOff(first)).toMatchObject({ code: 'WRONG_PHASE', fields: [{ field }] });
    expect(await takeOff(second)).toMatchObject({ code: 'IN_USE', fields: [{ field }] });
    const left = await takeOff(third);
    expect(left.agenda.map((item) => [item.id, item.position])).toEqual([
      [first, 1],
      [second, 2],
      [fourth, 4],
    ]);
  });

  it('is ordered by exactly the waiting dossiers, while the one on the table keeps its place', async () => {
    const { id } = await create();
    const { agenda } = await add(
      id,
      await dossier('Cam'),
      await dossier('Trà'),
      await dossier('Gốm'),
      await dossier('Nếp'),
    );
    const [first, second, third, fourth] = agenda.map((item) => item.id) as [string, string, string, string];
    await open(id);
    await present(second);
    const ordered = await order(id, [fourth, first, third]);
    expect(ordered.agenda.map((item) => item.id)).toEqual([fourth, second, first, third]);
    expect(await order(id, [fourth, first])).toMatchObject({ code: 'CONFLICT' });
    expect(await order(id, [fourth, first, third, second])).toMatchObject({ code: 'CONFLICT' });
    expect(await order(id, [fourth, first, first])).toMatchObject({ code: 'INVALID_INPUT' });
    expect((await read(id))!.agenda.map((item) => item.id)).toEqual([fourth, second, first, third]);
  });

  it('ordered by two at once ends in one of the two orders, whole, and rises by two', async () => {
    const { id } = await create();
    const names = ['A', 'B', 'C', 'D', 'E', 'F'];
    const { agenda } = await add(id, ...(await Promise.all(names.map((name) => dossier(name)))));
    const ids = agenda.map((item) => item.id);
    const orders = [[...ids].reverse(), [...ids.slice(3), ...ids.slice(0, 3)]];
    const before = await revisionOf(id);
    api.facts.length = 0;
    const answers = await Promise.all(orders.map((one) => order(id, one)));
    expect(answers.map(({ code }) => code)).toEqual([undefined, undefined]);
    const { agenda: after } = (await read(id))!;
    expect(orders).toContainEqual(after.map((item) => item.id));
    expect(after.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(api.facts.map((fact) => fact.kind === 'sessionChanged' && fact.revision).sort()).toEqual([
      before + 1,
      before + 2,
    ]);
  });

  it('added to by many at once gives every dossier a place of its own', async () => {
    const { id } = await create();
    const wanted = await Promise.all(['A', 'B', 'C', 'D', 'E'].map((name) => dossier(name)));
    await Promise.all(wanted.map((one) => add(id, one)));
    expect((await read(id))!.agenda.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
  });

  it('changed after the opening goes into the record with who did it, and before it does not', async () => {
    const { id } = await create();
    await add(id, await dossier('Cam'));
    await open(id);
    const late = await dossier('Trà');
    await add(id, late);
    const entries: { act: string; actor: string; content: string }[] = await api.database.query(
      'select act, actor, content from ledger where session_id = $1 order by seq',
      [id],
    );
    expect(entries).toMatchObject([
      { act: 'addToAgenda', actor: `account:${(administrator as { accountId: string }).accountId}` },
    ]);
    expect(entries[0]!.content).toContain(late);
  });

  it('of a closed session takes nothing and gives nothing', async () => {
    const { id } = await create();
    const { agenda } = await add(id, await dossier('Cam'));
    await open(id);
    await api.database.query(`update session set phase = 'CLOSED', closed_at = now() where id = $1`, [id]);
    expect(await add(id, await dossier('Trà'))).toMatchObject({ code: 'SESSION_CLOSED' });
    expect(await takeOff(agenda[0]!.id)).toMatchObject({ code: 'SESSION_CLOSED' });
    expect(await order(id, [agenda[0]!.id])).toMatchObject({ code: 'SESSION_CLOSED' });
  });
});
