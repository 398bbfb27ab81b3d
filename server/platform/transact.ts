import type { DataSource, EntityManager } from 'typeorm';
import type { EventBus, Fact } from './event-bus.js';

/** One transaction's view of the database. */
export type Tx = EntityManager;

/**
 * Runs acts in one transaction each; what they emit is published after the commit and never before it,
 * so that nobody is told of something that did not happen.
 */
export class Transactor {
  constructor(
    private readonly dataSource: DataSource,
    private readonly bus: EventBus,
  ) {}

  async run<T>(work: (tx: Tx, emit: (fact: Fact) => void) => Promise<T>): Promise<T> {
    const facts: Fact[] = [];
    const answer = await this.dataSource.transaction((tx) => work(tx, (fact) => facts.push(fact)));
    for (const fact of facts) this.bus.publish(fact);
    return answer;
  }

  /** For reads that need no transaction. */
  get reader(): Tx {
    return this.dataSource.manager;
  }
}
