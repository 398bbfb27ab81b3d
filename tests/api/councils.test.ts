import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '../../server/platform/viewer.js';
import type { CouncilApi } from '../support/council-api.js';
import { FIELDS, FoundedCouncils, TODAY, type Answer } from '../support/founded-councils.js';
import { nobody } from '../support/registry-api.js';
import { accountViewer, makePlaces, seatOf } from '../support/registry-rows.js';

const councils = new FoundedCouncils();
const { act, add, changeCouncil, councilInput, found, openSession } = councils;
let api: CouncilApi;
let commune: string;
let councilId: string;
let decisionNumber: string;
beforeAll(async () => {
  await councils.start();
  ({ api, commune } = councils);
});
afterAll(() => councils.stop());
beforeEach(async () => {
  await councils.foundAnother();
  ({ councilId, decisionNumber } = councils);
});

describe('a council', () => {
  it('begins under version 1 of the usual regulation', async () => {
    const { council } = await api.data<{ council: Answer }>(
      `query ($id: ID!) { council(id: $id) { ${FIELDS} } }`,
      {
        id: councilId,
      },
    );
    expect(council).toMatchObject({
      version: 1,
      members: [],
      regulation: {
        version: 1,
        quorumNum: 3,
        quorumDen: 4,
        deviationLimit: 10,
        sheetsAfterRelease: 'CHAIR',
        remarkBeyond: null,
      },
      regulations: [{ version: 1, usedBySessions: 0 }],
    });
  });

  it('stands at a place of its own level, and its term ends after it begins', async () => {
    expect(await found({ placeId: commune })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'input.placeId' }],
    });
    expect(await found({ termTo: '2026-01-09' })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'input.termTo' }],
    });
    expect(await found({ name: ' ', decisionNumber: 'x'.repeat(101) })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'input.name' }, { field: 'input.decisionNumber' }],
    });
  });

  it('was decided on a day that has come, and has a term that somebody may live to see', async () => {
    const faults = async (other: Record<string, unknown>) =>
      (await found(other)).fields?.map(({ field, message }) => `${field} ${message.en}`);
    expect(await faults({ decisionDate: '2026-11-23' })).toEqual([
      'input.decisionDate must not lie in the future (today is 2026-11-22)',
    ]);
    expect(
      await faults({ decisionDate: '9999-12-31', termFrom: '2126-01-10', termTo: '2236-01-11' }),
    ).toEqual([
      'input.decisionDate must not lie in the future (today is 2026-11-22)',
      'input.termFrom is too far away, must not be after 2031-11-22; check the year',
      'input.termTo a term lasts at most 10 years, until 2136-01-10; check the year',
    ]);
    expect(await faults({ termFrom: '2027-01-01', termTo: '2031-12-31' })).toBeUndefined();
    expect(await changeCouncil(1, { decisionDate: '0026-01-05' })).toMatchObject({
      fields: [{ field: 'input.decisionDate' }],
    });
  });

  it('is not entered twice while it goes on, however its name and decision are written', async () => {
    const twice = {
      name: 'HỘI ĐỒNG  đánh giá, phân hạng tỉnh Hoà Bình',
      decisionNumber: ` ${decisionNumber.toLowerCase()}`,
    };
    const refusal = {
      code: 'DUPLICATE',
      fields: [
        {
          field: 'input.name',
          message: {
            vi: `đã có hội đồng “Hội đồng đánh giá, phân hạng tỉnh Hòa Bình” theo quyết định số “${decisionNumber}”, nhiệm kỳ từ 10/01/2026`,
            en: `there is a council “Hội đồng đánh giá, phân hạng tỉnh Hòa Bình” by decision “${decisionNumber}” already, in office from 2026-01-10`,
          },
        },
      ],
    };
    expect(await found(twice)).toMatchObject(refusal);
    const other = await found({ name: 'Hội đồng khác' });
    const change = (input: object) =>
      act('changeCouncil', 'ID! Int! CouncilInput!', { id: other.id, version: 1, input });
    expect(await change(councilInput(twice))).toMatchObject(refusal);
    // Its own name, written otherwise, is nobody else's.
    expect(await changeCouncil(1, twice)).toMatchObject({ name: twice.name });
    await act('retireCouncil', 'ID!', { id: councilId });
    expect(await found(twice)).not.toHaveProperty('code');
  });

  it('is entered once by two at the same moment', async () => {
    const input = { name: 'Hội đồng hai người cùng lập', decisionNumber };
    const answers = await Promise.all([found(input), found(input), found(input)]);
    expect(answers.map(({ code }) => code ?? 'done').sort()).toEqual(['DUPLICATE', 'DUPLICATE', 'done']);
  });

  it('that was entered twice before it was refused can still be corrected', async () => {
    const { id } = await found();
    await api.database.query('update council set decision_number = $2 where id = $1', [id, decisionNumber]);
    expect(await changeCouncil(1, { termTo: '2030-12-31' })).toMatchObject({ termTo: '2030-12-31' });
  });

  it('changed by two at once is changed by one, and the other is told', async () => {
    const answers = await Promise.all([
      changeCouncil(1, { name: 'Hội đồng A' }),
      changeCouncil(1, { name: 'Hội đồng B' }),
    ]);
    expect(answers.map(({ code }) => code ?? 'done').sort()).toEqual(['CONFLICT', 'done']);
    const winner = answers.find(({ code }) => !code)!;
    expect(winner.version).toBe(2);
    expect(await changeCouncil(2, { name: 'Hội đồng C' })).toMatchObject({ name: 'Hội đồng C', version: 3 });
  });

  it('cannot move to another place once it has a session', async () => {
    const elsewhere = await makePlaces(api, 'Sơn La');
    expect(await changeCouncil(1, { placeId: elsewhere.province })).not.toHaveProperty('code');
    await openSession(null, `${TODAY}T01:00:00Z`, 'PLANNED');
    expect(await changeCouncil(2)).toMatchObject({ code: 'IN_USE', fields: [{ field: 'input.placeId' }] });
    await api.database.query('delete from session where council_id = $1', [councilId]);
    await api.database.query('delete from place where parent_id is not null and id = $1', [
      elsewhere.commune,
    ]);
  });

  it('with an open or suspended session is not retired; afterwards it takes no change', async () => {
    const session = await openSession(null, `${TODAY}T01:00:00Z`);
    const retire = () => act('retireCouncil', 'ID!', { id: councilId });
    const inUse = async (vi: RegExp, en: RegExp) => {
      const message = { vi: expect.stringMatching(vi), en: expect.stringMatching(en) };
      expect(await retire()).toMatchObject({ code: 'IN_USE', fields: [{ field: 'id', message }] });
    };
    await inUse(/^phiên họp “.+” đang mở; bế mạc/, /^the session “.+” is open; close it first$/);
    await api.database.query(
      `update session set phase = 'SUSPENDED', suspended_reason = 'Nghỉ trưa' where id = $1`,
      [session],
    );
    await inUse(/^phiên họp “.+” đang tạm dừng; bế mạc/, /^the session “.+” is suspended; close it first$/);
    await api.database.query(`update session set phase = 'CLOSED', suspended_reason = null where id = $1`, [
      session,
    ]);
    expect(await retire()).not.toHaveProperty('code');
    expect(await retire()).toMatchObject({ code: 'ALREADY_DONE' });
    expect(await add()).toMatchObject({ code: 'RETIRED' });
    const ids = async (retired: boolean) =>
      (
        await api.data<{ councils: { id: string }[] }>(`{ councils(retired: ${retired}) { id } }`)
      ).councils.map(({ id }) => id);
    expect([(await ids(true)).includes(councilId), (await ids(false)).includes(councilId)]).toEqual([
      true,
      false,
    ]);
  });
});

describe('strangers', () => {
  const strangers: [string, Viewer, string][] = [
    ['nobody signed in', nobody, 'UNAUTHENTICATED'],
    ['a member with an account', accountViewer('00000000-0000-4000-8000-0000000000aa'), 'FORBIDDEN'],
    ['a seat', seatOf({ member: 'm', session: 's' }), 'FORBIDDEN'],
    ['a room screen', { kind: 'ROOM', linkId: 'l', sessionId: 's' }, 'FORBIDDEN'],
  ];
  it.each(strangers)('such as %s may neither read nor change councils', async (_who, viewer, code) => {
    const attempts = [
      '{ councils { id } }',
      `{ council(id: "${councilId}") { id } }`,
      `mutation { retireCouncil(id: "${councilId}") { __typename } }`,
      `mutation { orderMembers(councilId: "${councilId}", memberIds: []) { __typename } }`,
      `mutation { retireMember(memberId: "${councilId}", on: "2026-12-01") { __typename } }`,
    ];
    for (const query of attempts)
      expect((await api.ask(query, {}, viewer)).errors?.[0]?.extensions.code).toBe(code);
  });
});
