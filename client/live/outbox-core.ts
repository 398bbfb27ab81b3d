/**
 * The outbox of one score sheet as a state machine of pure functions: nothing here waits, stores or sends.
 * The state is what stands on the device; every change of it is stored before anything leaves (see outbox-store).
 *
 * What it promises, whatever is lost, repeated or reloaded: a tap stays on the device until the server has answered
 * for it; a save that left is sent again unchanged, under the same `saveId`, until it is answered; nothing is ever
 * written over what somebody else (another device, another attempt) put there without the member deciding so.
 */
import {
  isShut,
  keptWish,
  sameWish,
  sendable,
  type Answer,
  type Entry,
  type KeptSheet,
  type OutboxState,
  type RefusedFor,
  type Save,
  type Wish,
} from './outbox-state';

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
  // Of a card that was on the screen before: what was tapped on the right one must not wait for it.
  'OTHER_CARD',
]);

/**
 * The member changed one or more criteria in one act (choosing a case clears the criteria of the other case).
 * Tapping settles a conflict at that criterion: the member has seen what stands there and taps on purpose.
 */
export function put(
  state: OutboxState,
  changes: Readonly<Record<string, Wish>>,
  enteredAt: string,
  criteriaSetCode: string | null = null,
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
      pending[criterion] = {
        wish,
        basis,
        enteredAt,
        attempt,
        criteriaSetCode,
        conflict: false,
        refused: null,
      };
    }
  }
  return { ...state, pending, blocked: null };
}

/** Keeps the half-typed opinion; null once it was submitted. */
export function putOpinion(state: OutboxState, opinion: string | null): OutboxState {
  return { ...state, opinion };
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
  const [first] = ready;
  if (!first) return null;
  const { criteriaSetCode } = first[1];
  const leaving = state.oneByOne
    ? [first]
    : ready.filter(([, entry]) => entry.criteriaSetCode === criteriaSetCode);
  const pending = { ...state.pending };
  for (const [criterion] of leaving) delete pending[criterion];
  const save: Save = {
    saveId: newSaveId(),
    baseVersion: state.base.version,
    entries: Object.fromEntries(leaving),
    criteriaSetCode,
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
  // Its marks are hidden, not gone: what waits is looked at again when they are shown again.
  if (isShut(base)) return { ...state, base };
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
