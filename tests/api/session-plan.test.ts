import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '../../server/platform/viewer.js';
import type { CouncilApi } from '../support/council-api.js';
import { nobody } from '../support/registry-api.js';
import { accountViewer, seatOf } from '../support/registry-rows.js';
import { SessionPlans } from '../support/session-plans.js';

const plans = new SessionPlans();
const { add, allowRounds, change, create, dossier, member, open, read, remove, stateOf } = plans;
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

async function account(): Promise<string> {
  const [row]: { id: string }[] = await api.database.query(
    `insert into account (username, display_name) values (gen_random_uuid()::text, 'Ủy viên') returning id`,
  );
  return row!.id;
}

describe('a planned session', () => {
  it('is planned for a round that the regulation of its council has', async () => {
    const refused = await create({ round: 2, plannedAt: '9999-11-25T01:00:00.000Z' });
    expect(refused).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [
        {
          field: 'input.round',
          message: {
            vi: 'quy chế của hội đồng chỉ cho họp 1 lần trong một đợt; muốn lập phiên họp lần 2 thì sửa số lần ấy trong quy chế trước',
            en: 'the regulation of the council has one round in a batch; to plan round 2, allow it in the regulation first',
          },
        },
        { field: 'input.plannedAt' },
      ],
    });
    const { id } = await create();
    expect(await change(id, 1, { round: 7 })).toMatchObject({ fields: [{ field: 'input.round' }] });
    await allowRounds(7);
    expect(await change(id, 1, { round: 7 })).toMatchObject({ version: 2 });
    expect(await create({ round: 8 })).toMatchObject({ fields: [{ field: 'input.round' }] });
  });

  it('is planned for a day that somebody may live to see', async () => {
    expect(await create({ plannedAt: '9999-11-25T01:00:00.000Z' })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'input.plannedAt' }],
    });
    const { id } = await create();
    expect(await change(id, 1, { plannedAt: '0026-11-25T01:00:00.000Z' })).toMatchObject({
      fields: [{ field: 'input.plannedAt' }],
    });
  });

  it('is changed by one of two who change it at once, and the other is told', async () => {
    const { id } = await create();
    const answers = await Promise.all([change(id, 1, { name: 'Một' }), change(id, 1, { name: 'Hai' })]);
    expect(answers.map(({ code }) => code ?? 'done').sort()).toEqual(['CONFLICT', 'done']);
    expect(await change(id, 2, { name: 'Ba', location: 'Hội trường lớn' })).toMatchObject({
      name: 'Ba',
      location: 'Hội trường lớn',
      version: 3,
    });
  });

  it('shows the newest regulation until it opens and pins one', async () => {
    const { id } = await create();
    const save = (version: number, deviationLimit: number) =>
      api.data(
        `mutation ($councilId: ID!, $version: Int!, $limit: Int!) { saveRegulation(councilId: $councilId, version: $version, input: { quorumNum: 3, quorumDen: 4,
          presidingRequired: true, deviationLimit: $limit, afterDeviation: RESCORE, minimumTest: MEAN, roundsPerBatch: 1,
          averagesVisibleTo: CHAIR, resultsVisibleToRoom: AFTER_RELEASE, blindAverages: false, sheetsAfterRelease: CHAIR,
          hideOthersUntilMarked: false }) { __typename } }`,
        { councilId, version, limit: deviationLimit },
      );
    await save(1, 5);
    expect((await read(id))!.regulation.version).toBe(2);
    await open(id);
    await save(2, 6);
    expect((await read(id))!.regulation.version).toBe(2);
    const councils = await api.data<{
      council: { regulation: { version: number }; sessions: { id: string }[] };
    }>(`query ($id: ID!) { council(id: $id) { regulation { version } sessions { id } } }`, { id: councilId });
    expect(councils.council).toEqual({ regulation: { version: 3 }, sessions: [{ id }] });
  });

  it('names every faulty field, and needs a council that has not ended', async () => {
    const refused = await create({ name: '', year: 1999, batch: 13, round: 0 });
    expect(refused.code).toBe('INVALID_INPUT');
    expect(refused.fields!.map(({ field }) => field).sort()).toEqual([
      'input.batch',
      'input.name',
      'input.round',
      'input.year',
    ]);
    expect(await create({ councilId: province })).toMatchObject({
      code: 'NOT_FOUND',
      fields: [{ field: 'input.councilId' }],
    });
    await api.database.query('update council set retired_at = now() where id = $1', [councilId]);
    expect(await create()).toMatchObject({ code: 'RETIRED', fields: [{ field: 'input.councilId' }] });
  });

  it('is removed with its agenda, whose dossiers wait for another one as before', async () => {
    await allowRounds(2);
    const { id } = await create({ round: 2 });
    const [first, second] = [
      await dossier('Cam'),
      await dossier('Mật ong', { state: 'AWAITING_ROUND_2', round: 2 }),
    ];
    await add(id, first, second);
    api.facts.length = 0;
    expect(await remove(id)).toMatchObject({ id, agenda: [] });
    expect([await stateOf(first), await stateOf(second)]).toEqual(['REGISTERED', 'AWAITING_ROUND_2']);
    expect(api.facts).toEqual([{ kind: 'rightsChanged', sessionId: id }]);
    expect(await read(id)).toBeNull();
    expect(await remove(id)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('once opened is neither changed nor removed', async () => {
    const { id } = await create();
    await open(id);
    const opened = { field: 'id', message: { vi: expect.stringContaining('phiên họp này đã khai mạc') } };
    expect(await change(id, 1)).toMatchObject({ code: 'WRONG_PHASE', fields: [opened] });
    expect(await remove(id)).toMatchObject({ code: 'WRONG_PHASE', fields: [opened] });
  });

  it('keeps its council while something hangs on it', async () => {
    const { id } = await create();
    const mine = councilId;
    const [other]: { id: string }[] = await api.database.query(
      `insert into council (name, level, place_id, decision_number, decision_date, term_from)
       values ('Khác', 'PROVINCE', $1, '1', '2026-01-01', '2026-01-01') returning id`,
      [province],
    );
    await api.database.query(
      `insert into regulation (council_id, version, settings) select $1, 1, settings from regulation where council_id = $2`,
      [other!.id, mine],
    );
    expect(await change(id, 1, { councilId: other!.id })).not.toHaveProperty('code');
    await add(id, await dossier('Trà'));
    expect(await change(id, 2, { councilId: mine })).toMatchObject({
      code: 'IN_USE',
      fields: [{ field: 'input.councilId' }],
    });
  });

  it('lists everybody in office with what was recorded of their attendance, and whether the room has an address', async () => {
    const { id } = await create();
    const [chair, absent] = [await member('CHAIR'), await member('MEMBER')];
    await member('MEMBER', { memberFrom: '2030-01-01' });
    await api.database.query(
      `insert into attendance (session_id, member_id, present, reason) values ($1, $2, false, 'Đi công tác')`,
      [id, absent],
    );
    const room = (voided: boolean) =>
      api.database.query(
        `insert into link (token_hash, kind, session_id, expires_at, voided_at)
         values (sha256(gen_random_uuid()::text::bytea), 'ROOM', $1, now(), case when $2 then now() end)`,
        [id, voided],
      );
    await room(true);
    const before = (await read(id))!;
    expect(before.attendance).toEqual([
      { member: { id: chair }, present: false, reason: null, changedAt: null },
      {
        member: { id: absent },
        present: false,
        reason: 'Đi công tác',
        changedAt: expect.stringMatching(/Z$/) as string,
      },
    ]);
    expect(before.roomLinkIssued).toBe(false);
    await room(false);
    expect((await read(id))!.roomLinkIssued).toBe(true);
  });

  it('says the quorum of its regulation by the attendance recorded so far', async () => {
    const { id } = await create();
    const quorum = async () =>
      (
        await api.data<{ session: { quorum: object } }>(
          `query ($id: ID!) { session(id: $id) { quorum {
             appointed present required met presidingLabel presidingIsActing } } }`,
          { id },
        )
      ).session.quorum;
    const chair = await member('CHAIR');
    const deputy = await member('VICE_CHAIR');
    const others = [await member('MEMBER'), await member('MEMBER'), await member('MEMBER')];
    const attend = (who: string, present: boolean) =>
      api.database.query(
        `insert into attendance (session_id, member_id, present, reason)
         values ($1, $2, $3, case when $3 then null else 'Ốm' end)`,
        [id, who, present],
      );
    // ¾ of five, rounded up, is four.
    expect(await quorum()).toEqual({
      appointed: 5,
      present: 0,
      required: 4,
      met: false,
      presidingLabel: null,
      presidingIsActing: false,
    });
    await attend(chair, false);
    for (const who of [deputy, ...others]) await attend(who, true);
    expect(await quorum()).toMatchObject({ present: 4, met: true, presidingIsActing: true });
  });
});

describe('a session is read', () => {
  it('by its chair, vice-chair and secretary, from a seat or an account, and by no other member', async () => {
    const { id } = await create();
    const other = await create();
    for (const role of ['CHAIR', 'VICE_CHAIR', 'SECRETARY', 'MEMBER', 'SUPPORT']) {
      const accountId = await account();
      const memberId = await member(role, { accountId });
      const viewers = [seatOf({ member: memberId, session: id }), accountViewer(accountId)];
      for (const viewer of viewers) {
        const { data, errors } = await api.ask(`{ session(id: "${id}") { id } }`, {}, viewer);
        if (role === 'MEMBER' || role === 'SUPPORT') expect(errors?.[0]?.extensions.code).toBe('NOT_ALLOWED');
        else expect(data).toEqual({ session: { id } });
      }
      const elsewhere = await api.ask(
        `{ session(id: "${other.id}") { id } }`,
        {},
        seatOf({ member: memberId, session: id }),
      );
      expect(elsewhere.errors?.[0]?.extensions.code).toBe('NOT_ALLOWED');
    }
  });

  it('without the accounts of its members and the other sessions of its council, except by administrators', async () => {
    const { id } = await create();
    const chair = await member('CHAIR', { accountId: await account() });
    const query = `{ session(id: "${id}") { council { members { id account { id } } } } }`;
    const refused = await api.ask(query, {}, seatOf({ member: chair, session: id }));
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(refused.data).toEqual({ session: { council: { members: [{ id: chair, account: null }] } } });
    expect((await api.ask(query)).errors).toBeUndefined();
    for (const hidden of ['sessions { id }', 'regulations { id }']) {
      const { errors } = await api.ask(
        `{ session(id: "${id}") { council { ${hidden} } } }`,
        {},
        seatOf({ member: chair, session: id }),
      );
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  it('no longer by a chair whose term has ended', async () => {
    const { id } = await create();
    const chair = await member('CHAIR');
    await api.database.query(`update council_member set member_to = '2026-02-01' where id = $1`, [chair]);
    const { errors } = await api.ask(
      `{ session(id: "${id}") { id } }`,
      {},
      seatOf({ member: chair, session: id }),
    );
    expect(errors?.[0]?.extensions.code).toBe('NOT_ALLOWED');
  });
});

describe('strangers', () => {
  const strangers: [string, Viewer, string][] = [
    ['nobody signed in', nobody, 'UNAUTHENTICATED'],
    ['a member with an account', accountViewer('00000000-0000-4000-8000-0000000000aa'), 'FORBIDDEN'],
    ['a room screen', { kind: 'ROOM', linkId: 'l', sessionId: 's' }, 'FORBIDDEN'],
    ['another system', { kind: 'TOKEN', tokenId: 't', scopes: ['REPORTS'] }, 'FORBIDDEN'],
  ];
  it.each(strangers)('such as %s may neither list sessions nor change a plan', async (_who, viewer, code) => {
    const { id } = await create();
    const attempts = [
      '{ sessions { id } }',
      `mutation { removeSession(id: "${id}") { __typename } }`,
      `mutation { addToAgenda(sessionId: "${id}", dossierIds: []) { __typename } }`,
      `mutation { removeFromAgenda(evaluationId: "${id}") { __typename } }`,
      `mutation { orderAgenda(sessionId: "${id}", evaluationIds: []) { __typename } }`,
    ];
    for (const query of attempts)
      expect((await api.ask(query, {}, viewer)).errors?.[0]?.extensions.code).toBe(code);
  });
});
