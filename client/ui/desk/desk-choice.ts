/** One choice of a DeskSelect. */
export interface DeskChoice<Value = string> {
  readonly value: Value;
  readonly label: string;
  /** A second, softer line: the parent of a place, why a choice cannot be taken. */
  readonly caption?: string;
  readonly disable?: boolean;
}
