import { reactive, shallowReactive, type ShallowReactive } from 'vue';
import { decide, discard, put, putOpinion, sheetSeen, unblock } from './outbox-core';
import { makeSender, type SendSave, type Trouble } from './outbox-sender';
import { emptyOutbox, waiting, type KeptSheet, type OutboxState, type Wish } from './outbox-state';
import { lead } from './outbox-leader';
import { openOutboxStore, type OutboxStore } from './outbox-store';

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
  /** @param criteriaSetCode  of the scorecard on the screen */
  readonly put: (
    sheetId: string,
    changes: Readonly<Record<string, Wish>>,
    criteriaSetCode?: string,
  ) => Promise<void>;
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
  readonly send: SendSave;
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

/**
 * Opens the outbox of one member on this device: all of the member's sheets that still hold something are sent,
 * also those of products no longer on the table, by one tab at a time.
 */
export function openOutbox(memberId: string, needs: OutboxNeeds): Outbox {
  const store = needs.store ?? openOutboxStore();
  const states = shallowReactive(new Map<string, OutboxState>());
  const status = reactive<OutboxStatus>({ trouble: null, keeps: true });
  const writing = new Map<string, number>();
  const channel =
    typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`cham-sao-outbox:${memberId}`);
  let leading = false;
  let closed = false;

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

  const sender = makeSender({
    store,
    send: needs.send,
    maySend,
    sheets: () => states.keys(),
    moved: (state) => {
      show(state);
      tell({ changed: state.sheetId });
    },
    say,
  });
  const kick = (): void => {
    if (maySend()) sender.retryNow();
    else tell({ kick: true });
  };

  const change = async (sheetId: string, step: (state: OutboxState) => OutboxState): Promise<void> => {
    const shown = states.get(sheetId);
    if (shown) states.set(sheetId, step(shown));
    writing.set(sheetId, (writing.get(sheetId) ?? 0) + 1);
    let kept: OutboxState | null;
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
    void sender.pump(sheetId);
  };

  const load = async (): Promise<void> => {
    for (const state of await store.list(memberId)) {
      if (closed) return;
      // A drained sheet is the server's alone; a shared tablet need not remember it.
      if (!states.has(state.sheetId) && drained(state)) await store.remove(state.sheetId, drained);
      else show(state);
    }
    sender.pumpAll();
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
          void sender.pump(sheetId);
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
      let before = -1;
      const now = await store.update(id, (held) => {
        before = held?.base.version ?? -1;
        return held ? sheetSeen(held, kept) : emptyOutbox({ sheetId: id, memberId, evaluationId }, kept);
      });
      show(now);
      // Submitted or taken back in this tab: another one that shows the sheet reads it anew.
      if (before < version) tell({ changed: id });
      void sender.pump(id);
    },
    put: (sheetId, changes, criteriaSetCode) => {
      const at = new Date().toISOString();
      return change(sheetId, (state) => put(state, changes, at, criteriaSetCode));
    },
    putOpinion: (sheetId, opinion) => change(sheetId, (state) => putOpinion(state, opinion)),
    decide: (sheetId, criterion, keep) => change(sheetId, (state) => decide(state, criterion, keep)),
    discard: (sheetId) => change(sheetId, discard),
    unblock: (sheetId) => change(sheetId, unblock),
    kick,
    close() {
      closed = true;
      sender.stop();
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
