import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CouncilImports, faultsOf, person, type Cells } from '../support/council-imports.js';
import type { Loose, Person, TestServer } from '../support/server.js';

describe('councils and members from a spreadsheet', () => {
  const imports = new CouncilImports();
  const { carryOut, council, founding, plan } = imports;
  let stage: TestServer;
  let administrator: Person;
  beforeAll(async () => {
    await imports.start();
    ({ stage, administrator } = imports);
  });
  afterAll(() => imports.stop());

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
});
