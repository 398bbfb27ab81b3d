import type { OutboxState } from './outbox-state';
import type { Viewer } from './viewer';

/**
 * How many changes of this person's sheets are still on the device only. 0 for who does not score; all that the device
 * holds, and still goes out by itself, where it can no longer be told who sat here (the sign-in has ended and the page
 * was loaded again).
 * The outbox is fetched only when somebody asks, so that other pages stay light.
 */
export async function countUnsent(viewer: Viewer | null): Promise<number> {
  const isKnown = viewer !== null && viewer.kind !== 'ANONYMOUS';
  const members = isKnown
    ? new Set(viewer.seats.filter((seat) => seat.voting).map((seat) => seat.memberId))
    : [undefined];
  const [{ openOutboxStore }, { waiting }] = await Promise.all([
    import('./outbox-store'),
    import('./outbox-state'),
  ]);
  const store = openOutboxStore();
  const states = await Promise.all([...members].map((memberId) => store.list(memberId)));
  const goesOut = ({ pending }: OutboxState, criterion: string) =>
    isKnown || !(pending[criterion]?.refused || pending[criterion]?.conflict);
  return states
    .flat()
    .reduce((sum, state) => sum + waiting(state).filter((code) => goesOut(state, code)).length, 0);
}
