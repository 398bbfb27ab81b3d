import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { itemOf, LiveCouncil } from '../support/live-council.js';
import { Person, seat } from '../support/server.js';

const BOARD = `query($id: ID!) { sessionBoard(sessionId: $id) { cohort agenda { id recused expectedCount seats { id state reason } } } }`;
const FIX_LIST = `query($id: ID!) { sessionBoard(sessionId: $id) { agenda { id fixList } } }`;

describe('what one session leaves to another', () => {
  let council: LiveCouncil;
  beforeAll(async () => {
    council = await LiveCouncil.open();
  });
  afterAll(() => council?.close());
  beforeEach(() => council.clearTable());

  let batch = 3;
  const planned = async () => {
    const [row] = await council.sql<{ id: string }>(
      `insert into session (council_id, name, year, batch, planned_at)
       select council_id, 'Phiên sau', 2026, $2, now() from session where id = $1 returning id`,
      [council.sessionId, (batch += 1)],
    );
    return row!.id;
  };
  const open = (sessionId: string, by: Person) =>
    by.act('openSession(sessionId: $s)', '$s: ID!', { s: sessionId }, '');

  it('R 8.14 takes nobody back into a dossier in round 2 who took no part in round 1', async () => {
    const first = await council.scoring();
    const friend = council.voters[3]!;
    const chair = council.member('chutich');
    for (const { id } of [friend, chair])
      await council.must('recuse', { evaluationId: first, memberId: id, reason: 'Người nhà là chủ thể' });
    await council.must('defer', { evaluationId: first, reason: 'Thiếu', fixList: 'Nhãn' }, council.vice);

    const sessionId = await planned();
    const [{ id: second }] = (await council.sql(
      `insert into evaluation (session_id, dossier_id, position, round, criteria_set_code)
       select $2, dossier_id, 1, 2, criteria_set_code from evaluation where id = $1 returning id`,
      [first, sessionId],
    )) as [{ id: string }];
    const [secretary, vice, again] = await Promise.all(
      [council.member('thuky'), council.member('phochutich'), friend].map(({ id }) =>
        seat(council.stage, sessionId, id),
      ),
    );
    expect((await open(sessionId, secretary!)).__typename).toBe('SessionBoard');
    const entries = council.voters.map(({ id }) => ({ memberId: id, present: true }));
    await council.must('markAttendance', { sessionId, entries }, secretary);
    const look = async (by: Person) => itemOf((await by.get(BOARD, { id: sessionId })).sessionBoard, second);

    // What round 1 asked for is told to whoever scores now, and to nobody who is recused.
    const told = async (by: Person) =>
      itemOf((await by.get(FIX_LIST, { id: sessionId })).sessionBoard, second).fixList;
    expect([await told(vice!), await told(again!)]).toEqual(['Nhãn', null]);

    // On the agenda already, and with an empty sheet opened in vain.
    expect((await look(again!)).recused).toBe(true);
    await council.sheet(second, again!);
    await council.must('presentDossier', { evaluationId: second }, secretary);
    await council.must('openScoring', { evaluationId: second }, secretary);
    const { seats, expectedCount } = await look(vice!);
    expect(expectedCount).toBe(9);
    expect(seats.filter(({ state }: { state: string }) => state === 'RECUSED')).toEqual(
      [chair, friend].map(({ id }) => ({
        id,
        state: 'RECUSED',
        reason: 'Đã không tham gia ở lần trước: Người nhà là chủ thể',
      })),
    );
    const [entry] = await council.sql(
      `select content from ledger where session_id = $1 and act = 'presentDossier'`,
      [sessionId],
    );
    expect(new Set(JSON.parse(entry!.content).content.recused)).toEqual(new Set([friend.id, chair.id]));
    // What he may have heard since round 1 nobody can take back: here it is withdrawn no more.
    const back = { evaluationId: second, memberId: friend.id, reason: 'Ghi nhầm' };
    const refused = await council.act('withdrawRecusal', back, secretary);
    expect(refused).toMatchObject({ __typename: 'Refusal', code: 'WRONG_PHASE' });
    expect(refused.message.vi).toContain('ở phiên họp trước');
    expect((await look(again!)).recused).toBe(true);
    // And round 1 stays what it was.
    expect((await council.item(first, council.secretary)).recused).toBe(false);
    for (const person of [secretary, vice, again]) person!.leave();
  });

  it('R 1.2 opens no session over dossiers that their decree no longer governs, and names them', async () => {
    const sessionId = await planned();
    const governedNoMore = () => council.dossier('OCOP-148-2023-04', { sessionId });
    const old = [await governedNoMore(), await governedNoMore()];
    await council.sql(
      `update dossier set kind = 'RE_EVALUATION', submitted_on = '2026-05-01' from evaluation e
       where e.dossier_id = dossier.id and e.id = any($1)`,
      [old],
    );
    await council.dossier(undefined, { sessionId });
    const chair = await seat(council.stage, sessionId, council.member('chutich').id);
    const query = `mutation($s: ID!) { openSession(sessionId: $s) { __typename ... on Refusal { code fields { field message { vi } } } } }`;
    const { openSession: refused } = await chair.get(query, { s: sessionId });
    expect(refused.code).toBe('CARD_NOT_IN_FORCE');
    const names = await council.sql<{ name: string }>(
      `select p.name from evaluation e join dossier d on d.id = e.dossier_id join product p on p.id = d.product_id
       where e.id = any($1) order by e.position`,
      [old],
    );
    expect(refused.fields.map(({ message }: { message: { vi: string } }) => message.vi)).toEqual(
      names.map(({ name }) => expect.stringContaining(`“${name}” không thuộc diện áp dụng`)),
    );
    expect(await council.sql('select phase from session where id = $1', [sessionId])).toEqual([
      { phase: 'PLANNED' },
    ]);
    await council.sql('delete from evaluation where id = any($1)', [old]);
    expect((await open(sessionId, chair)).__typename).toBe('SessionBoard');
    chair.leave();
  });

  it('lets a member whose term ended after the session opened sit there to the end, and nobody after', async () => {
    const member = council.voters[5]!;
    await council.sql(`update session set opened_at = now() - interval '2 days' where id = $1`, [
      council.sessionId,
    ]);
    const later = await planned();
    const card = (sessionId: string) =>
      council.stage.dataSource.transaction((tx) =>
        council.stage.server.api.live.links.issueSeatLink(tx, sessionId, member.id),
      );
    const [here, there] = [await card(council.sessionId), await card(later)];
    await council.sql(
      `update council_member set member_to = (now() at time zone 'Asia/Ho_Chi_Minh')::date - 1 where id = $1`,
      [member.id],
    );
    expect((await member.person.get('{ viewer { kind } }')).viewer.kind).toBe('SEAT');
    const device = new Person(() => council.stage.server.address);
    expect((await device.openLink(here.token, true)).data?.useLink?.__typename).toBe('SignedIn');
    expect((await council.board(device)).cohort).toBe('MEMBER');
    const other = new Person(() => council.stage.server.address);
    expect((await other.openLink(there.token, true)).data?.useLink?.code).toBe('LINK_INVALID');
    device.leave();
  });
});
