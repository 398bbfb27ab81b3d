import { describe, expect, it } from 'vitest';
import { ReplicaClock } from '../../server/platform/database/replica-clock.js';

const NOW = 5000;
const at = (position: bigint, lastCommitAt: number | null = null) => ({
  position,
  lastCommitAt,
  timeline: 1,
});

describe('of which moment a replica is', () => {
  const noted = () => {
    const clock = new ReplicaClock();
    clock.note(100n, 1000, 1);
    clock.note(200n, 3000, 1);
    return clock;
  };

  it.each([
    ['has reached the last note', at(200n), 3000],
    ['has taken over a commit since', at(250n, 4000), 4000],
    ['lies between two notes', at(150n, 2000), 2000],
    ['has taken over a commit of a clock that was ahead, and stands still', at(150n, 90_000), 3000],
    ['has everything of a clock that was ahead', at(250n, 90_000), NOW],
    ['has not what was there at the first note', at(99n, 4000), null],
  ])('one that %s', (_which, replayed, moment) => {
    expect(noted().momentOf(replayed, NOW)).toBe(moment);
  });

  it('is told by the notes of the history that the primary writes now, and by no other', () => {
    const clock = noted();
    expect(clock.follows(at(300n))).toBe(true);
    clock.note(250n, 4000, 2);
    expect(clock.follows(at(300n))).toBe(false);
    expect(clock.follows({ ...at(220n), timeline: 2 })).toBe(true);
    expect(clock.momentOf({ ...at(220n), timeline: 2 }, NOW)).toBeNull();
  });
});
