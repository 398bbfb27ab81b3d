import type { DocumentNode } from '@apollo/client/core';
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { inPatience, OutOfPatience } from './patience';
import { endedSignIn, loginKey } from './sign-in-state';

/**
 * Copies on this device of what the server answered to one sign-in, so that the scoring page opens without the server
 * too. What the page shows of a mark is the outbox's, which stands beside.
 */
export type CopyKind = 'viewer' | 'board' | 'dossier' | 'card' | 'sheet';

export interface Copy<T> {
  readonly answer: T;
  /** When it came, by this device's clock. */
  readonly at: number;
}

interface CopyRecord {
  /** Public half of the sign-in that was answered. */
  readonly login: string;
  readonly kind: CopyKind;
  readonly id: string;
  /** What was asked for: a newer client may ask for more, and must not be given less. */
  readonly asked: number;
  readonly at: number;
  /** The answer as JSON: what Apollo and Vue give may be proxies, which a device cannot keep. */
  readonly text: string;
}

interface CopiesDatabase extends DBSchema {
  copies: { key: [login: string, kind: CopyKind, id: string]; value: CopyRecord };
}

/** As long as a meeting's day; what is older belongs to nobody who still sits here. */
const KEPT_FOR_MS = 24 * 3_600_000;
const OPENING_MS = 2_000;

let opening: Promise<IDBPDatabase<CopiesDatabase>> | null = null;

/** Keeps an answer in the place of the one before it; a sheet of an older version never replaces a newer one. */
export async function keepCopy(
  kind: CopyKind,
  id: string,
  document: DocumentNode,
  answer: object,
): Promise<void> {
  const login = loginKey();
  // An answer may still come when the sign-in is over.
  if (!login || endedSignIn.value) return;
  const text = JSON.stringify(answer);
  await onDevice(async (db) => {
    const { store, done } = db.transaction('copies', 'readwrite');
    const held = await store.get([login, kind, id]);
    const isOlder = held && versionOf(JSON.parse(held.text)) > versionOf(answer);
    if (!isOlder) await store.put({ login, kind, id, asked: markOf(document), at: Date.now(), text });
    await done;
  });
}

/** Lays newer fields over the copy of a sheet, if there is one. */
export async function amendSheetCopy(evaluationId: string, newer: { version: number }): Promise<void> {
  const login = loginKey();
  if (!login || endedSignIn.value) return;
  await onDevice(async (db) => {
    const { store, done } = db.transaction('copies', 'readwrite');
    const held = await store.get([login, 'sheet', evaluationId]);
    const sheet = held && (JSON.parse(held.text) as object);
    if (sheet && versionOf(sheet) <= newer.version)
      await store.put({ ...held, at: Date.now(), text: JSON.stringify({ ...sheet, ...newer }) });
    await done;
  });
}

/** The copy of this tab's sign-in, if the device has one of just what is asked for now. */
export async function readCopy<T>(
  kind: CopyKind,
  id: string,
  document: DocumentNode,
): Promise<Copy<T> | null> {
  const login = loginKey();
  if (!login || endedSignIn.value) return null;
  const held = await onDevice((db) => db.get('copies', [login, kind, id]));
  if (!held || held.asked !== markOf(document) || isOld(held)) return null;
  return { answer: JSON.parse(held.text) as T, at: held.at };
}

/** Forgets what the device has for a sign-in: all of it, or what `stays` does not hold for. */
export async function forgetCopies(
  login: string | null,
  stays: (kind: CopyKind, id: string) => boolean = () => false,
): Promise<void> {
  await onDevice((db) => removeWhere(db, (each) => each.login === login && !stays(each.kind, each.id)));
}

/**
 * Copies are a help, never a duty: where the browser refuses to keep anything there are none, and nobody waits long.
 * What is to be done is done all the same once a slow device has opened; only nobody waits for it any more.
 */
async function onDevice<T>(work: (db: IDBPDatabase<CopiesDatabase>) => Promise<T>): Promise<T | null> {
  const opened = (opening ??= openCopies());
  const done = opened.then(work).catch((fault: unknown) => {
    // Closed under us: the next one opens it anew. Any other refusal is for good.
    if (fault instanceof DOMException && fault.name === 'InvalidStateError') opening = null;
    return null;
  });
  try {
    // Some browsers neither open nor refuse (private windows).
    await inPatience(opened, OPENING_MS);
  } catch (fault) {
    if (fault instanceof OutOfPatience) return null;
  }
  return done;
}

async function openCopies(): Promise<IDBPDatabase<CopiesDatabase>> {
  const db = await openDB<CopiesDatabase>('cham-sao-copies', 1, {
    upgrade: (fresh) => void fresh.createObjectStore('copies', { keyPath: ['login', 'kind', 'id'] }),
    // Another tab brings a newer layout.
    blocking: (_now, _next, event) => (event.target as IDBDatabase).close(),
  });
  await removeWhere(db, isOld);
  return db;
}

async function removeWhere(
  db: IDBPDatabase<CopiesDatabase>,
  goes: (record: CopyRecord) => boolean,
): Promise<void> {
  const { store, done } = db.transaction('copies', 'readwrite');
  for (const each of await store.getAll())
    if (goes(each)) await store.delete([each.login, each.kind, each.id]);
  await done;
}

const isOld = ({ at }: CopyRecord) => Date.now() - at > KEPT_FOR_MS;

const versionOf = (answer: object) =>
  'version' in answer && typeof answer.version === 'number' ? answer.version : 0;

const marks = new WeakMap<DocumentNode, number>();

/** A number for all that an operation asks for (FNV-1a). */
function markOf(document: DocumentNode): number {
  const known = marks.get(document);
  if (known !== undefined) return known;
  let mark = 0x811c9dc5;
  for (const letter of JSON.stringify(document)) mark = Math.imul(mark ^ letter.charCodeAt(0), 0x01000193);
  marks.set(document, mark);
  return mark;
}
