import writeXlsxFile from 'write-excel-file/browser';
import type { SheetColumn } from '../../../generated/operations';
import { HEADINGS, SHEET_COLUMNS } from './sheet-headings';

type Example = Record<SheetColumn, string>;

const vi: Example = {
  COUNCIL_NAME: 'Hội đồng ví dụ (xóa dòng này)',
  DECISION_NUMBER: '12/QĐ-UBND',
  DECISION_DATE: '05/01/2026',
  LEVEL: 'Cấp tỉnh',
  PLACE: 'Tỉnh Phú Thọ',
  TERM_FROM: '05/01/2026',
  TERM_TO: '31/12/2030',
  FULL_NAME: 'Nguyễn Văn An',
  TITLE: 'Phó Chủ tịch',
  INSTITUTION: 'UBND tỉnh Phú Thọ',
  ROLE: 'Chủ tịch',
  VOTING: 'Có',
  MEMBER_FROM: '05/01/2026',
  USERNAME: '',
};

const en: Example = {
  ...vi,
  COUNCIL_NAME: 'Example council (remove this line)',
  LEVEL: 'Province',
  TITLE: 'Vice-chair',
  INSTITUTION: "People's Committee of Phú Thọ",
  ROLE: 'Chair',
  VOTING: 'Yes',
};

/** An empty spreadsheet to fill in: the headings, and one line as an example. */
export function makeTemplate(language: 'vi' | 'en'): Promise<Blob> {
  const example = language === 'vi' ? vi : en;
  const headings = SHEET_COLUMNS.map((column) => ({
    value: HEADINGS[column][language],
    fontWeight: 'bold' as const,
  }));
  const line = SHEET_COLUMNS.map((column) => (example[column] ? { value: example[column] } : null));
  return writeXlsxFile([headings, line], {
    columns: SHEET_COLUMNS.map((column) => ({ width: Math.max(14, HEADINGS[column][language].length + 4) })),
    stickyRowsCount: 1,
  }).toBlob();
}
