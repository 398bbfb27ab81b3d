import { failing, Pipeline, type Connection, type AnyTx, type Prepared } from './pipeline.js';

/**
 * Runs a statement of the paths that are walked for every save and every board: planning the query of a board takes
 * longer than answering it. All others go through `tx.query`.
 * A pooler between us and PostgreSQL must know prepared statements (PgBouncer does from 1.21 on).
 * Into a pipeline it is sent before this function returns, so that calls keep their order.
 * @returns the rows, also of what an update returns
 * @throws {QueryFailedError} as TypeORM's own queries do
 */
export async function runPrepared<Row>(
  tx: AnyTx,
  { name, text }: Prepared,
  values: readonly unknown[],
): Promise<Row[]> {
  if (tx instanceof Pipeline) return tx.send<Row>({ name, text }, values);
  const runner = tx.queryRunner ?? tx.dataSource.createQueryRunner();
  const ask = async () => {
    const connection = (await runner.connect()) as Connection;
    return connection.query<Row>({ name, text, values });
  };
  try {
    return (await failing(text, ask(), values)).rows;
  } finally {
    if (!tx.queryRunner) await runner.release();
  }
}
