import type { Board } from '../../live/useLiveBoard';

/** Whether the page keeps silent about an item: from a recused member, until the room sees its result. */
export function isWithheld({ recused, result }: Board['agenda'][number]): boolean {
  return recused && !result?.releasedAt;
}
