import { Refusal } from '../../domain/refusal.js';

/** How long a report waits for its place, in milliseconds: as long as one may take. */
const PATIENCE = 10_000;

/**
 * So many reports are read from one database at once; the others wait, first come, first served. Without it slow ones take
 * every connection: on a replica it then looks dead, and on the primary saves wait behind statistics.
 */
export class ReportPlaces {
  private readonly waiting = new Set<() => void>();

  constructor(
    private free: number,
    private readonly patience = PATIENCE,
  ) {}

  /** @throws {Refusal} REPORTS_BUSY where none became free in time; else what the work throws */
  async take<T>(work: () => Promise<T>): Promise<T> {
    await this.turn();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private turn(): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve();
    }
    return new Promise((come, refuse) => {
      const next = () => {
        clearTimeout(late);
        come();
      };
      const late = setTimeout(() => {
        this.waiting.delete(next);
        refuse(new Refusal('REPORTS_BUSY'));
      }, this.patience);
      this.waiting.add(next);
    });
  }

  /** The place goes over to whoever has waited longest: nobody who has just come may take it first. */
  private leave(): void {
    const [next] = this.waiting;
    if (!next) {
      this.free += 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}
