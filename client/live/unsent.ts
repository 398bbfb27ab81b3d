import type { Viewer } from './viewer';

/**
 * How many changes of this person's sheets are still on the device only. 0 for who does not score.
 * The outbox is fetched only when somebody asks, so that other pages stay light.
 */
export async function countUnsent(viewer: Viewer | null): Promise<number> {
  const members = new Set(viewer?.seats.filter((seat) => seat.voting).map((seat) => seat.memberId));
  if (members.size === 0) return 0;
  const [{ openOutboxStore }, { waiting }] = await Promise.all([
    import('./outbox-store'),
    import('./outbox-state'),
  ]);
  const store = openOutboxStore();
  const states = await Promise.all([...members].map((memberId) => store.list(memberId)));
  return states.flat().reduce((sum, state) => sum + waiting(state).length, 0);
}
