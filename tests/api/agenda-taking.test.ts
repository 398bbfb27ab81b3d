import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CouncilApi } from '../support/council-api.js';
import { makePlaces, makeProducer, makeProduct } from '../support/registry-rows.js';
import { SessionPlans } from '../support/session-plans.js';

const plans = new SessionPlans();
const { add, allowRounds, change, create, dossier, read, revisionOf, stateOf, takeOff } = plans;
let api: CouncilApi;
let province: string;
let councilId: string;
beforeAll(async () => {
  await plans.start();
  ({ api, province } = plans);
});
afterAll(() => plans.stop());
beforeEach(async () => {
  councilId = await plans.foundCouncil();
});

describe('an agenda', () => {
  it('takes dossiers in the order given, pins their card and round, and tells the screens once', async () => {
    await allowRounds(2);
    const { id } = await create({ round: 2 });
    const [first, second] = [
      await dossier('Cam'),
      await dossier('Mật ong', { state: 'AWAITING_ROUND_2', round: 2 }),
    ];
    api.facts.length = 0;
    const { agenda } = await add(id, second, first);
    expect(agenda).toMatchObject([
      { position: 1, round: 2, dossier: { id: second, state: 'IN_SESSION' } },
      { position: 2, round: 1, dossier: { id: first, state: 'IN_SESSION' } },
    ]);
    expect(api.facts).toEqual([{ kind: 'sessionChanged', sessionId: id, revision: 1 }]);
    const pinned: { card: string }[] = await api.database.query(
      'select criteria_set_code as card from evaluation where session_id = $1',
      [id],
    );
    expect(pinned).toEqual([{ card: 'OCOP-26-2026-04' }, { card: 'OCOP-26-2026-04' }]);
  });

  it('takes all dossiers or none, and names the product that cannot come', async () => {
    const { id } = await create();
    const good = await dossier('Cam');
    const cases: [string, Record<string, unknown>][] = [
      ['ALREADY_DONE', { state: 'EVALUATED' }],
      ['RETIRED', { state: 'WITHDRAWN', withdrawn_reason: 'Tự rút' }],
      ['INVALID_INPUT', { level: 'CENTRAL' }],
      [
        'CARD_INCOMPLETE',
        { regime: '148', criteria_set_code: 'OCOP-148-2023-07', submitted_on: '2026-01-05' },
      ],
      [
        'CARD_NOT_IN_FORCE',
        { regime: '148', criteria_set_code: 'OCOP-148-2023-04', submitted_on: '2026-01-05' },
      ],
    ];
    for (const [code, other] of cases) {
      const refused = await add(id, good, await dossier('Nếp | nương', other));
      expect(refused).toMatchObject({ code, fields: [{ field: 'dossierIds[1]' }] });
      expect(refused.fields![0]!.message.vi).toContain('Nếp / nương');
    }
    expect(await add(id, good, province)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await add(id)).toMatchObject({ code: 'INVALID_INPUT', fields: [{ field: 'dossierIds' }] });
    expect(await add(id, good, good)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'dossierIds' }],
    });
    expect([await stateOf(good), await revisionOf(id)]).toEqual(['REGISTERED', 0]);
  });

  it('takes no dossier from outside the area of the council', async () => {
    const { id } = await create();
    const elsewhere = await makePlaces(api, 'Tỉnh khác');
    const foreign = await dossier('Rượu', {
      product_id: await makeProduct(
        api,
        await makeProducer(api, elsewhere.commune, 'Hợp tác xã khác'),
        'Rượu',
      ),
    });
    const refused = await add(id, foreign);
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', fields: [{ field: 'dossierIds[0]' }] });
    expect(refused.fields![0]!.message.vi).toContain('địa bàn');
    expect(await stateOf(foreign)).toBe('REGISTERED');
  });

  it('of a session over an older year takes the dossiers of that year under their own decree', async () => {
    const { id } = await create({ year: 2021 });
    const old = await dossier('Gốm', {
      regime: '1048-781',
      criteria_set_code: 'OCOP-1048-2019-02',
      year: 2021,
      submitted_on: '2021-05-01',
    });
    expect(await add(id, old)).not.toHaveProperty('code');
    expect(await change(id, 1, { year: 2026 })).toMatchObject({
      code: 'CARD_NOT_IN_FORCE',
      fields: [{ field: 'input.plannedAt' }],
    });
  });

  it('shares no dossier with another agenda, also when two sessions reach for it at the same moment', async () => {
    const [one, other] = [await create(), await create()];
    const wanted = await dossier('Cam');
    const answers = await Promise.all([add(one.id, wanted), add(other.id, wanted)]);
    expect(answers.map(({ code }) => code ?? 'done').sort()).toEqual(['IN_USE', 'done']);
    // The other agenda is named, and the way out.
    const { vi } = answers.find(({ fields }) => fields)!.fields![0]!.message;
    expect(vi).toMatch(/^“Cam” đang ở chương trình phiên họp “.+”; đưa ra khỏi/);
    expect(answers.flatMap(({ agenda }) => agenda ?? [])).toHaveLength(1);
  });

  it('does not take a dossier again that this session has deferred', async () => {
    const { id } = await create();
    const deferred = await dossier('Cam');
    const { agenda } = await add(id, deferred);
    await api.database.query(
      `update evaluation set phase = 'DEFERRED', reason = 'Thiếu', fix_list = 'Phiếu kiểm nghiệm' where id = $1`,
      [agenda[0]!.id],
    );
    await api.database.query(`update dossier set state = 'AWAITING_ROUND_2', round = 2 where id = $1`, [
      deferred,
    ]);
    expect(await add(id, deferred)).toMatchObject({
      code: 'DUPLICATE',
      fields: [{ field: 'dossierIds[0]', message: { vi: '“Cam” đã có lượt trong phiên họp này' } }],
    });
    await allowRounds(2);
    const next = await create({ round: 2 });
    expect((await add(next.id, deferred)).agenda).toMatchObject([{ round: 2 }]);
  });

  it('takes a dossier registered for round 2, which no council deferred, in any round, also again', async () => {
    await allowRounds(2);
    const first = await create();
    const onPaper = await dossier('Cam', { round: 2 });
    const { agenda } = await add(first.id, onPaper);
    await takeOff(agenda[0]!.id);
    expect((await add(first.id, onPaper)).agenda).toMatchObject([{ round: 2, dossier: { id: onPaper } }]);
    const second = await create({ round: 2 });
    await add(second.id, await dossier('Trà', { round: 2 }));
    expect(await change(second.id, 1, { round: 1 })).toMatchObject({ version: 2 });
  });

  it('takes a dossier that waits for round 2 only in that round, of the council that deferred it', async () => {
    await allowRounds(2);
    const first = await create();
    const deferred = await dossier('Cam');
    const { agenda } = await add(first.id, deferred);
    await api.database.query(
      `update evaluation set phase = 'DEFERRED', reason = 'Thiếu', fix_list = 'Phiếu kiểm nghiệm' where id = $1`,
      [agenda[0]!.id],
    );
    await api.database.query(`update dossier set state = 'AWAITING_ROUND_2', round = 2 where id = $1`, [
      deferred,
    ]);
    const mine = councilId;
    const [other]: { id: string }[] = await api.database.query(
      `insert into council (name, level, place_id, decision_number, decision_date, term_from)
       select 'Hội đồng mới', level, place_id, '2', decision_date, term_from from council where id = $1 returning id`,
      [mine],
    );
    await api.database.query(
      `insert into regulation (council_id, version, settings)
       select $1, 1, settings from regulation where council_id = $2 order by version desc limit 1`,
      [other!.id, mine],
    );
    const again = await create();
    const elsewhere = await create({ councilId: other!.id, round: 2 });
    const right = await create({ round: 2 });
    // Each names what opens the way where there is none: the regulation has lost the round, the council was replaced.
    const ways = [
      '“Cam” đã để lại lần 2, chỉ đưa được vào phiên họp lần 2; nếu quy chế không còn lần 2 thì ghi lại trong quy chế số lần họp trong một đợt là 2',
      '“Cam” đã để lại lần 2, chỉ đưa được vào phiên họp lần 2 của hội đồng đã để lại; nếu hội đồng ấy đã được thay thì kết thúc hội đồng ấy trước',
    ];
    for (const [index, { id }] of [again, elsewhere].entries()) {
      expect(await add(id, deferred)).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ field: 'dossierIds[0]', message: { vi: ways[index] } }],
      });
    }
    expect((await add(right.id, deferred)).agenda).toMatchObject([{ round: 2 }]);
    expect(await change(right.id, 1, { round: 1 })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'input.round' }],
    });

    // Where the council has ended, another one must be able to take it up.
    await takeOff((await read(right.id))!.agenda[0]!.id);
    await api.database.query('update council set retired_at = now() where id = $1', [mine]);
    const early = await create({ councilId: other!.id });
    expect(await add(early.id, deferred)).toMatchObject({ fields: [{ message: { vi: ways[0] } }] });
    expect((await add(elsewhere.id, deferred)).agenda).toMatchObject([{ round: 2 }]);
  });
});
