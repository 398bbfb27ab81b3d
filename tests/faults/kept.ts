/** What the database says after a round, read by statements of the laboratory's own. */
export interface Kept {
  /** Saves in the journal. */
  readonly journal: readonly JournalRow[];
  readonly marks: readonly KeptMark[];
  readonly sheets: readonly KeptSheet[];
  /** What was handed in, every time. */
  readonly attempts: readonly { readonly sheetId: string; readonly receipt: string }[];
  /** The chair's acts, in the order of the record. */
  readonly acts: readonly KeptAct[];
  readonly results: readonly KeptResult[];
  /** No board can have borne a higher number. */
  readonly lastRevision: number;
}

export interface JournalRow {
  readonly saveId: string;
  readonly sheetId: string;
  readonly version: number;
  /** ms, the database's clock. */
  readonly savedAt: number;
}

export interface KeptMark {
  readonly sheetId: string;
  readonly criterion: string;
  readonly choice: string | null;
  readonly levels: readonly number[];
  readonly points: number;
  readonly stamp: string;
}

export interface KeptSheet {
  readonly id: string;
  readonly evaluationId: string;
  readonly memberId: string;
  readonly state: string;
  readonly version: number;
  readonly total: number;
}

export interface KeptAct {
  readonly seq: number;
  readonly act: string;
  /** ms, the server's clock, the same machine's as the database's. */
  readonly at: number;
  readonly evaluation: string | null;
  /** Of a closing: each sheet's version at that moment. Empty for other acts. */
  readonly sheets: readonly { readonly id: string; readonly version: number }[];
}

export interface KeptResult {
  readonly evaluationId: string;
  readonly sum: number;
  readonly count: number;
}
