import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '../../server/platform/viewer.js';
import { openCouncilApi, type CouncilApi } from '../support/council-api.js';
import { administrator, nobody } from '../support/registry-api.js';
import { accountViewer, makePlaces, seatOf } from '../support/registry-rows.js';

const TODAY = '2026-11-22';
let api: CouncilApi;
let province: string;
let commune: string;
let councilId: string;
/** Of the decision that founded the council of the test. */
let decisionNumber: string;
let decision = 0;
beforeAll(async () => {
  api = await openCouncilApi(() => new Date(`${TODAY}T02:00:00Z`));
  ({ province, commune } = await makePlaces(api));
});
afterAll(() => api?.close());
beforeEach(async () => {
  const { id } = await found();
  councilId = id;
  decisionNumber = `${decision}/QĐ-UBND`;
});

const FIELDS = `id name level version retiredAt termTo place { id }
  members { id label role voting position memberFrom memberTo replacedBy { id } account { id } }
  regulation { id version note usedBySessions quorumNum quorumDen deviationLimit sheetsAfterRelease remarkBeyond }
  regulations { version usedBySessions }`;
const COUNCIL = `... on Council { ${FIELDS} } ... on Refusal { code fields { field message { vi en } } }`;

interface Member {
  readonly id: string;
  readonly label: string;
  readonly role: string;
  readonly position: number;
  readonly memberFrom: string;
  readonly memberTo: string | null;
  readonly replacedBy: { id: string } | null;
}
interface Answer {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly code?: string;
  readonly fields?: { field: string; message: { vi: string; en: string } }[];
  readonly members: Member[];
  readonly regulation: { id: string; version: number };
  readonly regulations: { version: number; usedBySessions: number }[];
}

const act = async (name: string, types: string, variables: Record<string, unknown>): Promise<Answer> => {
  const given = Object.keys(variables);
  const declared = types.split(' ').map((type, at) => `$${given[at]!}: ${type}`);
  const passed = given.map((one) => `${one}: $${one}`);
  const query = `mutation (${declared.join(', ')}) { answer: ${name}(${passed.join(', ')}) { ${COUNCIL} } }`;
  return (await api.data<{ answer: Answer }>(query, variables)).answer;
};

const councilInput = (other: Record<string, unknown> = {}) => ({
  name: 'Hội đồng đánh giá, phân hạng tỉnh Hòa Bình',
  level: 'PROVINCE',
  placeId: province,
  decisionNumber,
  decisionDate: '2026-01-05',
  termFrom: '2026-01-10',
  termTo: null,
  ...other,
});
const memberInput = (other: Record<string, unknown> = {}) => ({
  title: 'Phó Giám đốc',
  institution: 'Sở Công Thương',
  role: 'MEMBER',
  voting: true,
  memberFrom: '2026-01-10',
  ...other,
});
/** By a decision of its own. */
const found = (other?: Record<string, unknown>) => {
  decision += 1;
  const input = councilInput({ decisionNumber: `${decision}/QĐ-UBND`, ...other });
  return act('createCouncil', 'CouncilInput!', { input });
};
const changeCouncil = (version: number, other?: Record<string, unknown>) =>
  act('changeCouncil', 'ID! Int! CouncilInput!', { id: councilId, version, input: councilInput(other) });
const add = (other?: Record<string, unknown>) =>
  act('addMember', 'ID! CouncilMemberInput!', { councilId, input: memberInput(other) });
/** As an administrator who has just read the member. */
const versionOf = async (memberId: string): Promise<number> => {
  const [row]: { version: number }[] = await api.database.query(
    'select version from council_member where id = $1',
    [memberId],
  );
  return row!.version;
};
const change = async (memberId: string, other?: Record<string, unknown>) =>
  act('changeMember', 'ID! Int! CouncilMemberInput!', {
    memberId,
    version: await versionOf(memberId),
    input: memberInput(other),
  });
/** Corrects the last day in office of a member; null where the member has not left after all. */
const correctLastDay = async (memberId: string, memberTo: string | null, other?: Record<string, unknown>) =>
  act('changeMember', 'ID! Int! CouncilMemberInput! Date', {
    memberId,
    version: await versionOf(memberId),
    input: memberInput(other),
    memberTo,
  });
const replace = async (memberId: string, on: string, other?: Record<string, unknown>) =>
  act('replaceMember', 'ID! Int! Date! CouncilMemberInput!', {
    memberId,
    version: await versionOf(memberId),
    on,
    by: memberInput({ memberFrom: on, ...other }),
  });
const retireMember = (memberId: string, on: string) => act('retireMember', 'ID! Date!', { memberId, on });
const last = ({ members }: Answer): Member => members.at(-1)!;

/** A session of the council, with an attendance of the member, as it was opened on a day. */
async function openSession(memberId: string | null, openedAt: string, phase = 'OPEN'): Promise<string> {
  const [session]: { id: string }[] = await api.database.query(
    `insert into session (council_id, regulation_id, name, year, batch, planned_at, phase, opened_at)
     values ($1, (select id from regulation where council_id = $1 order by version desc limit 1), 'Phiên', 2026, 1, $2,
       $3, case when $3 <> 'PLANNED' then $2::timestamptz end) returning id`,
    [councilId, openedAt, phase],
  );
  if (memberId) {
    await api.database.query(
      'insert into attendance (session_id, member_id, present) values ($1, $2, true)',
      [session!.id, memberId],
    );
  }
  return session!.id;
}

/** A sheet of the member in the session. */
async function giveSheet(sessionId: string, memberId: string): Promise<void> {
  await api.database.query(
    `with producer as (insert into producer (name, kind, place_id) values ('HTX', 'COOPERATIVE', $3) returning id),
       product as (insert into product (name, producer_id) select 'Cam', id from producer returning id),
       dossier as (insert into dossier (product_id, kind, level, regime, product_set, sector_code, criteria_set_code, year,
           batch, submitted_on, has_story)
         select id, 'FIRST', 'PROVINCE', '26-2026', 4, 'FOOD', 'OCOP-26-2026-04', 2026, 1, '2026-09-01', true
         from product returning id),
       evaluation as (insert into evaluation (session_id, dossier_id, position, criteria_set_code)
         select $1, id, 1, 'OCOP-26-2026-04' from dossier returning id)
     insert into sheet (evaluation_id, member_id) select id, $2 from evaluation`,
    [sessionId, memberId, commune],
  );
}

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

describe('members', () => {
  it('are named by their full name, or by title and institution', async () => {
    await add({ fullName: '  ' });
    const { members } = await add({ fullName: 'Nguyễn Văn A' });
    expect(members.map(({ label }) => label)).toEqual(['Phó Giám đốc, Sở Công Thương', 'Nguyễn Văn A']);
    expect(members.map(({ position }) => position)).toEqual([1, 2]);
  });

  it('have one chair among them, also when two are appointed at the same moment', async () => {
    const answers = await Promise.all([add({ role: 'CHAIR' }), add({ role: 'CHAIR' })]);
    expect(answers.map(({ code }) => code ?? 'done').sort()).toEqual(['DUPLICATE', 'done']);
    expect(answers.find(({ code }) => code)!.fields).toMatchObject([{ field: 'input.role' }]);
    const member = last(await add());
    expect(await change(member.id, { role: 'CHAIR' })).toMatchObject({
      code: 'DUPLICATE',
      fields: [
        {
          field: 'input.role',
          message: {
            en: 'the council has a chair at that time: “Phó Giám đốc, Sở Công Thương”, from 2026-01-10',
          },
        },
      ],
    });
  });

  it('may be chair after the term of another has ended', async () => {
    const chair = last(await add({ role: 'CHAIR' }));
    expect((await retireMember(chair.id, '2026-06-01')).members[0]).toMatchObject({ memberTo: '2026-05-31' });
    expect(await add({ role: 'CHAIR', memberFrom: '2026-05-31' })).toMatchObject({ code: 'DUPLICATE' });
    expect((await add({ role: 'CHAIR', memberFrom: '2026-06-01' })).members).toHaveLength(2);
  });

  it('of the support team never vote, and nobody serves outside the term of the council', async () => {
    const refused = await add({ role: 'SUPPORT', voting: true, memberFrom: '2026-01-09' });
    expect(refused).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'input.voting' }, { field: 'input.memberFrom' }],
    });
    expect(await add({ role: 'SUPPORT', voting: false })).not.toHaveProperty('code');
    expect(await changeCouncil(1, { termFrom: '2026-01-11' })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'input.termFrom' }],
    });
  });

  it('are entered once while they are in office: nobody has two votes', async () => {
    const an = { fullName: 'Nguyễn Hoà An', title: 'Giám đốc', institution: 'Sở Y tế' };
    const first = last(await add(an));
    const refusal = (field: string) => ({
      code: 'DUPLICATE',
      fields: [
        {
          field,
          message: {
            vi: 'người này đã là thành viên hội đồng trong thời gian này: “Nguyễn Hoà An, Giám đốc, Sở Y tế”, từ 10/01/2026',
            en: 'this person is a member of the council at that time already: “Nguyễn Hoà An, Giám đốc, Sở Y tế”, from 2026-01-10',
          },
        },
      ],
    });
    const again = { fullName: 'nguyễn  hòa an', title: 'GIÁM ĐỐC', institution: 'Sở y tế' };
    expect(await add(again)).toMatchObject(refusal('input.fullName'));
    const other = last(await add({ ...an, fullName: 'Nguyễn Hoa An' }));
    expect(await change(other.id, again)).toMatchObject(refusal('input.fullName'));
    expect(await replace(other.id, '2026-06-01', again)).toMatchObject(refusal('by.fullName'));
    // The same name in another office may be another person; who takes over his own seat is not there twice.
    expect(await add({ ...an, title: 'Chuyên viên' })).not.toHaveProperty('code');
    const { members } = await replace(first.id, '2026-06-01', { ...an, role: 'VICE_CHAIR' });
    expect(members.filter(({ label }) => label === an.fullName)).toMatchObject([
      { memberTo: '2026-05-31' },
      { memberTo: null },
      { memberTo: null },
    ]);
  });

  it('have at most one seat for one account, and only an account in use', async () => {
    const { accountId } = administrator as { accountId: string };
    expect(last(await add({ accountId }))).toMatchObject({ account: { id: accountId } });
    expect(await add({ accountId })).toMatchObject({
      code: 'DUPLICATE',
      fields: [
        {
          field: 'input.accountId',
          message: { vi: 'tài khoản này đã có ghế trong hội đồng: “Phó Giám đốc, Sở Công Thương”' },
        },
      ],
    });
    const ghost = '00000000-0000-4000-8000-00000000dead';
    expect(await add({ accountId: ghost })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'input.accountId' }],
    });
    expect(await add({ accountId: 'no-id' })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'input.accountId' }],
    });
  });

  it('who are replaced stay in the record, with their last day and their successor, who takes over the seat', async () => {
    const chair = last(await add({ role: 'CHAIR' }));
    await add();
    const { members } = await replace(chair.id, '2026-12-01', { role: 'CHAIR', title: 'Phó Chủ tịch tỉnh' });
    expect(members).toHaveLength(3);
    const successor = members.find(({ label }) => label.startsWith('Phó Chủ tịch tỉnh'))!;
    expect(members[0]).toMatchObject({
      id: chair.id,
      memberTo: '2026-11-30',
      replacedBy: { id: successor.id },
    });
    expect(successor).toMatchObject({ position: chair.position, memberFrom: '2026-12-01', memberTo: null });
    expect(await replace(chair.id, '2026-12-02')).toMatchObject({ code: 'ALREADY_DONE' });
    expect(await retireMember(chair.id, '2026-12-02')).toMatchObject({ code: 'ALREADY_DONE' });
  });

  it('come and go on days that somebody may live to see', async () => {
    expect(await add({ memberFrom: '2126-01-10' })).toMatchObject({
      fields: [{ field: 'input.memberFrom' }],
    });
    const member = last(await add());
    expect(await retireMember(member.id, '2126-01-10')).toMatchObject({ fields: [{ field: 'on' }] });
    expect(await replace(member.id, '2126-01-10')).toMatchObject({ fields: [{ field: 'on' }] });
    await retireMember(member.id, '2026-06-01');
    expect(await correctLastDay(member.id, '2126-01-10')).toMatchObject({ fields: [{ field: 'memberTo' }] });
  });

  it('who have left can have their last day corrected, or turn out not to have left', async () => {
    const member = last(await add());
    expect(await correctLastDay(member.id, '2026-06-30')).toMatchObject({ fields: [{ field: 'memberTo' }] });
    await retireMember(member.id, '2026-06-01');
    expect(last(await correctLastDay(member.id, '2026-06-30'))).toMatchObject({ memberTo: '2026-06-30' });
    expect(last(await change(member.id, { title: 'Giám đốc' }))).toMatchObject({ memberTo: '2026-06-30' });
    expect(await correctLastDay(member.id, '2026-01-09')).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'memberTo' }],
    });
    expect(last(await correctLastDay(member.id, null))).toMatchObject({ memberTo: null });
  });

  it('keep a last day that no session, successor or other chair contradicts', async () => {
    const chair = last(await add({ role: 'CHAIR' }));
    await openSession(chair.id, '2026-05-20T02:00:00Z', 'CLOSED');
    await replace(chair.id, '2026-06-01', { role: 'CHAIR' });
    const refusal = async (day: string | null) => {
      const { code, fields } = await correctLastDay(chair.id, day, { role: 'CHAIR' });
      return [code, fields?.map(({ field, message }) => `${field}: ${message.en}`)];
    };
    expect(await refusal('2026-05-19')).toEqual([
      'INVALID_INPUT',
      ['memberTo: must not be before 2026-05-20, when the member took part in a session'],
    ]);
    for (const day of ['2026-06-01', null]) {
      expect(await refusal(day)).toEqual([
        'INVALID_INPUT',
        ['memberTo: must be before 2026-06-01, the first day of the successor'],
      ]);
    }
    expect((await correctLastDay(chair.id, '2026-05-25', { role: 'CHAIR' })).members[0]).toMatchObject({
      memberTo: '2026-05-25',
    });
    const [, next] = (await add()).members;
    await retireMember(next!.id, '2026-07-01');
    await openSession(null, '2026-07-10T02:00:00Z', 'CLOSED');
    expect(
      await correctLastDay(next!.id, '2026-07-31', { role: 'CHAIR', memberFrom: '2026-06-01' }),
    ).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [
        {
          field: 'memberTo',
          message: { en: 'the session of 2026-07-10 was held and closed without this member' },
        },
      ],
    });
    await add({ role: 'CHAIR', memberFrom: '2026-07-01' });
    expect(
      await correctLastDay(next!.id, '2026-07-05', { role: 'CHAIR', memberFrom: '2026-06-01' }),
    ).toMatchObject({
      code: 'DUPLICATE',
    });
  });

  it('entered by mistake go again on the same day, unless something is on record of them', async () => {
    const wrong = last(await add({ title: 'Nhầm' }));
    const after = await retireMember(wrong.id, '2026-01-10');
    expect(after.members.map(({ id }) => id)).not.toContain(wrong.id);
    const sat = last(await add());
    await openSession(sat.id, '2026-01-10T02:00:00Z', 'CLOSED');
    expect(await retireMember(sat.id, '2026-01-10')).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('are replaced with faults named where the form of the successor shows them', async () => {
    const member = last(await add());
    expect(await replace(member.id, '2026-12-01', { title: ' ' })).toMatchObject({
      fields: [{ field: 'by.title' }],
    });
    expect(await replace(member.id, '2026-12-01', { role: 'SUPPORT' })).toMatchObject({
      fields: [{ field: 'by.voting' }],
    });
    expect(await replace(member.id, '2026-12-01', { memberFrom: '2026-11-30' })).toMatchObject({
      fields: [{ field: 'by.memberFrom' }],
    });
    expect(await replace(member.id, '2026-01-10')).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'on' }],
    });
  });

  it('who took part in a session cannot leave before it, nor have come after it', async () => {
    const member = last(await add());
    // 1 a.m. in Vietnam is the evening before in Greenwich.
    await openSession(member.id, '2026-11-19T18:00:00Z', 'CLOSED');
    const refused = await retireMember(member.id, '2026-11-20');
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', fields: [{ field: 'on' }] });
    expect(refused.fields![0]!.message.en).toContain('2026-11-20');
    expect(await change(member.id, { memberFrom: '2026-11-21' })).toMatchObject({
      fields: [{ field: 'input.memberFrom' }],
    });
    expect(last(await retireMember(member.id, '2026-11-21'))).toMatchObject({ memberTo: '2026-11-20' });
  });

  it('who have a sheet keep role and vote; their names can still be corrected', async () => {
    const member = last(await add());
    await giveSheet(await openSession(member.id, `${TODAY}T01:00:00Z`), member.id);
    expect(await change(member.id, { role: 'SECRETARY', voting: false })).toMatchObject({
      code: 'IN_USE',
      fields: [{ field: 'input.role' }, { field: 'input.voting' }],
    });
    expect(last(await change(member.id, { fullName: 'Trần Thị B' }))).toMatchObject({
      label: 'Trần Thị B',
      role: 'MEMBER',
    });
  });

  it('who change are told to the screens of every session that is not closed', async () => {
    const planned = await openSession(null, '2026-12-05T01:00:00Z', 'PLANNED');
    const open = await openSession(null, `${TODAY}T01:00:00Z`);
    await openSession(null, '2026-03-05T01:00:00Z', 'CLOSED');
    api.facts.length = 0;
    await add();
    const told = api.facts.flatMap((fact) => (fact.kind === 'sessionChanged' ? [fact] : []));
    expect(told.map(({ sessionId }) => sessionId).sort()).toEqual([planned, open].sort());
    expect(told.map(({ revision }) => revision)).toEqual([1, 1]);
    api.facts.length = 0;
    await add({ role: 'SUPPORT' });
    expect(api.facts).toEqual([]);
  });

  it('are ordered when all in office are named, and nobody is lost by an order that is out of date', async () => {
    for (let count = 0; count < 3; count++) await add();
    const [first, second, third] = (await add()).members as [Member, Member, Member, Member];
    const fourth = last(await retireMember(third.id, '2026-11-22'));
    const order = (...members: Member[]) =>
      act('orderMembers', 'ID! [ID!]!', { councilId, memberIds: members.map(({ id }) => id) });
    const { members } = await order(fourth, second, first);
    expect(members.map(({ id }) => id)).toEqual([fourth, second, first, third].map(({ id }) => id));
    expect(members.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
    expect(await order(fourth, first)).toMatchObject({ code: 'CONFLICT' });
    expect(await order(fourth, first, second, first)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'memberIds' }],
    });
    const mine = councilId;
    councilId = (await found()).id;
    const other = last(await add());
    councilId = mine;
    expect(await order(fourth, second, first, other)).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the regulation', () => {
  const settings = (other: Record<string, unknown> = {}) => ({
    quorumNum: 2,
    quorumDen: 3,
    presidingRequired: true,
    deviationLimit: 10,
    afterDeviation: 'RESCORE_OR_REASON',
    minimumTest: 'MEAN',
    roundsPerBatch: 2,
    averagesVisibleTo: 'CHAIR_AND_SECRETARY',
    resultsVisibleToRoom: 'AFTER_RELEASE',
    blindAverages: false,
    sheetsAfterRelease: 'MEMBERS',
    hideOthersUntilMarked: false,
    ...other,
  });
  /** As an administrator who has just read the newest version. */
  const newest = async (): Promise<number> => {
    const [row]: { version: number }[] = await api.database.query(
      'select max(version)::int as version from regulation where council_id = $1',
      [councilId],
    );
    return row!.version;
  };
  const save = async (other?: Record<string, unknown>, version?: number) =>
    act('saveRegulation', 'ID! Int! RegulationInput!', {
      councilId,
      version: version ?? (await newest()),
      input: settings(other),
    });

  it('is a new version with every change, and the same settings again are none', async () => {
    expect((await save({ note: 'Theo Quyết định 15' })).regulation).toMatchObject({
      version: 2,
      note: 'Theo Quyết định 15',
      quorumNum: 2,
      sheetsAfterRelease: 'MEMBERS',
    });
    expect(await save({ note: 'khác' })).toMatchObject({ code: 'ALREADY_DONE' });
    expect((await save({ remarkBeyond: 3 })).regulations.map(({ version }) => version)).toEqual([3, 2, 1]);
  });

  it('made by two at once from the same version is made by one', async () => {
    const answers = await Promise.all([save({ deviationLimit: 7 }, 1), save({ deviationLimit: 8 }, 1)]);
    expect(answers.map(({ code }) => code ?? 'done').sort()).toEqual(['CONFLICT', 'done']);
    const { limit } = (
      await api.database.query(
        `select (settings->>'deviationLimit')::int as limit from regulation where council_id = $1 and version = 2`,
        [councilId],
      )
    )[0] as { limit: number };
    expect(limit).toBe(answers[0]!.code ? 8 : 7);
    expect(await newest()).toBe(2);
  });

  it('from an older version is refused, were it even the same as the newest', async () => {
    await save({ deviationLimit: 7 });
    for (const deviationLimit of [7, 8])
      expect(await save({ deviationLimit }, 1)).toMatchObject({ code: 'CONFLICT' });
    expect(await newest()).toBe(2);
  });

  it('stays that of the session which pinned it, and tells how many did', async () => {
    await openSession(null, `${TODAY}T01:00:00Z`);
    await openSession(null, '2026-03-05T01:00:00Z', 'CLOSED');
    expect((await save()).regulations).toEqual([
      { version: 2, usedBySessions: 0 },
      { version: 1, usedBySessions: 2 },
    ]);
  });

  it('is refused with every number out of range named by its field', async () => {
    const refused = await save({ quorumDen: 0, deviationLimit: 101, roundsPerBatch: 10, remarkBeyond: 0 });
    expect(refused.code).toBe('INVALID_INPUT');
    expect(refused.fields!.map(({ field }) => field).sort()).toEqual([
      'input.deviationLimit',
      'input.quorumDen',
      'input.remarkBeyond',
      'input.roundsPerBatch',
    ]);
  });

  it('cannot ask for more members than there are', async () => {
    const refused = await save({ quorumNum: 4, quorumDen: 3 });
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', fields: [{ field: 'input.quorumNum' }] });
    expect(refused.fields![0]!.message).toEqual({
      vi: 'cần là số nguyên từ 1 đến 3',
      en: 'needs a whole number from 1 to 3',
    });
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
