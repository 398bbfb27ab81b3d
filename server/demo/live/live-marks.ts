import type { Scorecard } from '../../domain/scorecard.js';
import { memberMarks, type ImaginedMark, type Portrait } from '../imagined-marks.js';

/**
 * What each member will mark: alike, but for the last one named, who at first sees it so differently that the council
 * has to talk and score again.
 * @param limit  points that totals may lie apart; more is a breach (R 8.5)
 */
export function firstMarks(
  card: Scorecard,
  portrait: Portrait,
  usernames: readonly string[],
  limit: number,
): Map<string, ImaginedMark[]> {
  const marks = new Map(usernames.map((username) => [username, agreedMarks(card, portrait, username)]));
  const severe = usernames.at(-1);
  if (severe === undefined || usernames.length < 2) return marks;
  const highest = Math.max(...[...marks.values()].map(totalOf));
  // Every step of one point is tried, so that the breach is no larger than it need be.
  for (let lean = -1; lean >= -100; lean -= 1) {
    const harsh = memberMarks(card, { ...portrait, meets: 2 }, `${severe} trước khi trao đổi`, lean);
    if (highest - totalOf(harsh) <= limit) continue;
    marks.set(severe, harsh);
    break;
  }
  return marks;
}

/** What a member marks once all have talked. */
export function agreedMarks(card: Scorecard, portrait: Portrait, username: string): ImaginedMark[] {
  return memberMarks(card, portrait, username);
}

export const totalOf = (marks: readonly ImaginedMark[]): number =>
  marks.reduce((sum, { points }) => sum + points, 0);
