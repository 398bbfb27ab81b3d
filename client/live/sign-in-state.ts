import { ref, shallowRef } from 'vue';

/** Why a sign-in of this tab ended without its person asking for it here. */
export type EndReason = 'TAKEN_OVER' | 'SIGNED_OUT' | 'RESTORED' | 'EXPIRED' | 'ENDED';

/** Set when the server has ended this tab's sign-in; the app shell then shows a full page. `at` is this device's clock. */
export interface EndedSignIn {
  reason: EndReason;
  at: number;
}

const KEPT_AS = 'login';
const REASONS: readonly string[] = [
  'TAKEN_OVER',
  'SIGNED_OUT',
  'RESTORED',
  'EXPIRED',
  'ENDED',
] satisfies EndReason[];

/** Whether the server's word is a reason this client can put in words. */
export const isEndReason = (word: unknown): word is EndReason =>
  typeof word === 'string' && REASONS.includes(word);

/** The end of this tab's sign-in, if it has ended. */
export const endedSignIn = shallowRef<EndedSignIn | null>(null);

/** The room screen's token (from its address) or null; never kept on the device. */
export const bearer = ref<string | null>(null);

/**
 * Public half of the sign-in this tab uses, or null. A tab that has had one keeps to it, so that one
 * browser can show a member and the chair side by side; a new tab takes the browser's last.
 */
export function loginKey(): string | null {
  try {
    return (sessionStorage.getItem(KEPT_AS) ?? localStorage.getItem(KEPT_AS)) || null;
  } catch {
    return null;
  }
}

/** As `loginKey`, but only if this very tab has signed in: the browser's last may be another open tab's. */
export function tabLoginKey(): string | null {
  try {
    return sessionStorage.getItem(KEPT_AS) || null;
  } catch {
    return null;
  }
}

/** Remembers a new sign-in for this tab, and for tabs opened later. */
export function keepLogin(key: string): void {
  endedSignIn.value = null;
  try {
    sessionStorage.setItem(KEPT_AS, key);
    localStorage.setItem(KEPT_AS, key);
  } catch {
    /* storage is shut off: the cookie alone must do */
  }
}

/** Calls when another tab of this browser has signed in. @returns stops listening */
export function onSignInElsewhere(call: () => void): () => void {
  const listen = ({ key, newValue }: StorageEvent): void => {
    if (key === KEPT_AS && newValue) call();
  };
  globalThis.addEventListener('storage', listen);
  return () => globalThis.removeEventListener('storage', listen);
}

/** Forgets this tab's sign-in; it must not slip into another one of the same browser. */
export function dropLogin(): void {
  try {
    if (localStorage.getItem(KEPT_AS) === loginKey()) localStorage.removeItem(KEPT_AS);
    sessionStorage.setItem(KEPT_AS, '');
  } catch {
    /* nothing was kept */
  }
}

/**
 * Notes that the server ended the sign-in; anything but a known reason counts as expired. One that was revoked (a new
 * password, an account or a term that ended) has simply ended: to say "expired" would be untrue.
 */
export function noteSignInEnded(reason: unknown): void {
  if (bearer.value !== null || endedSignIn.value) return;
  const said = reason === 'REVOKED' ? 'ENDED' : reason;
  endedSignIn.value = { reason: isEndReason(said) ? said : 'EXPIRED', at: Date.now() };
}
