import type { IsoDate } from './decrees.js';

const HOURS_AHEAD_OF_UTC = 7;

/**
 * The day in Vietnam at a moment; its limits are those of the law, wherever the server stands. Vietnam has one zone
 * and no summer time.
 * @source R 1, whose limits are days in Vietnam
 */
export function dayInVietnam(moment: Date): IsoDate {
  return new Date(moment.getTime() + HOURS_AHEAD_OF_UTC * 3_600_000).toISOString().slice(0, 10);
}
