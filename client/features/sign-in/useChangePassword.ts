import { computed } from 'vue';
import { ChangePasswordDocument } from '../../generated/operations';
import { useAct } from '../../live/act';
import { faultSentence } from '../../ui/desk/useFormFaults';

/** Changes the password of the account signed in here; each refusal belongs beside one of the two fields. */
export function useChangePassword() {
  const { run, busy, refusal, notice, fieldFault, clear } = useAct(ChangePasswordDocument, {
    fetchPolicy: 'no-cache',
  });
  const isWrong = computed(() => refusal.value?.refusalCode === 'WRONG_PASSWORD');
  /** Why the new one is not taken; '' where it is not to blame. */
  const weak = computed(() => {
    if (refusal.value?.refusalCode !== 'WEAK_PASSWORD') return '';
    return faultSentence(fieldFault('next')) || notice.value;
  });
  return {
    change: async (current: string | null, next: string) => (await run({ current, next })) !== null,
    busy,
    isWrong,
    weak,
    /** Whatever else went wrong. */
    general: computed(() => (isWrong.value || weak.value ? '' : notice.value)),
    clear,
  };
}
