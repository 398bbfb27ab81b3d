import type { SheetColumn } from '../../../generated/operations';
import { foldText } from '../../../ui/desk/fold-text';

/** What a column is called in the template, in both languages, and what else it is recognised by. */
export interface Heading {
  readonly vi: string;
  readonly en: string;
  readonly also: readonly string[];
}

/** In the order of the template. */
export const HEADINGS: Record<SheetColumn, Heading> = {
  COUNCIL_NAME: {
    vi: 'Tên hội đồng',
    en: 'Council',
    also: ['Hội đồng', 'Council name', 'Name of the council'],
  },
  DECISION_NUMBER: {
    vi: 'Số quyết định thành lập',
    en: 'Decision number',
    also: ['Số quyết định', 'Quyết định số', 'Number of the founding decision'],
  },
  DECISION_DATE: { vi: 'Ngày quyết định', en: 'Decision date', also: ['Date of the decision'] },
  LEVEL: { vi: 'Cấp', en: 'Level', also: ['Cấp hội đồng', 'Council level'] },
  PLACE: { vi: 'Địa phương', en: 'Place', also: ['Địa bàn', 'Tỉnh', 'Province'] },
  TERM_FROM: { vi: 'Nhiệm kỳ từ ngày', en: 'Term from', also: ['Nhiệm kỳ từ', 'Bắt đầu nhiệm kỳ'] },
  TERM_TO: { vi: 'Nhiệm kỳ đến ngày', en: 'Term to', also: ['Nhiệm kỳ đến', 'Kết thúc nhiệm kỳ'] },
  FULL_NAME: { vi: 'Họ và tên', en: 'Full name', also: ['Họ tên', 'Tên thành viên', 'Name'] },
  TITLE: { vi: 'Chức vụ', en: 'Title', also: ['Chức danh', 'Position'] },
  INSTITUTION: {
    vi: 'Cơ quan, đơn vị',
    en: 'Institution',
    also: ['Cơ quan', 'Đơn vị', 'Đơn vị công tác', 'Organisation'],
  },
  ROLE: {
    vi: 'Vai trò trong hội đồng',
    en: 'Role in the council',
    also: [
      'Vai trò',
      'Vai trò trong HĐ',
      'Chức danh trong hội đồng',
      'Chức danh trong HĐ',
      'Chức vụ trong hội đồng',
      'Chức vụ trong HĐ',
      'Role',
    ],
  },
  VOTING: {
    vi: 'Được chấm điểm',
    en: 'Votes',
    also: ['Chấm điểm', 'Có chấm điểm', 'Voting', 'Votes (scores)'],
  },
  MEMBER_FROM: { vi: 'Tham gia từ ngày', en: 'Member from', also: ['Tham gia từ', 'Ngày tham gia'] },
  USERNAME: {
    vi: 'Tài khoản đăng nhập',
    en: 'Sign-in name',
    also: ['Tài khoản', 'Tên đăng nhập', 'Account', 'User name', 'Username'],
  },
};

export const SHEET_COLUMNS = Object.keys(HEADINGS) as SheetColumn[];

/** Headings as people write them: tones, case and stars do not count. */
const fold = (heading: string): string =>
  foldText(heading)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const COLUMN_OF = new Map(
  SHEET_COLUMNS.flatMap((column) => {
    const { vi, en, also } = HEADINGS[column];
    return [vi, en, ...also].map((heading): [string, SheetColumn] => [fold(heading), column]);
  }),
);

/** The column that a heading names, or null. Notes in brackets do not count, unless they say which column it is. */
export const columnOf = (heading: string): SheetColumn | null =>
  COLUMN_OF.get(fold(heading)) ?? COLUMN_OF.get(fold(heading.replace(/\(.*?\)/g, ' '))) ?? null;
