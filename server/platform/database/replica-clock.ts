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
  /** Of the log it replays, as its disk knows it: after a failover up to some minutes the former one. */
  readonly timeline: number;
}

/** With a look every two seconds more than an hour: as far behind as a replica may be allowed to be. */
const MOST_MARKS = 2000;

/**
 * Tells of which moment a standby is. Time alone cannot: while nobody writes, the last commit grows old on both sides. So
 * the primary's position is noted with its time, and whoever has reached a position has everything up to its time.
 *
 * Whoever has not reached the first note is of no known moment, however young its last commit is: before we started the
 * tables may have been emptied and filled again from a backup, and what was released then may not be released now.
 */
export class ReplicaClock {
  private marks: Mark[] = [];
  private timeline: number | undefined;

  /** @param timeline  number of the history that the primary's log belongs to: one more after every failover */
  note(position: bigint, at: number, timeline: number): void {
    const last = this.marks.at(-1);
    // Another server has become the primary, and its log is not the one we followed.
    if (timeline !== this.timeline || (last && position < last.position)) this.marks = [];
    this.timeline = timeline;
    this.marks.push({ position, at });
    if (this.marks.length > MOST_MARKS) this.marks.shift();
  }

  /** Whether it follows the history that was noted: positions of another one say nothing of ours. */
  follows({ timeline }: Replayed): boolean {
    return timeline === this.timeline;
  }

  /**
   * The moment up to which everything is there, in milliseconds since 1970; null where nobody can tell.
   * @param now  by the primary's clock: no standby knows of more, even where a clock was once ahead
   */
  momentOf({ position, lastCommitAt }: Replayed, now: number): number | null {
    const reached = this.marks.findLastIndex((mark) => mark.position <= position);
    if (reached === -1) return null;
    const latest = Math.min(now, this.marks[reached + 1]?.at ?? now);
    return Math.min(latest, Math.max(this.marks[reached]!.at, lastCommitAt ?? 0));
  }
}
