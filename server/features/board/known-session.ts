import type { Viewer } from '../../platform/viewer.js';
import type { SessionState } from '../sessions/session-state.js';
import type { Look } from './look.js';

/** How a session is read for its boards. */
export interface SessionReading {
  /** The session whole, and who among the viewers may no longer look. */
  look(sessionId: string, viewers: readonly Viewer[]): Promise<Look>;
  /** The same, cheaply, where nothing but marks was saved since; null where more has changed. */
  reread(known: SessionState, viewers: readonly Viewer[]): Promise<Look | null>;
}

/**
 * How long a session that was read whole is good for what no revision tells of, in milliseconds: the names that the
 * register has for what still waits.
 */
const WHOLE_MS = 10_000;

/** A session as it was last read: while marks are saved, the rest of it need not be read for every board. */
export class KnownSession {
  private known: { readonly state: SessionState; readonly wholeAt: number } | undefined;
  /** How often it was forgotten: what is being read meanwhile may be older than the reason why. */
  private forgotten = 0;

  constructor(
    private readonly id: string,
    private readonly reading: SessionReading,
  ) {}

  /** More may have changed than a revision tells of: rights, what was missed, a fault in between. */
  forget(): void {
    this.known = undefined;
    this.forgotten += 1;
  }

  /** As it stands now, and who may no longer look: as little as possible is read for it. */
  async look(viewers: readonly Viewer[]): Promise<Look> {
    const { known, forgotten } = this;
    if (known && performance.now() < known.wholeAt + WHOLE_MS) {
      const again = await this.reading.reread(known.state, viewers);
      if (again) return this.keep(again, known.wholeAt, forgotten);
    }
    const wholeAt = performance.now();
    return this.keep(await this.reading.look(this.id, viewers), wholeAt, forgotten);
  }

  private keep(look: Look, wholeAt: number, forgotten: number): Look {
    this.known = look.state && this.forgotten === forgotten ? { state: look.state, wholeAt } : undefined;
    return look;
  }
}
