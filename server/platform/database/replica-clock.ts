/** Where the primary's log stood at a moment of the primary's own clock; positions in bytes. */
interface Mark {
  readonly position: bigint;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/** How far a standby has come, in its own words. */
export interface Replayed {
  readonly position: bigint;
  /** The primary's clock at the last commit that it has taken over; null where there was none since it started. */
  readonly lastCommitAt: number | null;
}

/** With a look every two seconds half an hour: further back the standby's own word must do. */
const MOST_MARKS = 900;

/**
 * Tells of which moment a standby is. Time alone cannot: while nobody writes, the last commit grows old on both sides. So
 * the primary's position is noted with its time, and whoever has reached a position has everything up to its time.
 */
export class ReplicaClock {
  private marks: Mark[] = [];

  note(position: bigint, at: number): void {
    const last = this.marks.at(-1);
    // Another server has become the primary, and its log is not the one we followed.
    if (last && position < last.position) this.marks = [];
    this.marks.push({ position, at });
    if (this.marks.length > MOST_MARKS) this.marks.shift();
  }

  /** The moment up to which everything is there, in milliseconds since 1970; null where nobody can tell. */
  momentOf({ position, lastCommitAt }: Replayed): number | null {
    const reached = this.marks.findLast((mark) => mark.position <= position)?.at ?? null;
    if (reached === null || lastCommitAt === null) return reached ?? lastCommitAt;
    return Math.max(reached, lastCommitAt);
  }
}
