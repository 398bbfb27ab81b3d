import type { CreatedDemo } from '../../server/demo/create-demo.js';
import {
  accountHolder,
  stageDemo,
  startTestServer,
  type Loose,
  type Person,
  type TestServer,
} from './server.js';

/** The headings of the template. */
const COLUMNS = [
  ...['COUNCIL_NAME', 'DECISION_NUMBER', 'DECISION_DATE', 'LEVEL', 'PLACE', 'TERM_FROM', 'TERM_TO'],
  ...['FULL_NAME', 'TITLE', 'INSTITUTION', 'ROLE', 'VOTING', 'MEMBER_FROM', 'USERNAME'],
];

/** A line by its cells; what is not named is empty. */
export type Cells = Partial<Record<string, string>>;

/** A spreadsheet whose heading stands in line 1. */
export const sheetOf = (lines: readonly Cells[]) => ({
  columns: COLUMNS,
  lines: lines.map((cells, index) => ({
    line: index + 2,
    cells: COLUMNS.map((column) => cells[column] ?? ''),
  })),
});

/** What is read of a plan. */
export const PLAN = `... on ImportPlan { planCode counts { newCouncils changedCouncils newMembers changedMembers unchangedLines faultyLines }
  lines { line waitsFor effects { act subject changes { column before { vi } after { vi } } } faults { column message { vi en } } } }`;

/** Councils imported from spreadsheets by the administrator of the demo. */
export class CouncilImports {
  stage!: TestServer;
  demo!: CreatedDemo;
  administrator!: Person;
  /** The province of the demo, and its council. */
  province!: string;
  councilName!: string;

  async start(): Promise<void> {
    this.stage = await startTestServer();
    this.demo = await stageDemo(this.stage);
    this.administrator = await accountHolder(this.stage, 'quantri');
    [{ province: this.province, council: this.councilName }] = await this.stage.dataSource.query(
      `select place.name as province, council.name as council from council join place on place.id = place_id where council.id = $1`,
      [this.demo.councilId],
    );
  }

  async stop(): Promise<void> {
    await this.stage.stop();
  }

  readonly plan = (lines: readonly Cells[]) =>
    this.administrator.act<Loose>(
      'planCouncilImport(sheet: $sheet)',
      '$sheet: CouncilSheetInput!',
      { sheet: sheetOf(lines) },
      PLAN,
    );

  readonly apply = (lines: readonly Cells[], code: string) =>
    this.administrator.act<Loose>(
      'importCouncils(sheet: $sheet, planCode: $code)',
      '$sheet: CouncilSheetInput!, $code: String!',
      { sheet: sheetOf(lines), code },
      `... on ImportedCouncils { councils { id name members { label role voting position memberFrom } regulation { version } } counts { newCouncils newMembers changedMembers } }`,
    );

  readonly carryOut = async (lines: readonly Cells[]) => this.apply(lines, (await this.plan(lines)).planCode);

  readonly council = (name: string): Cells => ({
    COUNCIL_NAME: name,
    DECISION_NUMBER: '12/QĐ-UBND',
    DECISION_DATE: '05/01/2026',
    LEVEL: 'Cấp tỉnh',
    PLACE: this.province,
    TERM_FROM: '2026-01-05',
    TERM_TO: '31/12/2030',
  });

  readonly founding = (name: string): Cells[] => [
    { ...this.council(name), ...person('Nguyễn Văn An', 'Chủ tịch') },
    person('Trần Thị Bình', 'uỷ viên'),
    person('Lê Văn Cường', 'Thu ky', { VOTING: 'khong' }),
    person('Phạm Thị Dung', 'Tổ tư vấn', { VOTING: '' }),
  ];
}

/** The cells of a member. */
export const person = (name: string, role: string, more: Cells = {}): Cells => ({
  FULL_NAME: name,
  TITLE: 'Phó Giám đốc',
  INSTITUTION: 'Sở Nông nghiệp và Môi trường',
  ROLE: role,
  VOTING: 'có',
  ...more,
});

/** Each fault of a plan by its line and column. */
export const faultsOf = ({ lines }: Loose): string[] =>
  lines.flatMap(({ line, faults }: Loose) => faults.map(({ column }: Loose) => `${line} ${column}`));
