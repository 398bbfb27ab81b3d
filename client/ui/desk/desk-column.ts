/** One column of a DeskTable. A slot named after it may draw the cell; otherwise `text` words it. */
export interface DeskColumn<Row> {
  readonly name: string;
  readonly label: string;
  readonly text?: (row: Row) => string;
  /** Numbers stand at the right edge, so that their digits line up. */
  readonly number?: boolean;
  /** On a phone its cells stand without their label: buttons say what they are. */
  readonly bare?: boolean;
}
