/** Why a chosen file cannot be read. */
export type SheetFault =
  | 'TOO_LARGE'
  | 'NOT_A_SPREADSHEET'
  | 'OLD_OR_LOCKED'
  | 'MACROS'
  | 'UNPACKS_TOO_LARGE'
  | 'BROKEN'
  | 'NOT_UTF8'
  | 'NO_HEADINGS'
  | 'COLUMN_TWICE'
  | 'NO_LINES'
  | 'TOO_MANY_LINES'
  | 'TOO_MUCH_TEXT'
  | 'TOO_SLOW';

/** Says why; `detail` is what of the file it is about, such as a heading. */
export class UnreadableSheet extends Error {
  constructor(
    readonly fault: SheetFault,
    readonly detail = '',
  ) {
    super(fault);
  }
}
