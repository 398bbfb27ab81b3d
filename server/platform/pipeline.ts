import { QueryFailedError, type EntityManager } from 'typeorm';

/** A statement that PostgreSQL plans once a connection. Its name stands for its text: one name, one text. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

interface Answer<Row> {
  readonly rows: Row[];
  /** What the database says it did: COMMIT, or ROLLBACK where the transaction had already failed. */
  readonly command: string;
}

/** What is used of a connection of `pg`. It takes statements in the order in which they are handed to it. */
export interface Connection {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } };
  query<Row>(query: string | (Prepared & { readonly values: readonly unknown[] })): Promise<Answer<Row>>;
}

/** How a transaction begins and ends, and what the database calls an end that was good. */
export interface Bounds {
  readonly begin: string;
  readonly commit: string;
  readonly committed: string;
  readonly rollback: string;
}

const WHOLE: Bounds = { begin: 'begin', commit: 'commit', committed: 'COMMIT', rollback: 'rollback' };

/** A step of a transaction that is under way: others may follow one that came to nothing. */
export const STEP: Bounds = {
  begin: 'savepoint pipeline',
  commit: 'release savepoint pipeline',
  committed: 'RELEASE',
  rollback: 'rollback to savepoint pipeline',
};

/**
 * One transaction whose statements are sent without waiting for the answers to those before, so that a batch of saves
 * makes two trips to the database and not five: what is read goes along with the beginning, what is written with the end.
 * Whoever sends several at once awaits them all together.
 */
export class Pipeline {
  private readonly began: Promise<unknown>;
  private ended = false;
  private gathering = false;
  /** Of the first statement that failed; nothing is sent any more once it is known. */
  private fault: unknown;

  constructor(
    private readonly connection: Connection,
    private readonly bounds: Bounds = WHOLE,
  ) {
    this.gather();
    this.began = failing(bounds.begin, connection.query(bounds.begin));
    // Outside of a transaction PostgreSQL would take what is written, and call the end a COMMIT.
    this.began.catch((error: unknown) => (this.fault ??= error));
  }

  /**
   * Sends one more statement, at once.
   * @throws {QueryFailedError} as TypeORM's own queries do
   */
  async send<Row>({ name, text }: Prepared, values: readonly unknown[]): Promise<Row[]> {
    if (this.fault !== undefined) throw this.fault;
    this.gather();
    try {
      const asked = this.connection.query<Row>({ name, text, values });
      return (await failing(text, asked, values)).rows;
    } catch (fault) {
      this.fault ??= fault;
      throw fault;
    }
  }

  /**
   * Sends the end behind all that was sent. What was written is there for good once this has come back.
   * @throws {QueryFailedError} the fault of the first statement that failed, which undid all
   */
  async commit(): Promise<void> {
    this.ended = true;
    this.gather();
    const { command } = await failing(this.bounds.commit, this.connection.query(this.bounds.commit));
    await this.began;
    if (command !== this.bounds.committed)
      throw this.fault ?? new Error(`the transaction ended with ${command}`);
  }

  /** What is sent in one turn leaves in one piece: each piece wakes the database up, and it wakes up in our place. */
  private gather(): void {
    if (this.gathering) return;
    this.gathering = true;
    const { stream } = this.connection.connection;
    stream.cork();
    process.nextTick(() => {
      this.gathering = false;
      stream.uncork();
    });
  }

  /** Whether a commit was sent. */
  get isEnded(): boolean {
    return this.ended;
  }

  /** Undoes what was not committed. It comes back when nothing is under way any more, also where the connection is gone. */
  async undo(): Promise<void> {
    // A connection that cannot even undo is gone, and its transaction with it.
    await this.connection.query(this.bounds.rollback).catch(() => undefined);
  }
}

/** As TypeORM's own queries fail. */
export async function failing<T>(
  text: string,
  asked: Promise<T>,
  values: readonly unknown[] = [],
): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw new QueryFailedError(text, [...values], error as Error);
  }
}

/** A transaction, or the pipeline in its stead: where a prepared statement may be sent. */
export type AnyTx = EntityManager | Pipeline;
