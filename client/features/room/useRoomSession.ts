import { onScopeDispose, ref } from 'vue';
import { faultKind } from '../../live/faults';
import { bearer } from '../../live/sign-in-state';
import { loadViewer } from '../../live/viewer';

const TRY_AGAIN_MS = 3_000;

/** Which session a room screen's token belongs to. Without a connection it asks on until it is answered. */
export function useRoomSession(token: string) {
  const sessionId = ref<string | null>(null);
  const voided = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let left = false;
  bearer.value = token;

  async function ask(): Promise<void> {
    try {
      const viewer = await loadViewer(true);
      if (viewer.kind === 'ROOM') sessionId.value = viewer.seats[0]?.sessionId ?? viewer.id;
      else voided.value = true;
    } catch (error) {
      const kind = faultKind(error);
      if (kind === 'signedOut' || kind === 'forbidden') voided.value = true;
      else if (!left) timer = setTimeout(() => void ask(), TRY_AGAIN_MS);
    }
  }
  void ask();
  onScopeDispose(() => {
    left = true;
    clearTimeout(timer);
    bearer.value = null;
  });
  return { sessionId, voided };
}
