/** What a person can do and see in one tab of the real client; made by `tab/entry.ts`, asked by the laboratory. */
export interface TabApi {
  /** Opens a seat card or a one-time link as its page does. */
  openLink(token: string, takeOver: boolean): Promise<'opened' | 'taken' | 'failed' | 'unreachable'>;
  /** The tab becomes a results screen. */
  becomeRoom(token: string): void;
  /** @param onShown told the revision of each board as it comes on the screen */
  follow(sessionId: string, onShown: (revision: number) => void): void;
  /** Shows the viewer's own sheet of a product, and from there on reads it again whenever the page would. */
  openSheet(sessionId: string, evaluationId: string): Promise<OpenSheet | null>;
  tap(sheet: OpenSheet, criterion: string, wish: TabWish): Promise<void>;
  /** What this device holds of a sheet. */
  sheetState(sheetId: string): SheetOnDevice | null;
  decide(sheetId: string, criterion: string, keep: 'mine' | 'theirs'): Promise<void>;
  submit(sheet: OpenSheet): Promise<{ done: boolean; notice: string }>;
  act(name: TabAct, variables: Record<string, unknown>): Promise<{ done: boolean; refusal: string | null }>;
  /** The board on the screen, or null. */
  board(): TabBoard | null;
  /** Why the screen's stream ended for good, or the sign-in; null while both live. */
  ended(): string | null;
  /** Whatever went wrong aloud: what a person at this tab was shown that is no refusal. */
  readonly complaints: readonly string[];
  /** The words of the query that reads this tab's board once. */
  readonly boardQuery: string;
}

export interface OpenSheet {
  readonly sheetId: string;
  readonly cardCode: string;
}

export interface TabWish {
  /** Null: taken back; the remark stays. */
  readonly choice: 'LEVELS' | 'NONE' | null;
  readonly levels: readonly number[];
  readonly remark: string;
}

export interface SheetOnDevice {
  readonly waiting: readonly string[];
  readonly conflicts: readonly string[];
  readonly blocked: string | null;
  readonly version: number;
  /** What the page shows at each criterion. */
  readonly shown: readonly {
    criterion: string;
    choice: string | null;
    levels: readonly number[];
    remark: string | null;
  }[];
}

export type TabAct =
  | 'presentDossier'
  | 'openScoring'
  | 'closeScoring'
  | 'returnSheets'
  | 'conclude'
  | 'release'
  | 'defer'
  | 'closeSession';

export interface TabBoard {
  readonly id: string;
  readonly revision: number;
  readonly phase: string;
  readonly onTable: string | null;
  readonly recordCode: string | null;
  readonly agenda: readonly { readonly id: string; readonly phase: string; readonly attempt: number }[];
}
