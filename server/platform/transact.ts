import type { DataSource, EntityManager } from 'typeorm';
import type { EventBus, Fact } from './event-bus.js';
import { failing, Pipeline, STEP, type Connection } from './pipeline.js';

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

  /**
   * As `run`, over a pipeline: the work sends the commit itself, along with what it writes, and awaits both.
   * Without a commit everything is undone.
   * @throws {QueryFailedError} also where there is no connection to be had, or it ends
   */
  async runPipelined<T>(work: (pipeline: Pipeline, emit: (fact: Fact) => void) => Promise<T>): Promise<T> {
    const facts: Fact[] = [];
    const within = this.reader.queryRunner;
    const runner = within ?? this.dataSource.createQueryRunner();
    try {
      const pipeline = new Pipeline(
        (await failing('connect', runner.connect())) as Connection,
        within && STEP,
      );
      const answer = await work(pipeline, (fact) => facts.push(fact)).catch(async (error: unknown) => {
        await pipeline.undo();
        throw error;
      });
      if (!pipeline.isEnded) await pipeline.undo();
      for (const fact of facts) this.bus.publish(fact);
      return answer;
    } finally {
      if (!within) await runner.release();
    }
  }

  /** For reads that need no transaction. */
  get reader(): Tx {
    return this.dataSource.manager;
  }
}
