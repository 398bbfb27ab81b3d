import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { OutboxState } from './outbox-state';
import { inPatience } from './patience';

/** Where outboxes stand: on the device, or, where the browser refuses to keep anything, in this tab's memory only. */
export interface OutboxStore {
  /** False once the device refused to keep something: then a reload loses what the server has not got yet. */
  readonly keeps: () => boolean;
  readonly read: (sheetId: string) => Promise<OutboxState | null>;
  /** Every sheet of this member that the device holds; of all members who scored here where none is named. */
  readonly list: (memberId?: string) => Promise<OutboxState[]>;
  /**
   * Changes one sheet's state in one step that no other tab can get between.
   * `change` gives the new state, or null to leave it as it is; it may run again after a failure of the device.
   */
  readonly update: (
    sheetId: string,
    change: (state: OutboxState | null) => OutboxState | null,
  ) => Promise<OutboxState | null>;
  /** Forgets a sheet, if it is as `when` says at that moment. */
  readonly remove: (sheetId: string, when: (state: OutboxState) => boolean) => Promise<void>;
  /** Takes or renews the right to send for a member; see outbox-leader. Memory grants it always. */
  readonly lease: (memberId: string, tab: string, now: number, until: number) => Promise<boolean>;
  readonly endLease: (memberId: string, tab: string) => Promise<void>;
}

const OPENING_MS = 4_000;

interface OutboxDatabase extends DBSchema {
  sheets: { key: string; value: OutboxState; indexes: { member: string } };
  leases: { key: string; value: { memberId: string; tab: string; until: number } };
}

/** Opens the device's store; falls back to memory, for good, at the first refusal (private mode, full disk). */
export function openOutboxStore(name = 'cham-sao-outbox'): OutboxStore {
  const memory = memoryStore();
  const seen = new Map<string, OutboxState>();
  let refused = false;
  let opening: Promise<IDBPDatabase<OutboxDatabase>> | null = null;

  const database = (): Promise<IDBPDatabase<OutboxDatabase>> => {
    // Some browsers neither open nor refuse (private windows): after a while that is a refusal too.
    opening ??= inPatience(
      openDB<OutboxDatabase>(name, 1, {
        upgrade(db) {
          db.createObjectStore('sheets', { keyPath: 'sheetId' }).createIndex('member', 'memberId');
          db.createObjectStore('leases', { keyPath: 'memberId' });
        },
        // Another tab brings a newer layout: let it, and open again at the next use.
        blocking: (_now, _next, event) => {
          (event.target as IDBDatabase).close();
          opening = null;
        },
        terminated: () => {
          opening = null;
        },
      }),
      OPENING_MS,
    );
    return opening;
  };

  const onDevice = async <T>(
    work: (db: IDBPDatabase<OutboxDatabase>) => Promise<T>,
    inMemory: () => Promise<T>,
  ): Promise<T> => {
    if (refused) return inMemory();
    try {
      return await work(await database()).catch(async (fault: unknown) => {
        if (!(fault instanceof DOMException) || fault.name !== 'InvalidStateError') throw fault;
        opening = null; // the connection was closed under us: once more with a fresh one
        return work(await database());
      });
    } catch (fault) {
      // Anything else than the device's own refusal is a mistake of ours, and must not pass for one.
      if (!(fault instanceof DOMException) && typeof indexedDB !== 'undefined') throw fault;
      refused = true;
      for (const state of seen.values()) await memory.update(state.sheetId, (kept) => kept ?? state);
      return inMemory();
    }
  };
  const note = (state: OutboxState | null): OutboxState | null => {
    if (state) seen.set(state.sheetId, state);
    return state;
  };

  return {
    keeps: () => !refused,
    read: (sheetId) =>
      onDevice(
        async (db) => note((await db.get('sheets', sheetId)) ?? null),
        () => memory.read(sheetId),
      ),
    list: (memberId) =>
      onDevice(
        async (db) => {
          // Without a member the index gives every sheet: each has one.
          const all = await db.getAllFromIndex('sheets', 'member', memberId);
          all.forEach(note);
          return all;
        },
        () => memory.list(memberId),
      ),
    update: (sheetId, change) =>
      onDevice(
        async (db) => {
          const tx = db.transaction('sheets', 'readwrite', { durability: 'strict' });
          const kept = (await tx.store.get(sheetId)) ?? null;
          const next = change(kept);
          await Promise.all([next && next !== kept ? tx.store.put(next) : null, tx.done]);
          return note(next ?? kept);
        },
        () => memory.update(sheetId, change),
      ),
    remove: (sheetId, when) =>
      onDevice(
        async (db) => {
          const tx = db.transaction('sheets', 'readwrite');
          const kept = await tx.store.get(sheetId);
          if (kept && when(kept)) await tx.store.delete(sheetId);
          await tx.done;
        },
        () => memory.remove(sheetId, when),
      ),
    lease: (memberId, tab, now, until) =>
      onDevice(
        async (db) => {
          const tx = db.transaction('leases', 'readwrite');
          const held = await tx.store.get(memberId);
          const mine = !held || held.tab === tab || held.until <= now || isFromAnotherDay(held, now, until);
          if (mine) await tx.store.put({ memberId, tab, until });
          await tx.done;
          return mine;
        },
        () => memory.lease(memberId, tab, now, until),
      ),
    endLease: (memberId, tab) =>
      onDevice(
        async (db) => {
          const tx = db.transaction('leases', 'readwrite');
          if ((await tx.store.get(memberId))?.tab === tab) await tx.store.delete(memberId);
          await tx.done;
        },
        () => memory.endLease(memberId, tab),
      ),
  };
}

/** No lease lasts as long as this one would: the device's clock has been set back since a tab wrote it, and that tab may be dead. */
function isFromAnotherDay(held: { until: number }, now: number, until: number): boolean {
  return held.until - now > 2 * (until - now);
}

/** The same in this tab's memory. */
export function memoryStore(): OutboxStore {
  const sheets = new Map<string, OutboxState>();
  return {
    keeps: () => false,
    read: async (sheetId) => sheets.get(sheetId) ?? null,
    list: async (memberId) =>
      [...sheets.values()].filter((state) => memberId === undefined || state.memberId === memberId),
    update: async (sheetId, change) => {
      const kept = sheets.get(sheetId) ?? null;
      const next = change(kept) ?? kept;
      if (next) sheets.set(sheetId, next);
      return next;
    },
    remove: async (sheetId, when) => {
      const kept = sheets.get(sheetId);
      if (kept && when(kept)) sheets.delete(sheetId);
    },
    lease: async () => true,
    endLease: async () => undefined,
  };
}
