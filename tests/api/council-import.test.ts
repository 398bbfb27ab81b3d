import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CreatedDemo } from '../../server/demo/create-demo.js';
import {
  accountHolder,
  Person,
  seat,
  stageDemo,
  startTestServer,
  type Loose,
  type TestServer,
} from '../support/server.js';

const COLUMNS = [
  ...['COUNCIL_NAME', 'DECISION_NUMBER', 'DECISION_DATE', 'LEVEL', 'PLACE', 'TERM_FROM', 'TERM_TO'],
  ...['FULL_NAME', 'TITLE', 'INSTITUTION', 'ROLE', 'VOTING', 'MEMBER_FROM', 'USERNAME'],
];

/** A line by its cells; what is not named is empty. */
type Cells = Partial<Record<string, string>>;

/** A spreadsheet whose heading stands in line 1. */
const sheetOf = (lines: readonly Cells[]) => ({
  columns: COLUMNS,
  lines: lines.map((cells, index) => ({
    line: index + 2,
    cells: COLUMNS.map((column) => cells[column] ?? ''),
  })),
});

const PLAN = `... on ImportPlan { planCode counts { newCouncils changedCouncils newMembers changedMembers unchangedLines faultyLines }
  lines { line waitsFor effects { act subject changes { column before { vi } after { vi } } } faults { column message { vi en } } } }`;

describe('councils and members from a spreadsheet', () => {
  let stage: TestServer;
  let demo: CreatedDemo;
  let administrator: Person;
  /** The province of the demo, and its council. */
  let province: string;
  let councilName: string;

  beforeAll(async () => {
    stage = await startTestServer();
    demo = await stageDemo(stage);
    administrator = await accountHolder(stage, 'quantri');
    [{ province, council: councilName }] = await stage.dataSource.query(
      `select place.name as province, council.name as council from council join place on place.id = place_id where council.id = $1`,
      [demo.councilId],
    );
  });
  afterAll(() => stage.stop());

  const plan = (lines: readonly Cells[], by: Person = administrator) =>
    by.act<Loose>(
      'planCouncilImport(sheet: $sheet)',
      '$sheet: CouncilSheetInput!',
      { sheet: sheetOf(lines) },
      PLAN,
    );
  const apply = (lines: readonly Cells[], code: string, by: Person = administrator) =>
    by.act<Loose>(
      'importCouncils(sheet: $sheet, planCode: $code)',
      '$sheet: CouncilSheetInput!, $code: String!',
      { sheet: sheetOf(lines), code },
      `... on ImportedCouncils { councils { id name members { label role voting position memberFrom } regulation { version } } counts { newCouncils newMembers changedMembers } }`,
    );
  const carryOut = async (lines: readonly Cells[]) => apply(lines, (await plan(lines)).planCode);

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

  const council = (name: string): Cells => ({
    COUNCIL_NAME: name,
    DECISION_NUMBER: '12/QĐ-UBND',
    DECISION_DATE: '05/01/2026',
    LEVEL: 'Cấp tỉnh',
    PLACE: province,
    TERM_FROM: '2026-01-05',
    TERM_TO: '31/12/2030',
  });
  const person = (name: string, role: string, more: Cells = {}): Cells => ({
    FULL_NAME: name,
    TITLE: 'Phó Giám đốc',
    INSTITUTION: 'Sở Nông nghiệp và Môi trường',
    ROLE: role,
    VOTING: 'có',
    ...more,
  });
  const founding = (name: string): Cells[] => [
    { ...council(name), ...person('Nguyễn Văn An', 'Chủ tịch') },
    person('Trần Thị Bình', 'uỷ viên'),
    person('Lê Văn Cường', 'Thu ky', { VOTING: 'khong' }),
    person('Phạm Thị Dung', 'Tổ tư vấn', { VOTING: '' }),
  ];
  const faultsOf = ({ lines }: Loose): string[] =>
    lines.flatMap(({ line, faults }: Loose) => faults.map(({ column }: Loose) => `${line} ${column}`));

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

  it.each<[string, Cells, string]>([
    ['an unknown account', { USERNAME: 'khong-co' }, 'USERNAME'],
    ['a vote of the support team', { ROLE: 'Tổ giúp việc' }, 'VOTING'],
    ['a second chair', { ROLE: 'Chủ tịch' }, 'ROLE'],
    ['a day before the term', { MEMBER_FROM: '01/01/2020' }, 'MEMBER_FROM'],
    ['a title that is too long', { TITLE: 'x'.repeat(201) }, 'TITLE'],
    ['a direction mark that disguises a name', { FULL_NAME: 'An\u202Enìb' }, 'FULL_NAME'],
    ['an empty title', { TITLE: '' }, 'TITLE'],
  ])('are refused, cell by cell, by the rules of the single acts: %s', async (_, cells, column) => {
    const told = await plan([...founding('Hội đồng theo luật'), person('Vũ Thị Giang', 'Ủy viên', cells)]);
    expect(faultsOf(told)).toEqual([`6 ${column}`]);
  });

  it.each<[string, Cells, string[]]>([
    ['an unknown place', { PLACE: 'Không Đâu' }, ['2 PLACE']],
    ['a term that ends before it begins', { TERM_TO: '01/01/2025' }, ['2 TERM_TO']],
    [
      'what a new council needs',
      { DECISION_NUMBER: '', LEVEL: '', TERM_FROM: '' },
      ['2 DECISION_NUMBER', '2 LEVEL', '2 TERM_FROM'],
    ],
  ])('are judged after their council, of which is refused: %s', async (_, cells, faults) => {
    const [first, ...rest] = founding('Hội đồng thiếu');
    const told = await plan([{ ...first, ...cells }, ...rest]);
    expect(faultsOf(told)).toEqual(faults);
    expect(told.lines.map(({ waitsFor }: Loose) => waitsFor)).toEqual([null, 2, 2, 2]);
  });

  it('have their own faults told also where their council has one, and wait where they have none', async () => {
    const [first, second, third] = founding('Hội đồng và thành viên có lỗi');
    const lines = [
      { ...first, PLACE: 'Không Đâu', TITLE: '' },
      { ...second, USERNAME: 'khong-co' },
      { ...third, INSTITUTION: 'x'.repeat(201) },
      person('Phạm Thị Dung', 'Ủy viên', { VOTING: '' }),
      person('Trần Thị Bình', 'Ủy viên'),
      second!,
    ];
    const told = await plan(lines);
    expect(faultsOf(told)).toEqual([
      ...['2 PLACE', '2 TITLE', '3 USERNAME', '4 INSTITUTION', '5 VOTING'],
      '7 null',
    ]);
    expect(told.lines.map(({ waitsFor }: Loose) => waitsFor)).toEqual([null, null, null, null, 2, null]);
    await carryOut(founding('Hội đồng đã có'));
    const [again, ...others] = founding('Hội đồng đã có');
    const changed = await plan([
      { ...again, PLACE: 'Không Đâu' },
      { ...others[0], USERNAME: 'khong-co' },
      person('Người Mới', 'Ủy viên'),
    ]);
    expect(faultsOf(changed)).toEqual(['2 PLACE', '3 USERNAME', '4 MEMBER_FROM']);
  });

  it.each(['Hội đồng ví dụ (xóa dòng này)', 'Example council (remove this line)'])(
    'may not be the example of the template: %s',
    async (name) => {
      const [first, ...rest] = founding('Hội đồng sau dòng ví dụ');
      const told = await plan([
        { ...council(name), ...person('Nguyễn Văn An', 'Chủ tịch') },
        first!,
        ...rest,
      ]);
      expect(told.lines.flatMap(({ faults }: Loose) => faults)).toEqual([
        {
          column: 'COUNCIL_NAME',
          message: {
            vi: 'là dòng ví dụ của bảng mẫu; hãy xóa cả dòng này',
            en: 'is the example of the template; remove the whole line',
          },
        },
      ]);
      expect(told.lines[1].effects).toHaveLength(2);
    },
  );

  it('may not contradict themselves from line to line', async () => {
    const [first, second, ...rest] = founding('Hội đồng trái nhau');
    const told = await plan([
      first!,
      { ...second, TERM_FROM: '06/01/2026' },
      ...rest,
      person('nguyễn văn an', 'Ủy viên'),
    ]);
    expect(faultsOf(told)).toEqual(['3 TERM_FROM', '6 null']);
    const twice = await plan([first!, second!, ...rest, second!]);
    expect(faultsOf(twice)).toEqual(['6 null']);
    expect(faultsOf(await plan([person('Không Hội Đồng', 'Ủy viên')]))).toEqual(['2 COUNCIL_NAME']);
  });

  it('that bear one name are told apart by their decisions; a line without one goes on with the one above', async () => {
    const name = 'Hội đồng trùng tên';
    const first = { ...council(name), DECISION_NUMBER: '1/QĐ-UBND', ...person('Người Một', 'Chủ tịch') };
    const second = { ...council(name), DECISION_NUMBER: '2/QĐ-UBND', ...person('Người Hai', 'Chủ tịch') };
    const more = { COUNCIL_NAME: name, ...person('Người Ba', 'Ủy viên') };
    const other = { ...council('Hội đồng xen giữa'), ...person('Người Tư', 'Chủ tịch') };
    expect(faultsOf(await plan([first, second, other, more]))).toEqual(['5 COUNCIL_NAME']);
    const { councils } = await carryOut([first, second, more]);
    expect(councils.map(({ members }: Loose) => members.map(({ label }: Loose) => label))).toEqual([
      ['Người Một'],
      ['Người Hai', 'Người Ba'],
    ]);
  });

  it('that stand twice on record, as was once possible, are told so, whatever the line says', async () => {
    const name = 'Hội đồng nhập hai lần';
    await carryOut([{ ...council(name) }]);
    await stage.dataSource.query(
      `insert into council (name, level, place_id, decision_number, decision_date, term_from)
       select name, level, place_id, decision_number, decision_date, term_from from council where name = $1`,
      [name],
    );
    const messageOf = ({ lines }: Loose) => lines[0].faults[0].message.vi;
    expect(messageOf(await plan([{ COUNCIL_NAME: name }]))).toBe(
      'có nhiều hội đồng tên này; hãy ghi số quyết định thành lập',
    );
    expect(messageOf(await plan([{ COUNCIL_NAME: name, DECISION_NUMBER: '12/qđ-ubnd' }]))).toBe(
      'có nhiều hội đồng cùng tên và số quyết định; sửa ở trang hội đồng',
    );
    await stage.dataSource.query(`update council set retired_at = now() where name = $1`, [name]);
  });

  it('are one council where the number of the decision differs by its case alone', async () => {
    const [first, second, ...rest] = founding('Hội đồng số thường');
    const told = await plan([
      first!,
      { ...second, COUNCIL_NAME: 'Hội đồng số thường', DECISION_NUMBER: '12/qđ-ubnd' },
      ...rest,
    ]);
    expect(told.counts).toMatchObject({ newCouncils: 1, newMembers: 4, faultyLines: 0 });
  });

  it('move to a place of the same name only where its code is given, and keep one that has ceased', async () => {
    const add = async (level: string, name: string, code?: string, parentId?: string): Promise<string> => {
      const made = await administrator.act<Loose>(
        'createPlace(input: $input)',
        '$input: PlaceInput!',
        { input: { level, name, code, parentId } },
        '... on Place { id }',
      );
      return made.id;
    };
    const districts: string[] = [];
    for (const [name, code] of [
      ['Tỉnh Đông', '901'],
      ['Tỉnh Tây', '902'],
    ] as const)
      districts.push(await add('DISTRICT', 'Huyện Châu Thành', code, await add('PROVINCE', name)));
    const name = 'Hội đồng huyện';
    const line = { ...council(name), LEVEL: 'Cấp huyện', PLACE: '901', ...person('Người Một', 'Chủ tịch') };
    await carryOut([line]);
    const moved = await plan([{ ...line, PLACE: '902' }]);
    expect(moved.lines[0].effects[0]?.changes).toEqual([
      {
        column: 'PLACE',
        before: { vi: 'Huyện Châu Thành (901)' },
        after: { vi: 'Huyện Châu Thành (902)' },
      },
    ]);
    expect((await plan([{ ...line, PLACE: 'huyện châu thành' }])).counts.unchangedLines).toBe(1);
    // As in data from before a place with a council in office could not cease.
    await stage.dataSource.query(`update place set retired_on = '2026-07-01' where id = $1`, [districts[0]]);
    for (const PLACE of ['901', 'Châu Thành'])
      expect((await plan([{ ...line, PLACE }])).counts).toMatchObject({ unchangedLines: 1, faultyLines: 0 });
    expect(
      faultsOf(await plan([{ ...line, ...council('Hội đồng huyện mới'), LEVEL: 'Cấp huyện', PLACE: '901' }])),
    ).toEqual(['2 PLACE']);
  });

  it('take no name and no office from a formula that went wrong', async () => {
    const [first, ...rest] = founding('Hội đồng có công thức hỏng');
    const told = await plan([
      first!,
      { ...person('#REF!', 'Ủy viên'), TITLE: '#N/A' },
      ...rest,
      { COUNCIL_NAME: '#N/A', ...person('Người Lạ', 'Ủy viên') },
    ]);
    expect(faultsOf(told)).toEqual(['3 FULL_NAME', '3 TITLE', '7 COUNCIL_NAME']);
  });

  it('change members on record, wherever the new chair stands in the file', async () => {
    await carryOut(founding('Hội đồng đổi chủ tịch'));
    const told = await plan([
      { COUNCIL_NAME: 'Hội đồng đổi chủ tịch', FULL_NAME: 'Trần Thị Bình', ROLE: 'Chủ tịch' },
      { FULL_NAME: 'Nguyễn Văn An', ROLE: 'Ủy viên', TITLE: 'Giám đốc' },
    ]);
    expect(told.lines[1].effects).toEqual([
      {
        act: 'CHANGE_MEMBER',
        subject: 'Nguyễn Văn An',
        changes: [
          { column: 'TITLE', before: { vi: 'Phó Giám đốc' }, after: { vi: 'Giám đốc' } },
          { column: 'ROLE', before: { vi: 'Chủ tịch' }, after: { vi: 'Ủy viên' } },
        ],
      },
    ]);
    expect(told.counts).toMatchObject({ changedMembers: 2, faultyLines: 0 });
  });

  it('tell apart names that differ by their tones, and not by where the tone is written', async () => {
    await carryOut([{ ...council('Hội đồng tên người'), ...person('Lê Hòa', 'Chủ tịch') }]);
    const told = await plan([
      { COUNCIL_NAME: 'Hội đồng tên người', ...person('Lê Hoà', 'Chủ tịch') },
      person('Lê Hoa', 'Ủy viên', { MEMBER_FROM: '05/01/2026' }),
    ]);
    expect(told.counts).toMatchObject({ changedMembers: 1, newMembers: 1 });
    expect(told.lines[0].effects[0].changes).toEqual([
      { column: 'FULL_NAME', before: { vi: 'Lê Hòa' }, after: { vi: 'Lê Hoà' } },
    ]);
  });

  it('give a member an account by its user name', async () => {
    const done = await carryOut([
      { ...council('Hội đồng có tài khoản'), ...person('Đỗ Văn Hải', 'Chủ tịch', { USERNAME: 'QUANTRI' }) },
    ]);
    const [member] = await stage.dataSource.query(
      'select username from council_member join account on account.id = account_id where council_id = $1',
      [done.councils[0].id],
    );
    expect(member.username).toBe('quantri');
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

  it('keep whatever a cell holds as text', async () => {
    const formula = '=HYPERLINK("http://vi.du","<b>x</b>")';
    const done = await carryOut([
      {
        ...council('Hội đồng công thức'),
        ...person(formula, 'Chủ tịch', { TITLE: "'; drop table council; --" }),
      },
    ]);
    expect(done.councils[0].members[0].label).toBe(formula);
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
