import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue';
import { isLost, useConnection } from '../../live/connection';

const ASK_MS = 5_000;

/**
 * Whether requests do not get through (said after the usual patience). A live board that is cut off alone does not
 * count: marks and the submission go by requests.
 * @param ask sends some harmless request; called now and then while something is lost, because a way that nobody
 *   uses cannot be found again
 * @param back told once whenever the connection is whole again
 */
export function useReachability(ask: () => Promise<unknown>, back: () => void): Readonly<Ref<boolean>> {
  const { state } = useConnection();
  const unreachable = ref(false);
  let timer: ReturnType<typeof setInterval> | undefined;

  const look = (): void => {
    unreachable.value = state.value === 'offline' && isLost('requests');
  };
  const askAndLook = (): void => void ask().then(look, look);

  watch(
    state,
    (now, before) => {
      clearInterval(timer);
      look();
      if (now !== 'online') timer = setInterval(askAndLook, ASK_MS);
      else if (before) back();
    },
    { immediate: true },
  );
  addEventListener('online', askAndLook);
  onScopeDispose(() => {
    clearInterval(timer);
    removeEventListener('online', askAndLook);
  });
  return readonly(unreachable);
}
