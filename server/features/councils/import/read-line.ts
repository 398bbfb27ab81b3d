import type { CouncilLevel } from '../../../domain/council-level.js';
import type { IsoDate } from '../../../domain/decrees.js';
import type { Text } from '../../../domain/scorecard.js';
import { tidyWording } from '../../../domain/wording.js';
import type { CouncilRole } from '../council.js';
import { isWrittenAsDay, readDate } from './read-date.js';
import { cellFault, type CellFault, type SheetColumn, type SheetLine } from './sheet-line.js';
import { LEVEL_NEEDED, readLevel, readRole, readVote, ROLE_NEEDED, VOTE_NEEDED } from './sheet-words.js';

/** What the cells of a line say of the council; what is not there was left empty, or is a fault. */
export interface CouncilCells {
  readonly name?: string;
  readonly decisionNumber?: string;
  readonly decisionDate?: IsoDate;
  readonly level?: CouncilLevel;
  /** Name or code. */
  readonly place?: string;
  readonly termFrom?: IsoDate;
  readonly termTo?: IsoDate;
}

/** What the cells of a line say of the member. */
export interface MemberCells {
  readonly fullName?: string;
  readonly title?: string;
  readonly institution?: string;
  readonly role?: CouncilRole;
  readonly voting?: boolean;
  readonly memberFrom?: IsoDate;
  readonly username?: string;
}

export interface ReadLine {
  readonly line: number;
  readonly council: CouncilCells;
  /** Null where all cells of the member are empty: the line is about the council alone. */
  readonly member: MemberCells | null;
  readonly faults: readonly CellFault[];
}

/** Which column each field of a council and of a member stands in. */
export const COUNCIL_COLUMNS = {
  name: 'COUNCIL_NAME',
  decisionNumber: 'DECISION_NUMBER',
  decisionDate: 'DECISION_DATE',
  level: 'LEVEL',
  place: 'PLACE',
  termFrom: 'TERM_FROM',
  termTo: 'TERM_TO',
} as const satisfies Record<keyof CouncilCells, SheetColumn>;

export const MEMBER_COLUMNS = {
  fullName: 'FULL_NAME',
  title: 'TITLE',
  institution: 'INSTITUTION',
  role: 'ROLE',
  voting: 'VOTING',
  memberFrom: 'MEMBER_FROM',
  username: 'USERNAME',
} as const satisfies Record<keyof MemberCells, SheetColumn>;

const NOT_A_DAY: Text = { vi: 'cần là ngày dạng 31/12/2026', en: 'needs a day like 31/12/2026' };
const NO_SUCH_DAY: Text = {
  vi: 'là ngày không có trong lịch (ngày/tháng/năm)',
  en: 'is a day that does not exist (day/month/year)',
};
const NOT_A_TEXT: Text = { vi: 'có ký tự không dùng được', en: 'has characters that cannot be used' };

const wordDayFault = (cell: string): Text => (isWrittenAsDay(cell) ? NO_SUCH_DAY : NOT_A_DAY);

/** What a spreadsheet shows instead of the value of a formula that went wrong. */
const FORMULA_ERROR =
  /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|GETTING_DATA)$/i;
const A_FORMULA_ERROR: Text = { vi: 'là lỗi của công thức', en: 'is the error of a formula' };

/** A line break within a cell only makes it higher; in the record it is one space. */
const readText = (cell: string): string | null => tidyWording(cell.replace(/\s+/gu, ' '));

/** The line that the template shows how to fill in; it says itself that it is to be removed. */
const EXAMPLE = /\((?:x(?:óa|oá) dòng này|remove this line)\)/iu;
const AN_EXAMPLE: Text = {
  vi: 'là dòng ví dụ của bảng mẫu; hãy xóa cả dòng này',
  en: 'is the example of the template; remove the whole line',
};

/** Understands the cells of a line, and names those it cannot. */
export function readLine({ line, cells }: SheetLine): ReadLine {
  if (EXAMPLE.test(cells.get('COUNCIL_NAME')?.normalize('NFC') ?? ''))
    return { line, council: {}, member: null, faults: [{ column: 'COUNCIL_NAME', message: AN_EXAMPLE }] };
  const faults: CellFault[] = [];
  const read = <Value>(column: SheetColumn, reader: (cell: string) => Value | null, needed: Text) => {
    const cell = cells.get(column);
    const wrong = cell !== undefined && FORMULA_ERROR.test(cell.trim());
    const value = cell === undefined ? undefined : wrong ? null : reader(cell);
    if (value === null) faults.push({ column, message: wrong ? A_FORMULA_ERROR : needed });
    return value ?? undefined;
  };
  const text = (column: SheetColumn) => read(column, readText, NOT_A_TEXT);
  const day = (column: SheetColumn) => read(column, readDate, wordDayFault(cells.get(column) ?? ''));
  const council = {
    name: text('COUNCIL_NAME'),
    decisionNumber: text('DECISION_NUMBER'),
    decisionDate: day('DECISION_DATE'),
    level: read('LEVEL', readLevel, LEVEL_NEEDED),
    place: text('PLACE'),
    termFrom: day('TERM_FROM'),
    termTo: day('TERM_TO'),
  };
  const member = {
    fullName: text('FULL_NAME'),
    title: text('TITLE'),
    institution: text('INSTITUTION'),
    role: read('ROLE', readRole, ROLE_NEEDED),
    voting: read('VOTING', readVote, VOTE_NEEDED),
    memberFrom: day('MEMBER_FROM'),
    username: text('USERNAME'),
  };
  const hasMember = Object.values(MEMBER_COLUMNS).some((column) => cells.has(column));
  return { line, council: filled(council), member: hasMember ? filled(member) : null, faults };
}

/** Without the fields that are not there, so that nothing empty ever overwrites something. */
function filled<Fields extends object>(fields: Fields): { [Key in keyof Fields]?: NonNullable<Fields[Key]> } {
  const there = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as { [Key in keyof Fields]?: NonNullable<Fields[Key]> };
}

/** A cell that must not be empty for what is new. */
export const needed = (column: SheetColumn): CellFault => cellFault(column, 'cần được nhập', 'is needed');
