import readXlsxFile, { type CellValue } from 'read-excel-file/universal';
import { plainArchive, unpackArchive } from './unpack-archive';
import { UnreadableSheet } from './unreadable-sheet';

/** A page of a workbook. */
export interface Sheet {
  readonly name: string;
  readonly rows: string[][];
}

/** The reader makes a place for every cell up to the last one that is named, so one cell far away could fill memory. */
const MOST_ROWS = 20_000;
const MOST_COLUMNS = 256;

/**
 * The pages of an XLSX workbook as text. Formulas are not reckoned: what counts is what the spreadsheet showed last.
 * @throws {UnreadableSheet} MACROS, OLD_OR_LOCKED, UNPACKS_TOO_LARGE, BROKEN
 */
export async function readWorkbook(file: Uint8Array<ArrayBuffer>): Promise<Sheet[]> {
  const parts = await unpackArchive(file);
  if (!parts.has('xl/workbook.xml')) throw new UnreadableSheet('NOT_A_SPREADSHEET');
  for (const [name, content] of parts) {
    if (!name.startsWith('xl/worksheets/')) continue;
    checkSpan(content);
    parts.set(name, rewrite(content, ERROR_CELLS, '$1str$2'));
  }
  parts.set('xl/workbook.xml', rewrite(parts.get('xl/workbook.xml')!, FROM_1904, '$11$2'));
  // Numbers stay as they were typed: a decision "007" or "1.10" is no quantity.
  const sheets = await readXlsxFile(plainArchive(parts), { parseNumber: (text: string) => text }).catch(
    () => {
      throw new UnreadableSheet('BROKEN');
    },
  );
  return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(textOf)) }));
}

function textOf(cell: CellValue<string> | null): string {
  if (cell === null) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  if (typeof cell === 'boolean') return cell ? '1' : '0';
  return String(cell);
}

/** The reader takes a formula that went wrong for an empty cell, which would mean "as above": it is to be text. */
const ERROR_CELLS = /(<c\s[^<>]*?\bt\s*=\s*["'])e(["'])/g;
/** LibreOffice says so in a word, where the reader knows the digit alone: every day would be four years too early. */
const FROM_1904 = /(<workbookPr\s[^<>]*?\bdate1904\s*=\s*["'])true(["'])/g;

function rewrite(part: Uint8Array, what: RegExp, by: string): Uint8Array {
  return new TextEncoder().encode(new TextDecoder().decode(part).replace(what, by));
}

function checkSpan(sheet: Uint8Array): void {
  for (const [, column = '', row] of new TextDecoder()
    .decode(sheet)
    .matchAll(/\sr\s*=\s*["']([A-Z]*)(\d+)["']/g)) {
    const index = [...column].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    if (Number(row) > MOST_ROWS || index > MOST_COLUMNS) throw new UnreadableSheet('UNPACKS_TOO_LARGE');
  }
}
