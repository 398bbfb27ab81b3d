import type { RoomResult } from './room-scene';

/** Where the band of each class begins, alike in every decree's cards. @source R 5.1 */
export const BAND_BEGINS: Readonly<Record<number, number>> = { 2: 30, 3: 50, 4: 70, 5: 90 };

/**
 * The class that a result has the points for and not the minimums, the next above its own; null where the points
 * alone say why it is no higher. From the released mean and class only, exactly: nothing is divided.
 */
export function heldBackFrom({ mean, starClass }: Pick<RoomResult, 'mean' | 'starClass'>): number | null {
  if (!mean || starClass == null) return null;
  const next = starClass + 1;
  const begins = BAND_BEGINS[next];
  return begins !== undefined && mean.sum >= begins * mean.count ? next : null;
}
