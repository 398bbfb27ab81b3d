import { answered, nextSave } from './outbox-core';
import { newSaveId } from './outbox-id';
import type { Answer, OutboxState, Save } from './outbox-state';
import type { OutboxStore } from './outbox-store';

/** Why sending does not succeed just now: no way through, no longer signed in, a page too old, or a fault of the server. */
export type Trouble = 'offline' | 'signed-out' | 'outdated' | 'fault';

/** Thrown by `send` where no answer came; the save stays on its way and is sent again. */
export class SendFault extends Error {
  override readonly name = 'SendFault';
  constructor(readonly trouble: Trouble) {
    super(trouble);
  }
}

/** Resolves with the server's answer; throws a `SendFault` where none came. */
export type SendSave = (sheetId: string, save: Save) => Promise<Answer>;

const ANSWER_MS = 15_000;
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

export interface Sender {
  /** Sends what waits on one sheet, one save after the other, until nothing is left or no answer comes. */
  readonly pump: (sheetId: string) => Promise<void>;
  readonly pumpAll: () => void;
  /** Forgets the pause and tries again at once. */
  readonly retryNow: () => void;
  readonly stop: () => void;
}

/** Moves saves from the device to the server; at most one of a sheet is on its way. */
export function makeSender(needs: {
  store: OutboxStore;
  send: SendSave;
  /** Whether this tab is the one to send. */
  maySend: () => boolean;
  sheets: () => Iterable<string>;
  /** The state on the device has changed. */
  moved: (state: OutboxState) => void;
  say: (trouble: Trouble | null) => void;
}): Sender {
  const { store, send, maySend, sheets, moved, say } = needs;
  const pumping = new Set<string>();
  const again = new Set<string>();
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  async function pump(sheetId: string): Promise<void> {
    if (!maySend() || retry !== undefined) return;
    if (pumping.has(sheetId)) {
      again.add(sheetId);
      return;
    }
    pumping.add(sheetId);
    try {
      for (let save = await take(sheetId); save && maySend(); save = await take(sheetId)) {
        const { saveId } = save;
        const answer = await inTime(send(sheetId, save));
        const after = await store.update(sheetId, (state) => state && answered(state, saveId, answer));
        failures = 0;
        say(null);
        if (after) moved(after);
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
  }

  /** Takes the next save off the waiting entries, on the device first; null where nothing waits. */
  async function take(sheetId: string): Promise<Save | null> {
    let save: Save | null = null;
    const state = await store.update(sheetId, (kept) => {
      const next = kept && nextSave(kept, newSaveId);
      save = next?.save ?? null;
      return next?.state ?? null;
    });
    if (save && state) moved(state);
    return save;
  }

  function later(): void {
    if (!maySend() || retry !== undefined) return;
    const pause = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? ANSWER_MS;
    failures += 1;
    // Eleven tablets lose and regain the same Wi-Fi together: spread them a little.
    retry = setTimeout(pumpAll, pause * (0.8 + Math.random() * 0.4));
  }

  function pumpAll(): void {
    clearTimeout(retry);
    retry = undefined;
    for (const sheetId of sheets()) void pump(sheetId);
  }

  return {
    pump,
    pumpAll,
    retryNow: () => {
      failures = 0;
      pumpAll();
    },
    stop: () => clearTimeout(retry),
  };
}

/** On poor Wi-Fi a request can hang for ever; sending the same save again is harmless. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SendFault('offline')), ANSWER_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
