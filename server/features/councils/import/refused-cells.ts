import { Refusal } from '../../../domain/refusal.js';
import { asRefusal } from '../../../platform/postgres-refusals.js';
import { fieldFaults, wordRefusal } from '../../../platform/refusal-words.js';
import { COUNCIL_COLUMNS, MEMBER_COLUMNS } from './read-line.js';
import type { CellFault, SheetColumn } from './sheet-line.js';

/** Where a field of the single mutations stands in the spreadsheet. */
const COLUMN_OF: Readonly<Record<string, SheetColumn>> = {
  ...COUNCIL_COLUMNS,
  ...MEMBER_COLUMNS,
  placeId: COUNCIL_COLUMNS.place,
  accountId: MEMBER_COLUMNS.username,
};

/** What a use case refused, at the cells it is about. @throws what is no refusal: a fault of ours stays one */
export function refusedCells(thrown: unknown): CellFault[] {
  const refusal = thrown instanceof Refusal ? thrown : asRefusal(thrown);
  if (!refusal) throw thrown;
  const fields = fieldFaults(refusal);
  if (fields.length === 0) return [{ column: null, message: wordRefusal(refusal) }];
  return fields.map(({ field, message }) => ({
    column: COLUMN_OF[field.slice(field.lastIndexOf('.') + 1)] ?? null,
    message,
  }));
}
