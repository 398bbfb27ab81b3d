import { computed, ref } from 'vue';
import { SignInDocument } from '../../generated/operations';
import { useAct } from '../../live/act';
import { takeSignIn } from '../../live/viewer';

/**
 * Signs in by name and password, and a code where the account has a second step; `signIn` answers whether it succeeded,
 * `notice` words why not.
 */
export function useSignIn() {
  const { run, busy, refusal, notice, clear } = useAct(SignInDocument, { fetchPolicy: 'no-cache' });

  /** The password was right once: from then on the form asks for the code too. */
  const codeAsked = ref(false);
  const refusalCode = computed(() => refusal.value?.refusalCode);

  async function signIn(username: string, password: string, code: string): Promise<boolean> {
    const signedIn = await run({ username, password, code: code.trim() || null });
    if (refusalCode.value === 'CODE_NEEDED') codeAsked.value = true;
    if (signedIn) await takeSignIn(signedIn);
    return signedIn !== null;
  }
  return {
    signIn,
    busy,
    codeAsked,
    /** What is wrong belongs to the code. */
    isAboutCode: computed(() => refusalCode.value === 'CODE_NEEDED' || refusalCode.value === 'WRONG_CODE'),
    notice,
    clear,
  };
}
