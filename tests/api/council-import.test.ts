import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CreatedDemo } from '../../server/demo/create-demo.js';
import { CouncilImports, faultsOf, person, PLAN, sheetOf } from '../support/council-imports.js';
import { Person, seat, type Loose, type TestServer } from '../support/server.js';

describe('councils and members from a spreadsheet', () => {
  const imports = new CouncilImports();
  const { apply, carryOut, council, founding, plan } = imports;
  let stage: TestServer;
  let demo: CreatedDemo;
  let administrator: Person;
  let councilName: string;
  beforeAll(async () => {
    await imports.start();
    ({ stage, demo, administrator, councilName } = imports);
  });
  afterAll(() => imports.stop());

  /** Everything an import could leave behind. */
  const traces = async () =>
    (
      await stage.dataSource.query(
        `select (select count(*) from council)::int as councils, (select count(*) from council_member)::int as members,
           (select count(*) from regulation)::int as regulations, (select count(*) from ledger)::int as acts,
           (select sum(version) from council)::int as "councilVersions",
           (select sum(version) from council_member)::int as "memberVersions",
           (select sum(revision) from session)::int as revisions`,
      )
    )[0];

  it('are told line by line, and nothing of it is written', async () => {
    const before = await traces();
    const told = await plan(founding('Hội đồng kể trước'));
    expect(told.counts).toEqual({
      ...{ newCouncils: 1, changedCouncils: 0, newMembers: 4, changedMembers: 0 },
      ...{ unchangedLines: 0, faultyLines: 0 },
    });
    expect(told.planCode).toMatch(/^[0-9a-f]{64}$/);
    expect(
      told.lines.map(({ effects }: Loose) => effects.map(({ act, subject }: Loose) => `${act} ${subject}`)),
    ).toEqual([
      ['CREATE_COUNCIL Hội đồng kể trước', 'ADD_MEMBER Nguyễn Văn An'],
      ['ADD_MEMBER Trần Thị Bình'],
      ['ADD_MEMBER Lê Văn Cường'],
      ['ADD_MEMBER Phạm Thị Dung'],
    ]);
    expect(await traces()).toEqual(before);
  });

  it('are founded as the plan said, with members in the order of the lines', async () => {
    const done = await carryOut(founding('Hội đồng mới lập'));
    expect(done.counts).toMatchObject({ newCouncils: 1, newMembers: 4 });
    const [founded] = done.councils;
    expect(founded.members.map(({ label, role, voting }: Loose) => [label, role, voting])).toEqual([
      ['Nguyễn Văn An', 'CHAIR', true],
      ['Trần Thị Bình', 'MEMBER', true],
      ['Lê Văn Cường', 'SECRETARY', false],
      ['Phạm Thị Dung', 'SUPPORT', false],
    ]);
    expect(founded.members.map(({ position }: Loose) => position)).toEqual([1, 2, 3, 4]);
    expect(founded.members[1].memberFrom).toBe('2026-01-05');
    expect(founded.regulation.version).toBe(1);
  });

  it('lead to nothing when the same file is imported once more', async () => {
    await carryOut(founding('Hội đồng hai lần'));
    const before = await traces();
    const again = await plan(founding('Hội đồng  hai lần '));
    expect(again.counts).toMatchObject({
      newCouncils: 0,
      newMembers: 0,
      changedMembers: 0,
      unchangedLines: 4,
    });
    await apply(founding('Hội đồng hai lần'), again.planCode);
    expect(await traces()).toEqual(before);
  });

  it('are all refused for one wrong cell, which is named', async () => {
    const before = await traces();
    const lines = [
      ...founding('Hội đồng có lỗi'),
      person('Hoàng Văn Em', 'trưởng thôn', { MEMBER_FROM: '31/02/2026', USERNAME: 'khong-co' }),
    ];
    const told = await plan(lines);
    expect(told.planCode).toBeNull();
    expect(faultsOf(told)).toEqual(['6 ROLE', '6 MEMBER_FROM']);
    expect((await apply(lines, 'doesnotmatter')).code).toBe('CONFLICT');
    expect(await traces()).toEqual(before);
  });

  it('are not imported once the world has moved on: CONFLICT, and a new plan says what is different', async () => {
    await carryOut(founding('Hội đồng bị sửa'));
    const lines = [{ COUNCIL_NAME: 'Hội đồng bị sửa', FULL_NAME: 'Trần Thị Bình', TITLE: 'Giám đốc' }];
    const { planCode: code } = await plan(lines);
    await stage.dataSource.query(
      `update council_member set title = 'Quyền Giám đốc', version = version + 1 where full_name = 'Trần Thị Bình' and council_id =
         (select id from council where name = 'Hội đồng bị sửa')`,
    );
    const before = await traces();
    expect((await apply(lines, code)).code).toBe('CONFLICT');
    expect(await traces()).toEqual(before);
    const anew = await plan(lines);
    expect(anew.lines[0].effects[0].changes).toEqual([
      { column: 'TITLE', before: { vi: 'Quyền Giám đốc' }, after: { vi: 'Giám đốc' } },
    ]);
    expect((await apply(lines, anew.planCode)).counts.changedMembers).toBe(1);
  });

  it('are not imported into another council than the one shown, though it bears the same name', async () => {
    const lines = [
      {
        COUNCIL_NAME: 'Hội đồng thay nhau',
        ...person('Hồ Thị Lan', 'Ủy viên', { MEMBER_FROM: '05/01/2026' }),
      },
    ];
    const [first] = (await carryOut(founding('Hội đồng thay nhau'))).councils;
    const { planCode: code } = await plan(lines);
    await administrator.act('retireCouncil(id: $id)', '$id: ID!', { id: first.id }, '... on Council { id }');
    const again = founding('Hội đồng thay nhau').map((line) => ({
      ...line,
      ...(line.DECISION_NUMBER && { DECISION_NUMBER: '99/QĐ-UBND' }),
    }));
    expect((await carryOut(again)).counts).toMatchObject({ newCouncils: 1 });
    expect((await apply(lines, code)).code).toBe('CONFLICT');
  });

  it('are founded once by two imports of one file at the same moment', async () => {
    const lines = founding('Hội đồng hai tay');
    const { planCode: code } = await plan(lines);
    const done = await Promise.all([apply(lines, code), apply(lines, code)]);
    expect(done.map(({ __typename }) => __typename).sort()).toEqual(['ImportedCouncils', 'Refusal']);
    const [{ count }] = await stage.dataSource.query(
      `select count(*)::int from council where name = 'Hội đồng hai tay'`,
    );
    expect(count).toBe(1);
  });

  it('are planned from two files at once that name the same councils in another order', async () => {
    const names = Array.from({ length: 6 }, (_, index) => `Hội đồng hai chiều ${index}`);
    await carryOut(names.flatMap(founding));
    const changed = names.map((name) => [{ ...council(name), TERM_TO: '31/12/2031' }]);
    const files = Array.from({ length: 8 }, (_, index) => (index % 2 ? changed : [...changed].reverse()));
    const plans = await Promise.all(files.map((file) => plan(file.flat())));
    for (const { counts } of plans) expect(counts).toMatchObject({ changedCouncils: 6, faultyLines: 0 });
  });

  it('respect what a session has on record, and enter the record of one under way', async () => {
    const [chair] = await stage.dataSource.query<{ title: string; institution: string }[]>(
      `select title, institution from council_member where council_id = $1 and role = 'CHAIR'`,
      [demo.councilId],
    );
    const line = { COUNCIL_NAME: councilName, TITLE: chair!.title, INSTITUTION: chair!.institution };
    const refused = await plan([{ ...line, ROLE: 'Ủy viên', VOTING: 'không' }]);
    expect(faultsOf(refused)).toEqual(['2 ROLE', '2 VOTING']);

    const acts = async () =>
      (
        await stage.dataSource.query(
          `select count(*)::int from ledger where session_id = $1 and act = 'addMember'`,
          [demo.sessionId],
        )
      )[0].count;
    const before = await acts();
    const lines = [
      {
        COUNCIL_NAME: councilName,
        ...person('Bùi Thị Khánh', 'Ủy viên', { MEMBER_FROM: new Date().toISOString().slice(0, 10) }),
      },
    ];
    const { planCode: code } = await plan(lines);
    expect(await acts()).toBe(before);
    const member = (
      await stage.dataSource.query<{ id: string }[]>(
        `select id from council_member where council_id = $1 and role = 'CHAIR'`,
        [demo.councilId],
      )
    )[0]!;
    const board = (await seat(stage, demo.sessionId, member.id)).follow<Loose>(
      'subscription($id: ID!) { sessionBoard(sessionId: $id) { revision } }',
      { id: demo.sessionId },
    );
    const { sessionBoard } = await board.until(() => true);
    await apply(lines, code);
    expect(await acts()).toBe(before + 1);
    await board.until((data) => data.sessionBoard.revision > sessionBoard.revision);
    board.stop();
  });

  it('are imported by administrators only', async () => {
    const stranger = new Person(() => stage.server.address);
    const [chair] = await stage.dataSource.query<{ id: string }[]>(
      `select id from council_member where council_id = $1 and role = 'CHAIR'`,
      [demo.councilId],
    );
    const member = await seat(stage, demo.sessionId, chair!.id);
    for (const person of [stranger, member]) {
      for (const query of [
        'mutation($sheet: CouncilSheetInput!) { planCouncilImport(sheet: $sheet) { __typename } }',
        'mutation($sheet: CouncilSheetInput!) { importCouncils(sheet: $sheet, planCode: "x") { __typename } }',
      ]) {
        const { errors } = await person.ask(query, { sheet: sheetOf(founding('Hội đồng lạ')) });
        expect(errors?.[0]?.extensions?.code).toMatch(/UNAUTHENTICATED|FORBIDDEN/);
      }
    }
  });

  it('take a thousand lines within one request', async () => {
    const lines = Array.from({ length: 1000 }, (_, index) => ({
      ...(index % 10 === 0 && council(`Hội đồng đánh giá, phân hạng sản phẩm OCOP số ${index}`)),
      ...person(`Nguyễn Thị Phương Thảo ${index}`, index % 10 === 0 ? 'Chủ tịch' : 'Ủy viên'),
    }));
    const told = await plan(lines);
    expect(told.counts).toMatchObject({ newCouncils: 100, newMembers: 1000, faultyLines: 0 });
  });

  it('come in at most a thousand lines at a time, of which each is a line', async () => {
    const many = Array.from({ length: 1001 }, (_, index) => ({ line: index + 2, cells: ['x'] }));
    for (const sheet of [
      { columns: ['COUNCIL_NAME'], lines: many },
      { columns: ['COUNCIL_NAME'], lines: [] },
      { columns: ['COUNCIL_NAME', 'COUNCIL_NAME'], lines: [{ line: 2, cells: ['x'] }] },
      { columns: ['COUNCIL_NAME'], lines: [{ line: 2, cells: ['x', 'y'] }] },
      { columns: ['COUNCIL_NAME'], lines: [{ line: 2, cells: ['x'.repeat(2001)] }] },
      {
        columns: ['COUNCIL_NAME'],
        lines: [
          { line: 2, cells: ['x'] },
          { line: 2, cells: ['y'] },
        ],
      },
    ]) {
      const told = await administrator.act(
        'planCouncilImport(sheet: $sheet)',
        '$sheet: CouncilSheetInput!',
        { sheet },
        PLAN,
      );
      expect(told.code).toBe('INVALID_INPUT');
    }
  });
});
