import { QueryFailedError, type EntityManager } from 'typeorm';

/** A statement that PostgreSQL plans once a connection. Its name stands for its text: one name, one text. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

interface Connection {
  query<Row>(query: Prepared & { readonly values: readonly unknown[] }): Promise<{ rows: Row[] }>;
}

/**
 * Runs a statement of the paths that are walked for every save and every board: planning the query of a board takes
 * longer than answering it. All others go through `tx.query`.
 * A pooler between us and PostgreSQL must know prepared statements (PgBouncer does from 1.21 on).
 * @returns the rows, also of what an update returns
 * @throws {QueryFailedError} as TypeORM's own queries do
 */
export async function runPrepared<Row>(
  tx: EntityManager,
  { name, text }: Prepared,
  values: readonly unknown[],
): Promise<Row[]> {
  const runner = tx.queryRunner ?? tx.dataSource.createQueryRunner();
  try {
    const connection = (await runner.connect()) as Connection;
    const { rows } = await connection.query<Row>({ name, text, values });
    return rows;
  } catch (error) {
    throw new QueryFailedError(text, [...values], error as Error);
  } finally {
    if (!tx.queryRunner) await runner.release();
  }
}
