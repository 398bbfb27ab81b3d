/** What was done by people and what they were told, as it went over their own wires; kept by the laboratory's clock. */
export interface Told {
  readonly taps: Tap[];
  readonly decisions: Decision[];
  /** Each save as it first left a device. */
  readonly sent: SentSave[];
  /** Each save that the server acknowledged to a device; more than once where it was asked again. */
  readonly acknowledged: Acknowledged[];
  /** Each sheet that a device was told is handed in. */
  readonly handedIn: { readonly sheetId: string; readonly receipt: string }[];
  readonly refused: { readonly saveId: string; readonly code: string; readonly at: number }[];
  /** Seat cards scanned anew by members who had lost their seat to nobody. */
  readonly scannedAgain: { readonly device: string; readonly at: number }[];
  /** Boards as they arrived, in the order of their arrival. */
  readonly boards: ArrivedBoard[];
  /** What screens showed, in the order in which they changed. */
  readonly shown: ShownBoard[];
}

/** One touch of a level. Its stamp goes along as the mark's remark, and is found again wherever the mark went. */
export interface Tap {
  readonly stamp: string;
  readonly sheetId: string;
  readonly criterion: string;
  readonly device: string;
  readonly at: number;
}

/** The member was asked, and said that this device's mark is the right one: it is meant from then on. */
export interface Decision {
  readonly stamp: string;
  readonly at: number;
}

export interface SentSave {
  readonly saveId: string;
  readonly sheetId: string;
  readonly device: string;
  readonly at: number;
  readonly marks: readonly SentMark[];
}

export interface SentMark {
  readonly criterion: string;
  readonly choice: string | null;
  readonly levels: readonly number[];
  readonly stamp: string;
}

export interface Acknowledged {
  readonly saveId: string;
  readonly sheetId: string;
  readonly version: number;
  readonly at: number;
}

export interface ArrivedBoard {
  readonly screen: string;
  /** Of which socket; a new one after each break. */
  readonly stream: number;
  readonly revision: number;
  readonly at: number;
}

export interface ShownBoard {
  readonly screen: string;
  readonly revision: number;
  readonly at: number;
}

export const nothingTold = (): Told => ({
  taps: [],
  decisions: [],
  sent: [],
  acknowledged: [],
  handedIn: [],
  refused: [],
  scannedAgain: [],
  boards: [],
  shown: [],
});
