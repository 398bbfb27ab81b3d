import { readCsv } from './read-csv';
import { MOST_BYTES, MOST_TEXT } from './read-limits';
import { readWorkbook, type Sheet } from './read-workbook';
import { findHeadings, readTable, type SheetTable } from './sheet-table';
import { UnreadableSheet } from './unreadable-sheet';

/** What is read of a file. */
export interface ReadSpreadsheet extends SheetTable {
  /** The page of the workbook that was read; null for a CSV file. */
  readonly sheet: string | null;
  /** Pages that have something on them and were not read. */
  readonly otherSheets: readonly string[];
}

const startsWith = (file: Uint8Array, ...bytes: number[]) => bytes.every((byte, at) => file[at] === byte);

/**
 * Reads an XLSX or CSV file of councils and members, by what is in it and not by its name.
 * @throws {UnreadableSheet} for whatever else it is
 */
export async function readSpreadsheet(file: Uint8Array<ArrayBuffer>): Promise<ReadSpreadsheet> {
  if (file.length > MOST_BYTES) throw new UnreadableSheet('TOO_LARGE');
  const read = await readPages(file);
  if (new TextEncoder().encode(JSON.stringify(read.lines)).length > MOST_TEXT)
    throw new UnreadableSheet('TOO_MUCH_TEXT');
  return read;
}

async function readPages(file: Uint8Array<ArrayBuffer>): Promise<ReadSpreadsheet> {
  if (startsWith(file, 0x50, 0x4b, 0x03, 0x04)) return chooseSheet(await readWorkbook(file));
  // What Excel wrote before 2007, and how it wraps a workbook with a password.
  if (startsWith(file, 0xd0, 0xcf, 0x11, 0xe0)) throw new UnreadableSheet('OLD_OR_LOCKED');
  if (startsWith(file, 0xff, 0xfe) || startsWith(file, 0xfe, 0xff)) throw new UnreadableSheet('NOT_UTF8');
  if (file.includes(0)) throw new UnreadableSheet('NOT_A_SPREADSHEET');
  return { ...readTable(readCsv(file)), sheet: null, otherSheets: [] };
}

function chooseSheet(sheets: readonly Sheet[]): ReadSpreadsheet {
  const chosen = sheets.find(({ rows }) => findHeadings(rows) >= 0);
  if (!chosen) throw new UnreadableSheet('NO_HEADINGS');
  const others = sheets.filter((each) => each !== chosen && each.rows.length > 0);
  return { ...readTable(chosen.rows), sheet: chosen.name, otherSheets: others.map(({ name }) => name) };
}
