/**
 * What the device holds of one score sheet, and how it is read. How it changes stands in outbox-core.
 */

export type ChoiceKind = 'LEVELS' | 'NONE' | 'NOT_MANDATORY';

/** What the member wants to stand at one criterion; `choice` null: not scored (a remark may stand alone). `levels` are positions, sorted. */
export interface Wish {
  readonly choice: ChoiceKind | null;
  readonly levels: readonly number[];
  readonly remark: string | null;
}

/** A mark as the server keeps it; what `points` it is worth is the server's word. */
export interface KeptMark {
  readonly criterion: string;
  /** Null: only a remark so far, not yet scored. */
  readonly choice: ChoiceKind | null;
  readonly levels: readonly number[];
  readonly remark?: string | null;
}

/** As much of the server's sheet as the outbox rules by. */
export interface KeptSheet {
  readonly version: number;
  readonly attempt: number;
  readonly state: string;
  readonly marks: readonly KeptMark[];
}

/** Why the server would not take something; nothing of it was counted. */
export interface RefusedFor {
  readonly code: string;
  readonly vi: string;
  readonly en: string;
}

/** A change that is still only on this device. */
export interface Entry {
  readonly wish: Wish;
  /** What stood at the criterion when the member tapped; null where it was not scored. */
  readonly basis: Wish | null;
  /** The device's clock, ISO 8601; recorded, never ruling. */
  readonly enteredAt: string;
  /** The attempt it was meant for. */
  readonly attempt: number;
  /** The scorecard that was on the screen; what a position means is its word. Null where nobody said. */
  readonly criteriaSetCode: string | null;
  /** Somebody changed the criterion elsewhere meanwhile: waits for the member's decision. */
  readonly conflict: boolean;
  /** The server refused just this one; it waits until it is changed. */
  readonly refused: RefusedFor | null;
}

/** A save that left and is not answered yet. It never changes, so that sending it again is harmless. */
export interface Save {
  readonly saveId: string;
  readonly baseVersion: number;
  readonly entries: Readonly<Record<string, Entry>>;
  /** The scorecard of all its entries. */
  readonly criteriaSetCode: string | null;
  readonly enteredAt: string;
  readonly waitingOnDevice: number;
}

/** All that this device holds of one sheet. */
export interface OutboxState {
  readonly sheetId: string;
  readonly memberId: string;
  /** For reading by people and by the page; the outbox itself does not need it. */
  readonly evaluationId: string;
  /** The newest sheet of the server this device has seen. */
  readonly base: KeptSheet;
  readonly inFlight: Save | null;
  readonly pending: Readonly<Record<string, Entry>>;
  /** The opinion on the whole sheet, as far as it was typed and not submitted. */
  readonly opinion: string | null;
  /** The server takes nothing for this sheet now. */
  readonly blocked: RefusedFor | null;
  /** After a save was refused for one of its marks: send them one by one, so that one does not hold up the others. */
  readonly oneByOne: boolean;
}

/** What the server answered to a save. */
export type Answer =
  | { readonly kind: 'saved'; readonly sheet: KeptSheet }
  | { readonly kind: 'stale'; readonly sheet: KeptSheet }
  | { readonly kind: 'refused'; readonly refusal: RefusedFor };

export const UNSCORED: Wish = { choice: null, levels: [], remark: null };

/** A fresh outbox for a sheet just read from the server. */
export function emptyOutbox(
  ids: { sheetId: string; memberId: string; evaluationId: string },
  base: KeptSheet,
): OutboxState {
  return { ...ids, base, inFlight: null, pending: {}, opinion: null, blocked: null, oneByOne: false };
}

/** The same tick and the same remark; a remark of blanks is no remark. */
export function sameWish(a: Wish | null, b: Wish | null): boolean {
  const left = a ?? UNSCORED;
  const right = b ?? UNSCORED;
  if (left.choice !== right.choice) return false;
  if ((left.remark ?? '').trim() !== (right.remark ?? '').trim()) return false;
  return left.levels.length === right.levels.length && left.levels.every((at, i) => at === right.levels[i]);
}

/** What the server has at a criterion, as far as this device knows. */
export function keptWish(sheet: KeptSheet, criterion: string): Wish | null {
  const mark = sheet.marks.find((each) => each.criterion === criterion);
  return mark ? { choice: mark.choice, levels: [...mark.levels], remark: mark.remark ?? null } : null;
}

/** What the member sees at a criterion: the newest tap, else what is on its way, else what the server has. */
export function effectiveWish(state: OutboxState, criterion: string): Wish {
  return (
    state.pending[criterion]?.wish ??
    state.inFlight?.entries[criterion]?.wish ??
    keptWish(state.base, criterion) ??
    UNSCORED
  );
}

/** The server shows nothing of the sheet and takes nothing, until somebody lets the member in again. */
export const isShut = (sheet: KeptSheet): boolean => sheet.state === 'RECUSED';

/** Entries that may leave now, clearings first: a case must be empty before the other one is ticked. */
export function sendable(state: OutboxState): [string, Entry][] {
  if (state.blocked || isShut(state.base)) return [];
  return Object.entries(state.pending)
    .filter(([, entry]) => !entry.conflict && !entry.refused)
    .sort(([, a], [, b]) => Number(a.wish.choice !== null) - Number(b.wish.choice !== null));
}

/** Criteria whose newest choice is not yet on the server, whatever the reason. */
export function waiting(state: OutboxState): string[] {
  return [...new Set([...Object.keys(state.inFlight?.entries ?? {}), ...Object.keys(state.pending)])];
}

/** Criteria that wait for the member's decision between this device and the server. */
export function conflicts(state: OutboxState): string[] {
  return Object.keys(state.pending).filter((criterion) => state.pending[criterion]?.conflict);
}
