import type { Laboratory } from './laboratory.js';
import { pause, type Screen } from './screen.js';

const PATIENCE_MS = 60_000;

/** When which screen was struck last; what struck it meanwhile takes a measurement its meaning. */
export class Strikes {
  private readonly counts = new Map<Screen, number>();

  note(screens: readonly Screen[]): void {
    for (const screen of screens) this.counts.set(screen, this.of(screen) + 1);
  }

  of(screen: Screen): number {
    return this.counts.get(screen) ?? 0;
  }
}

/**
 * Waits until all screens that nothing else strikes meanwhile show at least what was so when the fault was over, and
 * have sent all that they had then.
 * @returns ms until the last of them did; null when every one was struck again, Infinity when one never did
 */
export async function recoveryOf(
  laboratory: Laboratory,
  struck: readonly Screen[],
  strikes: Strikes,
): Promise<number | null> {
  const over = laboratory.now();
  const waits = struck.map(async (screen) => {
    const before = strikes.of(screen);
    const unsent = new Set(screen.unsent());
    let revision: number | null = null;
    while (laboratory.now() < over + PATIENCE_MS) {
      if (strikes.of(screen) !== before || screen.isOver) return null;
      revision ??= await screen.revisionNow(laboratory.server.address);
      const held = screen.unsent().some((stamp) => unsent.has(stamp));
      const follows = screen.tab.isLive && revision !== null && screen.revision >= revision;
      if (follows && !held) return laboratory.now() - over;
      await pause(50);
    }
    return Infinity;
  });
  const measured = (await Promise.all(waits)).filter((time) => time !== null);
  return measured.length > 0 ? Math.max(...measured) : null;
}
