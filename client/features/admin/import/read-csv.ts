import { parse } from 'csv-parse/browser/esm/sync';
import { columnOf } from './sheet-headings';
import { findHeadings, type Rows } from './sheet-table';
import { UnreadableSheet } from './unreadable-sheet';

const DELIMITERS = [',', ';', '\t'];

/**
 * Rows of a CSV file in UTF-8. What separates the cells is whatever makes most headings readable: Vietnamese Excel
 * writes semicolons.
 * @throws {UnreadableSheet} NOT_UTF8, BROKEN
 */
export function readCsv(file: Uint8Array): Rows {
  const text = decode(file);
  const readings = DELIMITERS.flatMap((delimiter) => {
    const rows = parseRows(text, delimiter);
    return rows ? [{ rows, headings: countHeadings(rows) }] : [];
  });
  if (readings.length === 0) throw new UnreadableSheet('BROKEN');
  return readings.reduce((best, each) => (each.headings > best.headings ? each : best)).rows;
}

function decode(file: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    throw new UnreadableSheet('NOT_UTF8');
  }
}

function parseRows(text: string, delimiter: string): Rows | null {
  try {
    return parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false });
  } catch {
    return null;
  }
}

function countHeadings(rows: Rows): number {
  const top = findHeadings(rows);
  return top < 0 ? 0 : rows[top]!.filter((heading) => columnOf(heading) !== null).length;
}
