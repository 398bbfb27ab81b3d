import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEDGER_ACTS } from '../../server/platform/ledger-acts.js';
import { LiveCouncil } from '../support/live-council.js';
import { accountHolder, type Loose, Person, roomScreen } from '../support/server.js';

const ENTRY = `id at act actor { kind memberId name } dossiers { evaluationId productName }
  members { memberId name wasPresent present reason } attempt reopened fromPhase condition { vi en } findingOutcome
  starClass reason fixList changes { field before after }`;
const QUERY = `query($id: ID!, $filter: HistoryFilter, $first: Int, $after: String) {
  sessionHistory(sessionId: $id, filter: $filter, first: $first, after: $after) {
    sessionName totalCount recusedFrom pageInfo { hasNextPage endCursor }
    members { memberId name } dossiers { evaluationId productName } nodes { ${ENTRY} } } }`;

let council: LiveCouncil;
let admin: Person;
beforeAll(async () => {
  council = await LiveCouncil.open();
  admin = await accountHolder(council.stage, 'quantri');
});
afterAll(() => council?.close());

const history = async (
  by: Person = council.chair,
  filter: object | null = null,
  more: { first?: number; after?: string | null } = {},
): Promise<Loose> => {
  const variables = { id: council.sessionId, filter, first: 200, ...more };
  return (await by.get(QUERY, variables)).sessionHistory;
};
const of = async (evaluationId: string, by?: Person): Promise<Loose[]> =>
  (await history(by, { evaluationId })).nodes;
const acts = (nodes: readonly Loose[]) => nodes.map(({ act }) => act as string);
const one = (nodes: readonly Loose[], act: string): Loose => {
  const found = nodes.filter((entry) => entry.act === act);
  expect(found, act).toHaveLength(1);
  return found[0];
};

describe('the history of a session', () => {
  it('knows every act that the record can hold', () => {
    const schema = readFileSync('schema.graphql', 'utf8');
    const named = /^enum HistoryAct \{\n([^}]*)\}/m.exec(schema)![1]!.match(/^ {2}[A-Z_]+$/gm)!;
    const inCapitals = LEDGER_ACTS.map((act) => act.replace(/[A-Z]/g, '_$&').toUpperCase());
    expect(LEDGER_ACTS.length).toBeGreaterThan(20);
    expect(named.map((name) => name.trim()).sort()).toEqual([...inCapitals].sort());
  });

  it('tells of a scored dossier who did what when, newest first, and never a point', async () => {
    const evaluationId = await council.scoring();
    const [first, second] = [council.voters[2]!, council.voters[3]!];
    await council.must('reportStop', await fact(evaluationId, 'Không có giấy'), first.person);
    await council.allHandIn(evaluationId, 77);
    const { id } = await council.sheet(evaluationId, first.person);
    await council.withdraw(first.person, id);
    await council.handIn(evaluationId, first.person, 76);
    const [finding] = (await council.item(evaluationId)).findings;
    const dismissed = { findingId: finding.id, decision: 'DISMISS', reason: 'Có giấy' };
    await council.must('confirmStop', dismissed);
    await council.must('closeScoring', { evaluationId }, council.secretary);
    const again = { evaluationId, memberIds: [second.id], reason: 'Xem lại mục A' };
    await council.must('returnSheets', again, council.secretary);
    await council.handIn(evaluationId, second.person, 78);
    await council.must('closeScoring', { evaluationId });
    await council.must('conclude', { evaluationId, reason: null });

    const nodes = await of(evaluationId);
    expect(nodes.map(({ at }) => at)).toEqual(
      nodes
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    expect(acts(nodes).slice(0, 5)).toEqual([
      'CONCLUDE',
      'CLOSE_SCORING',
      'SUBMIT_SHEET',
      'RETURN_SHEETS',
      'CLOSE_SCORING',
    ]);
    expect(acts(nodes).filter((act) => act === 'SUBMIT_SHEET')).toHaveLength(council.voters.length + 2);
    const product = nodes[0].dossiers[0].productName;
    expect(product).toMatch(/^Sản phẩm /);
    for (const { dossiers } of nodes) expect(dossiers).toEqual([{ evaluationId, productName: product }]);

    const withdrawn = one(nodes, 'WITHDRAW_SHEET');
    expect(withdrawn).toMatchObject({
      attempt: 1,
      reason: null,
      actor: { kind: 'MEMBER', memberId: first.id },
    });
    expect(withdrawn.actor.name).toBeTruthy();
    const returned = one(nodes, 'RETURN_SHEETS');
    expect(returned).toMatchObject({ attempt: 2, reason: 'Xem lại mục A' });
    expect(returned.members.map(({ memberId }: Loose) => memberId)).toEqual([second.id]);
    expect(returned.actor.memberId).toBe(council.member('thuky').id);
    const reported = one(nodes, 'REPORT_STOP');
    expect(reported).toMatchObject({ reason: 'Không có giấy', findingOutcome: null });
    expect(reported.condition.vi.length).toBeGreaterThan(10);
    expect(one(nodes, 'CONFIRM_STOP')).toMatchObject({ reason: 'Có giấy', findingOutcome: 'DISMISSED' });

    const { receipt } = await council.sheet(evaluationId, first.person);
    const words = JSON.stringify(nodes.map((entry: Loose) => ({ ...entry, id: 0, at: '' })));
    for (const point of ['"76"', ':76', ':77', ':78', '77,', receipt]) expect(words).not.toContain(point);
  });

  it('names the class once it is released, also to the chair', async () => {
    const evaluationId = await concluded();
    expect(one(await of(evaluationId), 'CONCLUDE').starClass).toBeNull();
    await council.must('release', { evaluationId });
    const nodes = await of(evaluationId);
    const { starClass } = (await council.item(evaluationId)).result;
    expect(starClass).toBeGreaterThan(0);
    expect(one(nodes, 'CONCLUDE').starClass).toBe(starClass);
    expect(one(nodes, 'RELEASE').starClass).toBe(starClass);
    expect(one(nodes, 'CLOSE_SCORING').starClass).toBeNull();
  });

  it('tells of attendance what was recorded before, and why somebody is away', async () => {
    const away = council.voters[4]!;
    await council.attendance(away.username, 'Đi họp ở tỉnh');
    await council.attendance(away.username, null);
    const [back, left] = (await history(council.secretary, { memberId: away.id, groups: ['ATTENDANCE'] }))
      .nodes;
    expect(left.members).toMatchObject([
      { memberId: away.id, wasPresent: true, present: false, reason: 'Đi họp ở tỉnh' },
    ]);
    expect(back.members).toMatchObject([
      { memberId: away.id, wasPresent: false, present: true, reason: null },
    ]);
    expect(left.actor.memberId).toBe(council.member('thuky').id);
  });

  it('finds what a member did, and what was done about him', async () => {
    const evaluationId = await council.dossier();
    const [he, other] = [council.voters[6]!, council.voters[7]!];
    await council.must('recuse', { evaluationId, memberId: he.id, reason: 'Người nhà' });
    await council.must('recuse', { evaluationId, memberId: other.id, reason: 'Là chủ thể' }, other.person);
    const about = (member: string) => history(council.chair, { evaluationId, memberId: member });
    const [told] = (await about(he.id)).nodes;
    expect(told).toMatchObject({ act: 'RECUSE', reason: 'Người nhà', members: [{ memberId: he.id }] });
    expect(told.actor.memberId).toBe(council.member('chutich').id);
    expect((await about(other.id)).nodes).toMatchObject([{ actor: { memberId: other.id } }]);
    await council.must('withdrawRecusal', { evaluationId, memberId: he.id, reason: 'Ghi nhầm người' });
    expect((await about(he.id)).nodes[0]).toMatchObject({
      act: 'WITHDRAW_RECUSAL',
      reason: 'Ghi nhầm người',
      members: [{ memberId: he.id }],
    });
    expect((await about(council.member('chutich').id)).totalCount).toBe(2);
    expect((await about(other.id.toUpperCase())).totalCount).toBe(1);
  });

  it('narrows to groups of acts', async () => {
    const all = await history();
    const groups = ['SESSION', 'ATTENDANCE', 'SCORING', 'DECISION', 'ADMINISTRATION'];
    const counts = await Promise.all(
      groups.map(async (group) => (await history(council.chair, { groups: [group] })).totalCount as number),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(all.totalCount);
    expect((await history(council.chair, { groups: [] })).nodes).toEqual([]);
    const session = await history(council.chair, { groups: ['SESSION', 'ATTENDANCE'] });
    expect(session.totalCount).toBe(counts[0]! + counts[1]!);
    expect(new Set(acts(session.nodes))).toContain('OPEN_SESSION');
  });

  it('is read page by page without gap or repetition, also while more is done', async () => {
    const whole = await history();
    expect(whole.totalCount).toBe(whole.nodes.length);
    const read: Loose[] = [];
    let after: string | null = null;
    do {
      const page: Loose = await history(council.chair, null, { first: 7, after });
      read.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      if (read.length === 7) await council.attendance('phochutich', null);
    } while (after);
    expect(read.map(({ id }) => id)).toEqual(whole.nodes.map(({ id }: Loose) => id));
    expect(new Set(read.map(({ id }) => id)).size).toBe(read.length);
  });

  it.each([
    ['of another list', ['x', '1', '00000000-0000-4000-8000-000000000000']],
    ['of another session', ['2026-11-22T03:04:05.678Z', '1', '00000000-0000-4000-8000-000000000000']],
  ])('refuses a cursor %s', async (_, key) => {
    const after = Buffer.from(JSON.stringify(key)).toString('base64url');
    const answer = await council.chair.ask(QUERY, { id: council.sessionId, after });
    expect(answer.errors?.[0]?.extensions?.code).toBe('INVALID_INPUT');
  });

  it('asks the database no more often for a long page than for a short one', async () => {
    const { manager } = council.stage.dataSource;
    const asked = async (first: number) => {
      const query = manager.query;
      let count = 0;
      manager.query = function (this: typeof manager, ...given: Parameters<typeof query>) {
        count += 1;
        return query.apply(this, given);
      } as typeof query;
      const { nodes } = await history(council.chair, null, { first });
      manager.query = query;
      expect(nodes.length).toBe(first);
      return count;
    };
    const short = await asked(1);
    expect(short).toBeGreaterThan(3);
    expect(await asked(40)).toBe(short);
  });
});

describe('who may read it', () => {
  it('is whoever conducts, and administrators; nobody else', async () => {
    const member = council.voters[5]!.person;
    const room = await roomScreen(council.stage, council.sessionId);
    for (const person of [member, council.vice, room, new Person(() => council.stage.server.address)]) {
      const { data, errors } = await person.ask(QUERY, { id: council.sessionId });
      expect(data).toBeNull();
      expect(['FORBIDDEN', 'UNAUTHENTICATED']).toContain(errors?.[0]?.extensions?.code);
    }
    for (const person of [council.chair, council.secretary, admin])
      expect((await history(person)).totalCount).toBeGreaterThan(0);
  });

  it('is the vice-chair while he presides, and no longer', async () => {
    await council.attendance('chutich', 'Đi vắng');
    expect((await history(council.vice)).totalCount).toBeGreaterThan(0);
    await council.attendance('chutich', null);
    const { errors } = await council.vice.ask(QUERY, { id: council.sessionId });
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('an administrator reads of sheets and conclusion once the result is released, and never their reasons', async () => {
    const evaluationId = await concluded();
    const before = await of(evaluationId, admin);
    expect(acts(before)).toEqual(['CLOSE_SCORING', 'OPEN_SCORING', 'PRESENT_DOSSIER']);
    expect((await history(admin, { evaluationId })).totalCount).toBe(3);
    const voter = { evaluationId, memberId: council.voters[2]!.id };
    expect((await history(admin, voter)).totalCount).toBe(0);
    await council.must('release', { evaluationId });
    const after = await of(evaluationId, admin);
    expect(acts(after)).toContain('SUBMIT_SHEET');
    expect(one(after, 'CONCLUDE').starClass).toBe((await council.item(evaluationId)).result.starClass);
    expect(one(after, 'RECUSE')).toMatchObject({
      reason: null,
      members: [{ memberId: council.voters[8]!.id }],
    });
    expect(one(await of(evaluationId), 'RECUSE').reason).toBe('Họ hàng');
  });

  it('a chair reads nothing of a dossier from which he is recused, and is told so', async () => {
    const evaluationId = await council.dossier();
    const { id: memberId } = council.member('chutich');
    await council.must('recuse', { evaluationId, memberId, reason: 'Người nhà' });
    expect(await of(evaluationId)).toEqual([]);
    const { recusedFrom } = await history();
    expect(recusedFrom).toHaveLength(1);
    expect(acts(await of(evaluationId, council.secretary))).toEqual(['RECUSE']);
  });
});

describe('acts that somebody may not read of', () => {
  it('cannot be counted: neither entries nor places in the list know how many lie between two others', async () => {
    const evaluationId = await council.scoring();
    const pages = async () => {
      const read: Loose[] = [];
      let after: string | null = null;
      do {
        const page: Loose = await history(admin, null, { first: 4, after });
        read.push({ total: page.totalCount, nodes: page.nodes, info: page.pageInfo });
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after);
      return read;
    };
    const before = await pages();
    await council.allHandIn(evaluationId, 77);
    expect(await pages()).toEqual(before);
    await council.attendance('phochutich', null);
    const now = await history(admin, null, { first: 1 });
    const [{ id, at }] = now.nodes;
    expect(id).toBe(`${council.sessionId}:${at}:1`);
    const key: unknown = JSON.parse(Buffer.from(now.pageInfo.endCursor, 'base64url').toString());
    expect(key).toEqual([at, '1', council.sessionId]);
    expect((await history(admin, null, { first: 4, after: now.pageInfo.endCursor })).nodes).toEqual(
      before[0].nodes,
    );
  });
});

describe('what administrators do while the council sits', () => {
  it('is told with their names, and dossiers keep their names after they were taken off', async () => {
    const evaluationId = await council.dossier();
    const [row] = await council.sql(
      `select p.name from evaluation e join dossier d on d.id = e.dossier_id join product p on p.id = d.product_id where e.id = $1`,
      [evaluationId],
    );
    const off = await admin.act(
      'removeFromAgenda(evaluationId: $id)',
      '$id: ID!',
      { id: evaluationId },
      '... on Session { id }',
    );
    expect(off.__typename).toBe('Session');
    const [entry] = await of(evaluationId);
    expect(entry).toMatchObject({
      act: 'REMOVE_FROM_AGENDA',
      actor: { kind: 'ADMINISTRATOR', memberId: null },
    });
    expect(entry.actor.name).toBeTruthy();
    expect(entry.dossiers).toEqual([{ evaluationId, productName: row!.name }]);
  });

  it('says what of a member was changed, and who followed whom', async () => {
    const { councilId } = council.demo;
    const input = {
      title: 'Ủy viên',
      institution: 'Sở Du lịch',
      role: 'MEMBER',
      voting: true,
      memberFrom: '2026-11-01',
    };
    const act = (field: string, args: string, variables: object) =>
      admin.act(field, args, variables as Record<string, unknown>, '... on Council { id }');
    await act('addMember(councilId: $c, input: $i)', '$c: ID!, $i: CouncilMemberInput!', {
      c: councilId,
      i: input,
    });
    const [{ id }] = (await council.sql(
      `select id from council_member where institution = 'Sở Du lịch'`,
    )) as [{ id: string }];
    const changed = { m: id, i: { ...input, voting: false, institution: 'Sở Văn hóa' } };
    await act(
      'changeMember(memberId: $m, version: 1, input: $i)',
      '$m: ID!, $i: CouncilMemberInput!',
      changed,
    );
    const by = {
      m: id,
      on: '2026-11-10',
      by: { ...input, institution: 'Sở Thể thao', memberFrom: '2026-11-10' },
    };
    const args = '$m: ID!, $on: Date!, $by: CouncilMemberInput!';
    await act('replaceMember(memberId: $m, version: 2, on: $on, by: $by)', args, by);
    const { nodes } = await history(council.chair, { memberId: id });
    expect(acts(nodes)).toEqual(['REPLACE_MEMBER', 'CHANGE_MEMBER', 'ADD_MEMBER']);
    expect(one(nodes, 'CHANGE_MEMBER').changes).toEqual([
      { field: 'INSTITUTION', before: 'Sở Du lịch', after: 'Sở Văn hóa' },
      { field: 'VOTING', before: 'true', after: 'false' },
    ]);
    const replaced = one(nodes, 'REPLACE_MEMBER');
    expect(replaced.members.map(({ name }: Loose) => name)).toEqual([
      'Ủy viên, Sở Văn hóa',
      'Ủy viên, Sở Thể thao',
    ]);
    expect(replaced.changes).toEqual([{ field: 'MEMBER_TO', before: null, after: '2026-11-09' }]);
  });
});

async function fact(evaluationId: string, remark: string) {
  const { code, scope } = (await council.cardOf(evaluationId)).mandatoryConditions.find(
    ({ effect }) => effect === 'STOP',
  )!;
  return { evaluationId, code, scope, remark };
}

/** A dossier, one member recused, not yet released. */
async function concluded(): Promise<string> {
  const evaluationId = await council.scoring();
  await council.must('recuse', { evaluationId, memberId: council.voters[8]!.id, reason: 'Họ hàng' });
  await council.allHandIn(evaluationId, 60);
  await council.must('closeScoring', { evaluationId });
  await council.must('conclude', { evaluationId, reason: null });
  return evaluationId;
}
