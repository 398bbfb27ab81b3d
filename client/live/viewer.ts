import { computed, shallowRef, type ComputedRef } from 'vue';
import { SignOutDocument, ViewerDocument, type Viewer_ViewerFragment } from '../generated/operations';
import { apollo, forgetEverything } from './apollo';
import { dropLogin, keepLogin } from './sign-in-state';

/** Who uses this tab. */
export type Viewer = Viewer_ViewerFragment;

const current = shallowRef<Viewer | null>(null);

/** The viewer as last told by the server; null before the first answer. An anonymous one has kind ANONYMOUS. */
export function useViewer(): { viewer: ComputedRef<Viewer | null>; isSignedIn: ComputedRef<boolean> } {
  return {
    viewer: computed(() => current.value),
    isSignedIn: computed(() => current.value !== null && current.value.kind !== 'ANONYMOUS'),
  };
}

/** Asks the server who this is, unless it is known; `again` asks anyway (seats open and close). Throws when it does not answer. */
export async function loadViewer(again = false): Promise<Viewer> {
  if (current.value && !again) return current.value;
  const { data } = await apollo.query({ query: ViewerDocument, fetchPolicy: 'network-only' });
  return (current.value = data.viewer);
}

/** Takes over what a sign-in answered: from here on this tab is that person. */
export async function takeSignIn(signedIn: { loginKey: string; viewer: Viewer }): Promise<void> {
  keepLogin(signedIn.loginKey);
  await forgetEverything();
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
  dropLogin();
  current.value = null;
  await forgetEverything();
}
