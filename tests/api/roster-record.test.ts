import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LiveCouncil } from '../support/live-council.js';
import { accountHolder, type Person } from '../support/server.js';

const OUTCOME = '... on Council { id }';
const INPUT = {
  title: 'Ủy viên',
  institution: 'Sở Du lịch',
  role: 'MEMBER',
  voting: true,
  memberFrom: '2026-11-01',
};

describe('who changes the council while it sits', () => {
  let council: LiveCouncil;
  let administrator: Person;
  let account: string;
  beforeAll(async () => {
    council = await LiveCouncil.open();
    const [row] = await council.sql('select id, username from account where is_admin limit 1');
    administrator = await accountHolder(council.stage, row!.username);
    account = row!.id;
  });
  afterAll(() => council?.close());

  const entries = async (sessionId = council.sessionId) => {
    const rows = await council.sql(
      `select act, actor, content from ledger where session_id = $1 and act like '%Member%' order by seq`,
      [sessionId],
    );
    return rows.map(({ act, actor, content }) => ({ act, actor, content: JSON.parse(content).content }));
  };
  const act = (field: string, args: string, variables: Record<string, unknown>) =>
    administrator.act(field, args, variables, OUTCOME);

  it('is on record in every session under way, act by act, and in no other', async () => {
    const [closed, planned] = await council.sql<{ id: string }>(
      `insert into session (council_id, regulation_id, name, year, batch, planned_at, phase, opened_at, closed_at)
       select s.council_id, s.regulation_id, x.name, 2026, x.batch, now(), x.phase, x.opened_at, x.opened_at
       from session s, (values ('Cũ', 5, 'CLOSED', now() - interval '1 year'), ('Sau', 6, 'PLANNED', null))
         as x (name, batch, phase, opened_at)
       where s.id = $1 returning id`,
      [council.sessionId],
    );
    const councilId = council.demo.councilId;
    await act('addMember(councilId: $c, input: $i)', '$c: ID!, $i: CouncilMemberInput!', {
      c: councilId,
      i: INPUT,
    });
    const [{ id: added }] = (await council.sql(
      `select id from council_member where institution = 'Sở Du lịch'`,
    )) as [{ id: string }];
    await act('changeMember(memberId: $m, version: 1, input: $i)', '$m: ID!, $i: CouncilMemberInput!', {
      m: added,
      i: { ...INPUT, voting: false },
    });
    const order = await council.sql('select id from council_member where council_id = $1 order by position', [
      councilId,
    ]);
    const ids = order.map(({ id }) => id as string);
    await act('orderMembers(councilId: $c, memberIds: $m)', '$c: ID!, $m: [ID!]!', { c: councilId, m: ids });
    await act(
      'replaceMember(memberId: $m, version: 2, on: $on, by: $by)',
      '$m: ID!, $on: Date!, $by: CouncilMemberInput!',
      {
        m: added,
        on: '2026-11-10',
        by: { ...INPUT, institution: 'Sở Y tế tỉnh', memberFrom: '2026-11-10' },
      },
    );
    const [{ id: successor }] = (await council.sql(
      `select id from council_member where institution = 'Sở Y tế tỉnh'`,
    )) as [{ id: string }];
    await act('retireMember(memberId: $m, on: $on)', '$m: ID!, $on: Date!', {
      m: successor,
      on: '2026-11-20',
    });

    const found = await entries();
    expect(new Set(found.map(({ actor }) => actor))).toEqual(new Set([`account:${account}`]));
    expect(found.map(({ act: name, content }) => [name, content])).toEqual([
      ['addMember', expect.objectContaining({ member: added, role: 'MEMBER', voting: true })],
      ['changeMember', { member: added, before: { voting: true }, after: { voting: false } }],
      ['orderMembers', { members: ids }],
      [
        'replaceMember',
        {
          member: added,
          memberTo: '2026-11-09',
          successor: expect.objectContaining({ member: successor, institution: 'Sở Y tế tỉnh' }),
        },
      ],
      ['retireMember', { member: successor, memberTo: '2026-11-19' }],
    ]);
    expect([await entries(closed!.id), await entries(planned!.id)]).toEqual([[], []]);
  });

  it('leaves no entry of a change that is refused', async () => {
    const before = await entries();
    const refused = await act('addMember(councilId: $c, input: $i)', '$c: ID!, $i: CouncilMemberInput!', {
      c: council.demo.councilId,
      i: { ...INPUT, role: 'CHAIR' },
    });
    expect(refused.code).toBe('DUPLICATE');
    expect(await entries()).toEqual(before);
  });

  it('and who acts from a seat with an account is named beside the member', async () => {
    const { username, id } = council.member('chutich');
    const chair = await accountHolder(council.stage, username);
    await council.must('suspendSession', { sessionId: council.sessionId, reason: 'Nghỉ' }, chair);
    await council.must('resumeSession', { sessionId: council.sessionId });
    const [mine, card] = await council.sql(
      `select actor, content from ledger where session_id = $1 and act in ('suspendSession', 'resumeSession')
       order by seq`,
      [council.sessionId],
    );
    const [row] = await council.sql('select id from account where username = $1', [username]);
    expect([mine!.actor, JSON.parse(mine!.content).content]).toEqual([
      `member:${id}`,
      { reason: 'Nghỉ', account: row!.id },
    ]);
    expect([card!.actor, JSON.parse(card!.content).content]).toEqual([`member:${id}`, {}]);
  });
});
