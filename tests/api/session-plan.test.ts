import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '../../server/platform/viewer.js';
import { openCouncilApi, type CouncilApi } from '../support/council-api.js';
import { administrator, nobody } from '../support/registry-api.js';
import {
  accountViewer,
  makeMark,
  makePlaces,
  makeProducer,
  makeProduct,
  makeSheet,
  seatOf,
} from '../support/registry-rows.js';

let api: CouncilApi;
let province: string;
let producer: string;
let councilId: string;
beforeAll(async () => {
  api = await openCouncilApi();
  const places = await makePlaces(api);
  province = places.province;
  producer = await makeProducer(api, places.commune);
});
afterAll(() => api?.close());
/** Each test has a council of its own decision. */
let decision = 0;
beforeEach(async () => {
  const { made } = await api.data<{ made: { id: string } }>(
    `mutation ($input: CouncilInput!) { made: createCouncil(input: $input) { ... on Council { id } } }`,
    {
      input: {
        name: 'Hội đồng tỉnh',
        level: 'PROVINCE',
        placeId: province,
        decisionNumber: `${(decision += 1)}/QĐ-UBND`,
        decisionDate: '2026-01-05',
        termFrom: '2026-01-10',
      },
    },
  );
  councilId = made.id;
});

const FIELDS = `id name phase version plannedAt location council { id } regulation { version }
  agenda { id position phase round dossier { id state } }
  attendance { member { id } present reason changedAt } roomLinkIssued`;
const ANSWER = `... on Session { ${FIELDS} } ... on Refusal { code fields { field message { vi en } } }`;

interface Item {
  readonly id: string;
  readonly position: number;
  readonly round: number;
  readonly dossier: { id: string; state: string };
}
interface Answer {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly code?: string;
  readonly fields?: { field: string; message: { vi: string; en: string } }[];
  readonly regulation: { version: number };
  readonly agenda: Item[];
  readonly attendance: {
    member: { id: string };
    present: boolean;
    reason: string | null;
    changedAt: string | null;
  }[];
  readonly roomLinkIssued: boolean;
}

const act = async (name: string, types: string, variables: Record<string, unknown>): Promise<Answer> => {
  const given = Object.keys(variables);
  const declared = types.split(' ').map((type, at) => `$${given[at]!}: ${type}`);
  const passed = given.map((one) => `${one}: $${one}`);
  const query = `mutation (${declared.join(', ')}) { answer: ${name}(${passed.join(', ')}) { ${ANSWER} } }`;
  return (await api.data<{ answer: Answer }>(query, variables)).answer;
};
const sessionInput = (other: Record<string, unknown> = {}) => ({
  councilId,
  name: 'Phiên họp đợt 2',
  year: 2026,
  batch: 2,
  round: 1,
  location: ' ',
  plannedAt: '2026-11-25T01:00:00.000Z',
  ...other,
});
const create = (other?: Record<string, unknown>) =>
  act('createSession', 'SessionInput!', { input: sessionInput(other) });
const change = (id: string, version: number, other?: Record<string, unknown>) =>
  act('changeSession', 'ID! Int! SessionInput!', { id, version, input: sessionInput(other) });
/** A new regulation of the council, with so many rounds in a batch. */
const allowRounds = (rounds: number) =>
  api.database.query(
    `insert into regulation (council_id, version, settings)
     select council_id, version + 1, settings || jsonb_build_object('roundsPerBatch', $2::int)
     from regulation where council_id = $1 order by version desc limit 1`,
    [councilId, rounds],
  );
const remove = (id: string) => act('removeSession', 'ID!', { id });
const add = (sessionId: string, ...dossierIds: string[]) =>
  act('addToAgenda', 'ID! [ID!]!', { sessionId, dossierIds });
const takeOff = (evaluationId: string) => act('removeFromAgenda', 'ID!', { evaluationId });
const order = (sessionId: string, evaluationIds: string[]) =>
  act('orderAgenda', 'ID! [ID!]!', { sessionId, evaluationIds });
const read = async (id: string, viewer?: Viewer): Promise<Answer | null> =>
  (
    await api.data<{ session: Answer | null }>(
      `query ($id: ID!) { session(id: $id) { ${FIELDS} } }`,
      { id },
      viewer,
    )
  ).session;

async function dossier(name: string, other: Record<string, unknown> = {}): Promise<string> {
  const values = {
    product_id: await makeProduct(api, producer, name),
    kind: 'FIRST',
    level: 'PROVINCE',
    regime: '26-2026',
    product_set: 4,
    sector_code: 'FOOD',
    criteria_set_code: 'OCOP-26-2026-04',
    year: 2026,
    batch: 2,
    submitted_on: '2026-09-01',
    has_story: true,
    ...other,
  };
  const [row]: { id: string }[] = await api.database.query(
    `insert into dossier (${Object.keys(values).join(', ')}) values (${Object.keys(values)
      .map((_, at) => `$${at + 1}`)
      .join(', ')}) returning id`,
    Object.values(values),
  );
  return row!.id;
}
const stateOf = async (id: string): Promise<string> => {
  const [row]: { state: string }[] = await api.database.query('select state from dossier where id = $1', [
    id,
  ]);
  return row!.state;
};
const open = (id: string) =>
  api.database.query(
    `update session set phase = 'OPEN', opened_at = now(),
       regulation_id = (select id from regulation where council_id = session.council_id order by version desc limit 1)
     where id = $1`,
    [id],
  );
const present = (evaluationId: string) =>
  api.database.query(`update evaluation set phase = 'PRESENTING' where id = $1`, [evaluationId]);
const revisionOf = async (id: string): Promise<number> => {
  const [row]: { revision: number }[] = await api.database.query(
    'select revision from session where id = $1',
    [id],
  );
  return row!.revision;
};
async function member(role: string, other: Record<string, unknown> = {}): Promise<string> {
  const { made } = await api.data<{ made: { members: { id: string }[]; code?: string } }>(
    `mutation ($councilId: ID!, $input: CouncilMemberInput!) { made: addMember(councilId: $councilId, input: $input) {
      ... on Council { members { id } } ... on Refusal { code } } }`,
    {
      councilId,
      input: {
        title: 'Ông',
        institution: 'Sở',
        role,
        voting: role !== 'SUPPORT',
        memberFrom: '2026-01-10',
        ...other,
      },
    },
  );
  return made.members.at(-1)!.id;
}
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
