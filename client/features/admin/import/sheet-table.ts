import type { SheetColumn } from '../../../generated/operations';
import { MOST_LINES } from './read-limits';
import { columnOf } from './sheet-headings';
import { UnreadableSheet } from './unreadable-sheet';

/** Rows of a spreadsheet as they stand in it, the first being line 1; all cells are text. */
export type Rows = readonly (readonly string[])[];

/** A spreadsheet of councils and members, understood as far as its headings go. */
export interface SheetTable {
  readonly columns: readonly SheetColumn[];
  readonly lines: readonly { readonly line: number; readonly cells: readonly string[] }[];
  /** Headings that name no column of ours: what stands below them is left out. */
  readonly unknown: readonly string[];
}

/** Titles and notes may stand above the headings, but hardly more lines than these. */
const HEADINGS_WITHIN = 30;

/** The line of the headings, or -1. */
export function findHeadings(rows: Rows): number {
  return rows.slice(0, HEADINGS_WITHIN).findIndex((row) => {
    const columns = row.map(columnOf);
    return columns.includes('COUNCIL_NAME') && new Set(columns.filter(Boolean)).size >= 2;
  });
}

/** @throws {UnreadableSheet} NO_HEADINGS, COLUMN_TWICE, NO_LINES, TOO_MANY_LINES */
export function readTable(rows: Rows): SheetTable {
  const top = findHeadings(rows);
  if (top < 0) throw new UnreadableSheet('NO_HEADINGS');
  const headings = rows[top]!.map((heading, index) => ({ heading, index, column: columnOf(heading) }));
  const known = headings.filter((each) => each.column !== null);
  const twice = known.find(({ column }, at) => known.findIndex((other) => other.column === column) < at);
  if (twice) throw new UnreadableSheet('COLUMN_TWICE', twice.heading.trim());
  const lines = rows
    .map((row, index) => ({ line: index + 1, cells: known.map((each) => row[each.index] ?? '') }))
    .slice(top + 1)
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (lines.length === 0) throw new UnreadableSheet('NO_LINES');
  if (lines.length > MOST_LINES) throw new UnreadableSheet('TOO_MANY_LINES', String(lines.length));
  return {
    columns: known.map(({ column }) => column!),
    lines,
    unknown: headings.filter((each) => each.column === null).flatMap(({ heading }) => heading.trim() || []),
  };
}
