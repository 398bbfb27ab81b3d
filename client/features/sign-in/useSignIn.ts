import { SignInDocument } from '../../generated/operations';
import { useAct } from '../../live/act';
import { takeSignIn } from '../../live/viewer';

/** Signs in by name and password; `signIn` answers whether it succeeded, `notice` words why not. */
export function useSignIn() {
  const { run, busy, notice, clear } = useAct(SignInDocument, { fetchPolicy: 'no-cache' });

  async function signIn(username: string, password: string): Promise<boolean> {
    const signedIn = await run({ username, password });
    if (signedIn) await takeSignIn(signedIn);
    return signedIn !== null;
  }
  return { signIn, busy, notice, clear };
}
