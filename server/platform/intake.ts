import type { Cure } from './whose-fault.js';

/** What became of one item of a batch: its own answer, or its own error. */
export type Settled<Answer> = { readonly answer: Answer } | { readonly error: unknown };

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Takes many small writes and puts what has gathered into one transaction: while one batch commits, the next one
 * collects, so a lone save never waits for a timer and a storm of saves costs few commits.
 * Each item gets its own outcome; one bad item never harms its neighbours.
 */
export class Intake<Item, Answer> {
  private waiting: Waiting<Item, Answer>[] = [];
  private running = 0;

  /**
   * @param process settles a batch, answers in the order of its items; a throw fails the whole batch. The same batch, or
   *   parts of it, may be handed to it again
   * @param cureOf what to do about such a throw
   * @param most largest batch
   * @param lanes batches under way at once; several would wait for each other's locks and each be smaller
   */
  constructor(
    private readonly process: (items: readonly Item[]) => Promise<readonly Settled<Answer>[]>,
    private readonly cureOf: (error: unknown) => Cure,
    private readonly most = 128,
    private readonly lanes = 1,
  ) {}

  add(item: Item): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.soon();
    });
  }

  private next(): void {
    if (this.running >= this.lanes || this.waiting.length === 0) return;
    const batch = this.waiting.slice(0, this.most);
    this.waiting = this.waiting.slice(this.most);
    this.running += 1;
    void this.settle(batch).finally(() => {
      this.running -= 1;
      this.soon();
    });
  }

  /** At the end of this turn of the event loop, so that what arrived together goes down together. */
  private soon(): void {
    if (this.running < this.lanes && this.waiting.length > 0) setImmediate(() => this.next());
  }

  /** @returns the fault that whoever comes next would meet too; undefined where there is none */
  private async settle(batch: readonly Waiting<Item, Answer>[], mayTryAgain = true): Promise<unknown> {
    try {
      const settled = await this.process(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, index) => {
        const one = settled[index];
        if (one === undefined) reject(new Error('a batch left an item without an answer'));
        else if ('answer' in one) resolve(one.answer);
        else reject(one.error);
      });
      return undefined;
    } catch (error) {
      const cure = this.cureOf(error);
      if (cure === 'AGAIN' && mayTryAgain) return this.settle(batch, false);
      if (cure === 'EACH' && batch.length > 1) return this.settleEach(batch);
      for (const { reject } of batch) reject(error);
      return cure === 'EACH' ? undefined : error;
    }
  }

  /** Each gets a transaction of its own, until something is wrong that is nobody's doing: that nobody waits for twice. */
  private async settleEach(batch: readonly Waiting<Item, Answer>[]): Promise<unknown> {
    let fault: unknown;
    for (const one of batch) {
      if (fault === undefined) fault = await this.settle([one]);
      else one.reject(fault);
    }
    return fault;
  }
}
