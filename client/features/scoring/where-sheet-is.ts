/** The states of the line that tells the truth, in the order a mark passes through them. */
export type SheetPlace = 'NOTHING' | 'DEVICE' | 'SENDING' | 'SERVER' | 'SUBMITTED' | 'COUNTED';

/**
 * Where the sheet is, as far as this device knows. Anything that waits here stands before all the server has:
 * the line never says "saved" while a tap is not.
 * @returns the place, and how many criteria wait
 */
export function whereSheetIs(now: {
  waiting: number;
  /** No way through to the server just now. */
  troubled: boolean;
  /** What waits cannot leave by itself: refused, or waiting for a decision. */
  stopped: boolean;
  sheetState: string;
  /** Criteria that have a mark. */
  scored: number;
  phase: string;
}): { state: SheetPlace; waiting: number } {
  const { waiting } = now;
  if (waiting > 0) return { state: now.troubled || now.stopped ? 'DEVICE' : 'SENDING', waiting };
  const counted = now.phase === 'CONCLUDED' || now.phase === 'RELEASED';
  if (now.sheetState === 'SEALED' || (counted && now.sheetState === 'SUBMITTED')) {
    return { state: 'COUNTED', waiting };
  }
  if (['EMPTY', 'ABSENT'].includes(now.sheetState) && now.scored === 0) return { state: 'NOTHING', waiting };
  return { state: now.sheetState === 'SUBMITTED' ? 'SUBMITTED' : 'SERVER', waiting };
}
