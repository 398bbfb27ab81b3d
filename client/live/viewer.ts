import { computed, ref, shallowRef, watch, type ComputedRef } from 'vue';
import { SignOutDocument, ViewerDocument, type Viewer_ViewerFragment } from '../generated/operations';
import { apollo, forgetEverything } from './apollo';
import { useBackOnline } from './connection';
import { forgetCopies, readCopy } from './copies';
import { faultKind } from './faults';
import { dropLogin, endedSignIn, keepLogin, loginKey, noteSignInEnded, tabLoginKey } from './sign-in-state';

/** Who uses this tab. */
export type Viewer = Viewer_ViewerFragment;

/** How long a page waits for the server to say who this is before it takes the device's word. */
const ANSWER_WITHIN_MS = 3_000;

const current = shallowRef<Viewer | null>(null);
const remembered = ref(false);

/**
 * The viewer as last told by the server; null before the first answer. An anonymous one has kind ANONYMOUS.
 * `isRemembered`: the device says so, of a tab that was open before; the server has not confirmed it yet.
 */
export function useViewer(): {
  viewer: ComputedRef<Viewer | null>;
  isSignedIn: ComputedRef<boolean>;
  isRemembered: ComputedRef<boolean>;
} {
  return {
    viewer: computed(() => current.value),
    isSignedIn: computed(() => current.value !== null && current.value.kind !== 'ANONYMOUS'),
    isRemembered: computed(() => remembered.value),
  };
}

/**
 * Who this is: known, or asked of the server, or, where that is silent, remembered by the device; the server is then
 * asked again as soon as it can be. `again` takes the server's word only (seats open and close).
 * Throws when nobody answers.
 */
export async function loadViewer(again = false): Promise<Viewer> {
  if (current.value && !again) return current.value;
  const asked = askViewer();
  return again ? asked : orRemembered(asked);
}

async function askViewer(): Promise<Viewer> {
  const { data } = await apollo.query({ query: ViewerDocument, fetchPolicy: 'network-only' });
  if (remembered.value && data.viewer.kind === 'ANONYMOUS') noteSignInEnded('ENDED');
  remembered.value = false;
  return (current.value = data.viewer);
}

async function orRemembered(asked: Promise<Viewer>): Promise<Viewer> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), ANSWER_WITHIN_MS));
  const answer = await Promise.race([asked, late]).catch((error: unknown) => {
    if (['signedOut', 'forbidden'].includes(faultKind(error))) throw error;
    return null;
  });
  const copy = answer ? null : await readCopy<Viewer>('viewer', '', ViewerDocument);
  // Meanwhile the server may have answered, or the tab may have become somebody else's.
  if (!copy || current.value) return answer ?? current.value ?? asked;
  remembered.value = true;
  return (current.value = copy.answer);
}

useBackOnline(() => {
  if (remembered.value) void askViewer().catch(() => undefined);
});

// Taken over, signed out elsewhere, expired: what was his to see here is so no more.
watch(endedSignIn, (ended) => {
  if (ended) void forgetCopies(loginKey());
});

/** Takes over what a sign-in answered: from here on this tab is that person. */
export async function takeSignIn(signedIn: { loginKey: string; viewer: Viewer }): Promise<void> {
  const former = tabLoginKey();
  keepLogin(signedIn.loginKey);
  if (former !== signedIn.loginKey) void forgetCopies(former);
  await forgetEverything();
  remembered.value = false;
  current.value = signedIn.viewer;
}

/** Signs this tab out. Works offline too: the device forgets at once, and the server is told if it can be. */
export async function signOut(): Promise<void> {
  try {
    await apollo.mutate({ mutation: SignOutDocument });
  } catch {
    /* the sign-in runs out by itself on the server */
  }
  await forgetSignIn();
}

/** Forgets the sign-in of this tab without telling the server: it has ended there already. */
export async function forgetSignIn(): Promise<void> {
  const former = loginKey();
  dropLogin();
  void forgetCopies(former);
  remembered.value = false;
  current.value = null;
  await forgetEverything();
}
