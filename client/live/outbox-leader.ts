import { newSaveId } from './outbox-id';
import type { OutboxStore } from './outbox-store';

const LEASE_MS = 10_000;
const RENEW_MS = 3_000;

/**
 * Makes this tab the one that sends a member's changes, as soon as no other tab does.
 * Two senders at once would do no harm (the save on its way carries its own id), only needless traffic.
 * @param onChange told true when this tab takes over, false when it loses the right
 * @returns gives the right up
 */
export function lead(memberId: string, store: OutboxStore, onChange: (leading: boolean) => void): () => void {
  const name = `cham-sao-outbox:${memberId}`;
  if (typeof navigator !== 'undefined' && navigator.locks) return leadByLock(name, onChange);
  return leadByLease(memberId, store, onChange);
}

function leadByLock(name: string, onChange: (leading: boolean) => void): () => void {
  const leaving = new AbortController();
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  navigator.locks
    .request(name, { signal: leaving.signal }, async () => {
      onChange(true);
      await held;
    })
    .catch(() => undefined); // given up before it was our turn
  return () => {
    leaving.abort();
    letGo();
  };
}

/** For browsers without locks: a record with an end, renewed while the tab lives. */
function leadByLease(memberId: string, store: OutboxStore, onChange: (leading: boolean) => void): () => void {
  const tab = newSaveId();
  let leading = false;
  let left = false;
  const renew = async (): Promise<void> => {
    const now = Date.now();
    const mine = await store.lease(memberId, tab, now, now + LEASE_MS).catch(() => false);
    if (left || mine === leading) return;
    leading = mine;
    onChange(mine);
  };
  const timer = setInterval(() => void renew(), RENEW_MS);
  void renew();
  return () => {
    left = true;
    clearInterval(timer);
    void store.endLease(memberId, tab).catch(() => undefined);
  };
}
