import { reactive, shallowReactive, type ShallowReactive } from 'vue';
import {
  answered,
  decide,
  discard,
  emptyOutbox,
  nextSave,
  put,
  putOpinion,
  sheetSeen,
  unblock,
  waiting,
  type Answer,
  type KeptSheet,
  type OutboxState,
  type Save,
  type Wish,
} from './outbox-core';
import { newSaveId } from './outbox-id';
import { lead } from './outbox-leader';
import { openOutboxStore, type OutboxStore } from './outbox-store';

/** Why sending does not succeed just now: no way through, no longer signed in, or a fault of the server. */
export type Trouble = 'offline' | 'signed-out' | 'fault';

/** Thrown by `send` where no answer came; the save stays on its way and is sent again. */
export class SendFault extends Error {
  override readonly name = 'SendFault';
  constructor(readonly trouble: Trouble) {
    super(trouble);
  }
}

/** What the outbox is doing, for the line that tells the truth. */
export interface OutboxStatus {
  trouble: Trouble | null;
  /** False: this browser refuses to keep anything; a reload would lose what the server has not got. */
  keeps: boolean;
}

export interface Outbox {
  readonly memberId: string;
  /** What stands on this device, by sheet id; replaced whole at every change. */
  readonly states: ShallowReactive<Map<string, OutboxState>>;
  readonly status: OutboxStatus;
  /** A sheet was read from the server. */
  readonly seen: (sheet: KeptSheet & { id: string; evaluationId: string }) => Promise<void>;
  readonly put: (sheetId: string, changes: Readonly<Record<string, Wish>>) => Promise<void>;
  readonly putOpinion: (sheetId: string, opinion: string | null) => Promise<void>;
  readonly decide: (sheetId: string, criterion: string, keep: 'mine' | 'theirs') => Promise<void>;
  readonly discard: (sheetId: string) => Promise<void>;
  readonly unblock: (sheetId: string) => Promise<void>;
  /** Try again now: the connection is back, or the person asks. */
  readonly kick: () => void;
  readonly close: () => void;
}

/** What an outbox needs from outside; tests hand in their own. */
export interface OutboxNeeds {
  /** Resolves with the server's answer; throws a `SendFault` where none came. */
  readonly send: (sheetId: string, save: Save) => Promise<Answer>;
  readonly store?: OutboxStore;
  readonly lead?: typeof lead;
}

/** What tabs of one browser tell each other. */
interface News {
  /** This sheet's state on the device is another one now. */
  changed?: string;
  trouble?: Trouble | null;
  /** A tab that may not send asks the one that may. */
  kick?: true;
}

const ANSWER_MS = 15_000;
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * Opens the outbox of one member on this device: all of the member's sheets that still hold something are sent,
 * also those of products no longer on the table, by one tab at a time.
 */
export function openOutbox(memberId: string, needs: OutboxNeeds): Outbox {
  const store = needs.store ?? openOutboxStore();
  const states = shallowReactive(new Map<string, OutboxState>());
  const status = reactive<OutboxStatus>({ trouble: null, keeps: true });
  const writing = new Map<string, number>();
  const pumping = new Set<string>();
  const again = new Set<string>();
  const channel =
    typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`cham-sao-outbox:${memberId}`);
  let leading = false;
  let closed = false;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const tell = (news: News): void => {
    if (!closed) channel?.postMessage(news);
  };
  // What the device refuses to keep, no other tab can send for this one.
  const maySend = (): boolean => !closed && (leading || !store.keeps());

  const show = (state: OutboxState | null): void => {
    status.keeps = store.keeps();
    // While a tap is being written, what was read before it would make the screen jump back for a moment.
    if (state && !writing.get(state.sheetId) && states.get(state.sheetId) !== state)
      states.set(state.sheetId, state);
  };
  const say = (trouble: Trouble | null): void => {
    if (status.trouble === trouble) return;
    status.trouble = trouble;
    tell({ trouble });
  };

  const change = async (sheetId: string, step: (state: OutboxState) => OutboxState): Promise<void> => {
    const shown = states.get(sheetId);
    if (shown) states.set(sheetId, step(shown));
    writing.set(sheetId, (writing.get(sheetId) ?? 0) + 1);
    let kept: OutboxState | null = null;
    try {
      // Another tab may have forgotten the drained sheet: what is shown here is then the ground.
      kept = await store.update(sheetId, (state) => {
        const ground = state ?? shown;
        return ground ? step(ground) : null;
      });
    } finally {
      writing.set(sheetId, (writing.get(sheetId) ?? 1) - 1);
    }
    show(kept);
    tell({ changed: sheetId });
    void pump(sheetId);
  };

  const pump = async (sheetId: string): Promise<void> => {
    if (!maySend() || retry !== undefined) return;
    if (pumping.has(sheetId)) {
      again.add(sheetId);
      return;
    }
    pumping.add(sheetId);
    try {
      for (let save = await take(sheetId); save && maySend(); save = await take(sheetId)) {
        const { saveId } = save;
        const answer = await inTime(needs.send(sheetId, save));
        const after = await store.update(sheetId, (state) => state && answered(state, saveId, answer));
        failures = 0;
        say(null);
        show(after);
        tell({ changed: sheetId });
      }
    } catch (fault) {
      if (!(fault instanceof SendFault)) console.error(fault);
      say(fault instanceof SendFault ? fault.trouble : 'fault');
      later();
    } finally {
      pumping.delete(sheetId);
    }
    // A tap may have come between the last look and the end of this round.
    if (again.delete(sheetId)) void pump(sheetId);
  };

  /** Takes the next save off the waiting entries, on the device first; null where nothing waits. */
  const take = async (sheetId: string): Promise<Save | null> => {
    let save: Save | null = null;
    const state = await store.update(sheetId, (kept) => {
      const next = kept && nextSave(kept, newSaveId);
      save = next?.save ?? null;
      return next?.state ?? null;
    });
    show(state);
    if (save) tell({ changed: sheetId });
    return save;
  };

  const later = (): void => {
    if (closed || retry !== undefined) return;
    const pause = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 15_000;
    failures += 1;
    // Eleven tablets lose and regain the same Wi-Fi together: spread them a little.
    retry = setTimeout(pumpAll, pause * (0.8 + Math.random() * 0.4));
  };
  const pumpAll = (): void => {
    clearTimeout(retry);
    retry = undefined;
    for (const sheetId of states.keys()) void pump(sheetId);
  };
  const kick = (): void => {
    failures = 0;
    if (maySend()) pumpAll();
    else tell({ kick: true });
  };

  const load = async (): Promise<void> => {
    for (const state of await store.list(memberId)) {
      if (closed) return;
      // A drained sheet is the server's alone; a shared tablet need not remember it.
      if (!states.has(state.sheetId) && drained(state)) await store.remove(state.sheetId, drained);
      else show(state);
    }
    pumpAll();
  };

  const loading = load();
  const stopLeading = (needs.lead ?? lead)(memberId, store, (now) => {
    leading = now;
    // What another tab left unfinished is on the device: read it anew, then go on with it.
    if (now) void loading.then(load);
  });
  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<News>) => {
      if (data.changed) {
        const sheetId = data.changed;
        void store.read(sheetId).then((state) => {
          show(state);
          void pump(sheetId);
        });
      }
      if (data.trouble !== undefined && !maySend()) status.trouble = data.trouble;
      if (data.kick && leading) kick();
    };
  }
  globalThis.addEventListener?.('online', kick);

  return {
    memberId,
    states,
    status,
    async seen({ id, evaluationId, version, attempt, state, marks }) {
      const kept: KeptSheet = { version, attempt, state, marks: marks.map(bareMark) };
      const now = await store.update(id, (held) =>
        held ? sheetSeen(held, kept) : emptyOutbox({ sheetId: id, memberId, evaluationId }, kept),
      );
      show(now);
      void pump(id);
    },
    put: (sheetId, changes) => {
      const at = new Date().toISOString();
      return change(sheetId, (state) => put(state, changes, at));
    },
    putOpinion: (sheetId, opinion) => change(sheetId, (state) => putOpinion(state, opinion)),
    decide: (sheetId, criterion, keep) => change(sheetId, (state) => decide(state, criterion, keep)),
    discard: (sheetId) => change(sheetId, discard),
    unblock: (sheetId) => change(sheetId, unblock),
    kick,
    close() {
      closed = true;
      clearTimeout(retry);
      stopLeading();
      channel?.close();
      globalThis.removeEventListener?.('online', kick);
    },
  };
}

/** Plain data only: what Apollo gives is frozen and carries more than is ours to keep. */
function bareMark({
  criterion,
  choice,
  levels,
  remark,
}: KeptSheet['marks'][number]): KeptSheet['marks'][number] {
  return { criterion, choice, levels: [...levels], remark: remark ?? null };
}

function drained(state: OutboxState): boolean {
  return waiting(state).length === 0 && state.opinion === null;
}

/** On poor Wi-Fi a request can hang for ever; sending the same save again is harmless. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SendFault('offline')), ANSWER_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
