import { Refusal } from '../../../domain/refusal.js';
import type { Text } from '../../../domain/scorecard.js';
import { invalid } from '../../../domain/wording.js';

/** What a column of a spreadsheet of councils and members may hold; in the order of the template. */
export const SHEET_COLUMNS = [
  'COUNCIL_NAME',
  'DECISION_NUMBER',
  'DECISION_DATE',
  'LEVEL',
  'PLACE',
  'TERM_FROM',
  'TERM_TO',
  'FULL_NAME',
  'TITLE',
  'INSTITUTION',
  'ROLE',
  'VOTING',
  'MEMBER_FROM',
  'USERNAME',
] as const;
export type SheetColumn = (typeof SHEET_COLUMNS)[number];

/** One line of the spreadsheet: the text of its cells; an empty cell is not there. */
export interface SheetLine {
  /** As the spreadsheet counts them, from 1. */
  readonly line: number;
  readonly cells: ReadonlyMap<SheetColumn, string>;
}

/** What is wrong with one cell, or with the whole line where no column is named. */
export interface CellFault {
  readonly column: SheetColumn | null;
  readonly message: Text;
}

export const cellFault = (column: SheetColumn | null, vi: string, en: string): CellFault => ({
  column,
  message: { vi, en },
});

/** More would not fit into one request, and hold everybody else's changes of councils up for too long. */
export const MOST_LINES = 1000;
const LONGEST_CELL = 2000;

/**
 * The lines as the API takes them, cell by cell in the order of the columns.
 * @throws {Refusal} INVALID_INPUT for what no spreadsheet read line by line can be
 */
export function sheetLines(
  columns: readonly SheetColumn[],
  given: readonly { readonly line: number; readonly cells: readonly string[] }[],
): SheetLine[] {
  if (columns.length === 0 || new Set(columns).size < columns.length)
    throw invalid('sheet.columns', 'mỗi cột được nêu một lần', 'names each column once');
  if (given.length === 0 || given.length > MOST_LINES)
    throw invalid('sheet.lines', `cần từ 1 đến ${MOST_LINES} dòng`, `needs 1 to ${MOST_LINES} lines`);
  if (new Set(given.map(({ line }) => line)).size < given.length)
    throw invalid('sheet.lines', 'có hai dòng cùng số', 'has two lines of one number');
  return given.map(({ line, cells }) => {
    if (line < 1 || cells.length > columns.length || cells.some(({ length }) => length > LONGEST_CELL))
      throw new Refusal('INVALID_INPUT', {
        fields: [
          `sheet.lines|dòng ${line} có ô thừa hoặc quá dài|line ${line} has a cell too many, or too long a one`,
        ],
      });
    const filled = cells.flatMap((text, index): [SheetColumn, string][] =>
      text.trim() === '' ? [] : [[columns[index]!, text]],
    );
    return { line, cells: new Map(filled) };
  });
}
