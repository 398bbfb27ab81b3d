import { computed, ref, shallowRef } from 'vue';
import {
  BeginProviderSignInDocument,
  FinishProviderSignInDocument,
  SignInProviderDocument,
  type SignInProviderQuery,
} from '../../generated/operations';
import { useAct } from '../../live/act';
import { apollo } from '../../live/apollo';
import { useBackOnline } from '../../live/connection';
import { takeSignIn } from '../../live/viewer';
import { inLocale } from '../../ui/locale';

/** Leaves for another site's page. */
const goTo = (address: string): void => globalThis.location.assign(address);

/**
 * Signs in by the province's own sign-on: `begin` leaves for its page, and `finish` asks what came out when the browser is
 * back, and again with a code where the account has a second step.
 */
export function useProviderSignIn(leave = goTo) {
  const provider = shallowRef<SignInProviderQuery['signInProvider']>(null);
  const beginning = useAct(BeginProviderSignInDocument, { fetchPolicy: 'no-cache' });
  const finishing = useAct(FinishProviderSignInDocument, { fetchPolicy: 'no-cache' });
  /** The provider has vouched for the person, who has still to give a code. */
  const codeAsked = ref(false);
  const refusalCode = computed(() => finishing.refusal.value?.refusalCode);

  /** Without an answer there is no button, and the password is there all the same. */
  async function look(): Promise<void> {
    const answer = await apollo.query({ query: SignInProviderDocument }).catch(() => null);
    provider.value = answer?.data.signInProvider ?? null;
  }
  // Whoever opens the page while the server restarts gets the button without loading it anew.
  useBackOnline(() => void look());

  async function begin(next: string): Promise<void> {
    finishing.clear();
    const begun = await beginning.run({ next });
    if (begun) leave(begun.address);
  }

  async function finish(key: string, code: string | null): Promise<boolean> {
    beginning.clear();
    const signedIn = await finishing.run({ key, code: code?.trim() || null });
    // A network that failed leaves the attempt as it is: only a refusal that is not about the code ends it.
    if (refusalCode.value === 'CODE_NEEDED') codeAsked.value = true;
    else if (refusalCode.value === 'SIGN_IN_LAPSED') codeAsked.value = false;
    if (signedIn) await takeSignIn(signedIn);
    return signedIn !== null;
  }

  return {
    look,
    begin,
    finish,
    /** What its button says; '' where there is none. */
    label: computed(() => (provider.value ? inLocale(provider.value.label) : '')),
    codeAsked,
    /** What is wrong belongs to the code. */
    isAboutCode: computed(() => refusalCode.value === 'CODE_NEEDED' || refusalCode.value === 'WRONG_CODE'),
    /** The server said no, and the attempt is over. */
    isOver: computed(() => finishing.refusal.value !== null && !codeAsked.value),
    leaving: beginning.busy,
    finishing: finishing.busy,
    notice: computed(() => beginning.notice.value || finishing.notice.value),
    clear: () => {
      beginning.clear();
      finishing.clear();
    },
  };
}
