import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CouncilApi } from '../support/council-api.js';
import { FoundedCouncils, last, TODAY, type Member } from '../support/founded-councils.js';
import { administrator } from '../support/registry-api.js';

const councils = new FoundedCouncils();
const { act, add, change, changeCouncil, correctLastDay, found, openSession, replace, retireMember } =
  councils;
let api: CouncilApi;
let commune: string;
let councilId: string;
beforeAll(async () => {
  await councils.start();
  ({ api, commune } = councils);
});
afterAll(() => councils.stop());
beforeEach(async () => {
  await councils.foundAnother();
  ({ councilId } = councils);
});

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

  it('who were put into somebody’s place by mistake go again, and whoever had it can stay', async () => {
    const member = last(await add({ fullName: 'Trần Văn A' }));
    const { members } = await replace(member.id, '2026-12-01', { fullName: 'Nhầm Người' });
    const mistaken = members.find(({ label }) => label === 'Nhầm Người')!;
    const after = await retireMember(mistaken.id, '2026-12-01');
    expect(after.members.map(({ label }) => label)).toEqual(['Trần Văn A']);
    expect(last(await correctLastDay(member.id, null))).toMatchObject({ memberTo: null });
    const again = await replace(member.id, '2026-12-02', { fullName: 'Đúng Người' });
    expect(again.members.map(({ label }) => label)).toContain('Đúng Người');
    expect(again.members).toHaveLength(2);
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
      ['memberTo: must not be before 2026-05-20, when the roll of a session called this member'],
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
    const mine = councils.councilId;
    councils.councilId = (await found()).id;
    const other = last(await add());
    councils.councilId = mine;
    expect(await order(fourth, second, first, other)).toMatchObject({ code: 'NOT_FOUND' });
  });
});
