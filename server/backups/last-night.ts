const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Vietnam has one zone and no summer time. */
const AHEAD = 7 * HOUR;

/** The last time it was this hour in Vietnam. @param hour 0–23 */
export function lastNight(now: Date, hour: number): Date {
  const local = now.getTime() + AHEAD;
  const today = Math.floor(local / DAY) * DAY + hour * HOUR;
  return new Date((today <= local ? today : today - DAY) - AHEAD);
}
