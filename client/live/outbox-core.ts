/**
 * The outbox of one score sheet as a state machine of pure functions: nothing here waits, stores or sends.
 * The state is what stands on the device; every change of it is stored before anything leaves (see outbox-store).
 *
 * What it promises, whatever is lost, repeated or reloaded: a tap stays on the device until the server has answered
 * for it; a save that left is sent again unchanged, under the same `saveId`, until it is answered; nothing is ever
 * written over what somebody else (another device, another attempt) put there without the member deciding so.
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

/** Refusals that concern what was ticked; any other concerns the whole sheet. */
const ABOUT_ONE_MARK: ReadonlySet<string> = new Set([
  'INVALID_INPUT',
  'REMARK_REQUIRED',
  'UNKNOWN_CRITERION',
  'UNKNOWN_LEVEL',
  'ONE_LEVEL_ONLY',
  'CASES_MIXED',
  'CRITERION_NOT_APPLICABLE',
  'NOT_MANDATORY_NOT_ALLOWED',
]);

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

/**
 * The member changed one or more criteria in one act (choosing a case clears the criteria of the other case).
 * Tapping settles a conflict at that criterion: the member has seen what stands there and taps on purpose.
 */
export function put(
  state: OutboxState,
  changes: Readonly<Record<string, Wish>>,
  enteredAt: string,
): OutboxState {
  const pending = { ...state.pending };
  for (const [criterion, raw] of Object.entries(changes)) {
    const remark = raw.remark?.trim() ? raw.remark : null;
    const wish: Wish = { choice: raw.choice, levels: [...raw.levels].sort((a, b) => a - b), remark };
    const earlier = pending[criterion];
    const sent = state.inFlight?.entries[criterion];
    const expected = sent ? sent.wish : keptWish(state.base, criterion);
    const basis = earlier && !earlier.conflict ? earlier.basis : expected;
    if (!sent && sameWish(wish, keptWish(state.base, criterion))) delete pending[criterion];
    else {
      const attempt = state.base.attempt;
      pending[criterion] = { wish, basis, enteredAt, attempt, conflict: false, refused: null };
    }
  }
  return { ...state, pending, blocked: null };
}

/** Keeps the half-typed opinion; null once it was submitted. */
export function putOpinion(state: OutboxState, opinion: string | null): OutboxState {
  return { ...state, opinion };
}

/** Entries that may leave now, clearings first: a case must be empty before the other one is ticked. */
export function sendable(state: OutboxState): [string, Entry][] {
  if (state.blocked) return [];
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

/**
 * What to send next: the save on its way, unchanged, or else a new one made of all that waits.
 * @returns the state to store before sending, and the save; null where there is nothing to send
 */
export function nextSave(
  state: OutboxState,
  newSaveId: () => string,
): { readonly state: OutboxState; readonly save: Save } | null {
  if (state.inFlight) return { state, save: state.inFlight };
  const ready = sendable(state);
  if (ready.length === 0) return null;
  const leaving = state.oneByOne ? ready.slice(0, 1) : ready;
  const pending = { ...state.pending };
  for (const [criterion] of leaving) delete pending[criterion];
  const save: Save = {
    saveId: newSaveId(),
    baseVersion: state.base.version,
    entries: Object.fromEntries(leaving),
    enteredAt: leaving.map(([, entry]) => entry.enteredAt).reduce((a, b) => (a > b ? a : b)),
    waitingOnDevice: Object.keys(pending).length,
  };
  return { state: { ...state, pending, inFlight: save }, save };
}

/** The server answered. An answer to a save that is no longer on its way (a late duplicate) changes nothing. */
export function answered(state: OutboxState, saveId: string, answer: Answer): OutboxState {
  const save = state.inFlight;
  if (!save || save.saveId !== saveId) return state;
  if (answer.kind === 'saved') {
    const oneByOne = state.oneByOne && sendable(state).length > 0;
    return rebase({ ...state, inFlight: null, blocked: null, oneByOne }, answer.sheet);
  }
  const back = comeBack(state, save);
  if (answer.kind === 'stale') return rebase(back, answer.sheet);
  return refuse(back, save, answer.refusal);
}

/** A sheet was read from the server by another way (opening the page, submitting, the chair returned it). */
export function sheetSeen(state: OutboxState, sheet: KeptSheet): OutboxState {
  if (sheet.version < state.base.version) return state;
  const moved = sheet.version > state.base.version || sheet.state !== state.base.state;
  const open = moved ? { ...state, blocked: null } : state;
  // While a save is on its way nobody can tell its effect from somebody else's: wait for its answer.
  return state.inFlight ? { ...open, base: sheet } : rebase(open, sheet);
}

/** The chair reopened scoring, or the member presses "send again". */
export function unblock(state: OutboxState): OutboxState {
  if (!state.blocked && !Object.values(state.pending).some((entry) => entry.refused)) return state;
  const pending = mapValues(state.pending, (entry) => ({ ...entry, refused: null }));
  return { ...state, blocked: null, pending };
}

/** The member decides a conflict: `mine` is sent over what stands there now, `theirs` lets the tap go. */
export function decide(state: OutboxState, criterion: string, keep: 'mine' | 'theirs'): OutboxState {
  const entry = state.pending[criterion];
  if (!entry?.conflict) return state;
  const pending = { ...state.pending };
  if (keep === 'theirs') delete pending[criterion];
  else {
    const basis = keptWish(state.base, criterion);
    pending[criterion] = { ...entry, basis, conflict: false, attempt: state.base.attempt };
  }
  return { ...state, pending };
}

/** The member lets go of everything that was not counted. What is on its way is not taken back. */
export function discard(state: OutboxState): OutboxState {
  return { ...state, pending: {}, blocked: null, oneByOne: false };
}

/** An unanswered save returns to the waiting entries; a newer tap at the same criterion stands before it. */
function comeBack(state: OutboxState, save: Save): OutboxState {
  const pending: Record<string, Entry> = { ...save.entries };
  for (const [criterion, newer] of Object.entries(state.pending)) {
    const sent = save.entries[criterion];
    pending[criterion] = sent ? { ...newer, basis: sent.basis } : newer;
  }
  return { ...state, inFlight: null, pending };
}

function refuse(state: OutboxState, save: Save, refusal: RefusedFor): OutboxState {
  if (!ABOUT_ONE_MARK.has(refusal.code)) return { ...state, blocked: refusal };
  const sent = Object.keys(save.entries);
  if (sent.length > 1) return { ...state, oneByOne: true };
  const pending = mapValues(state.pending, (entry, criterion) =>
    sameWish(entry.wish, save.entries[criterion]?.wish ?? null) && criterion in save.entries
      ? { ...entry, refused: refusal }
      : entry,
  );
  const refused = { ...state, pending };
  return { ...refused, oneByOne: state.oneByOne && sendable(refused).length > 0 };
}

/** Takes the newest sheet as the ground and looks at every waiting entry anew. */
function rebase(state: OutboxState, sheet: KeptSheet): OutboxState {
  const base = sheet.version >= state.base.version ? sheet : state.base;
  const pending: Record<string, Entry> = {};
  for (const [criterion, entry] of Object.entries(state.pending)) {
    const now = keptWish(base, criterion);
    if (sameWish(now, entry.wish)) continue;
    const conflict = entry.conflict || !sameWish(now, entry.basis) || entry.attempt < base.attempt;
    pending[criterion] = conflict === entry.conflict ? entry : { ...entry, conflict };
  }
  return { ...state, base, pending };
}

function mapValues(
  record: Readonly<Record<string, Entry>>,
  change: (entry: Entry, criterion: string) => Entry,
): Record<string, Entry> {
  return Object.fromEntries(Object.entries(record).map(([key, entry]) => [key, change(entry, key)]));
}
