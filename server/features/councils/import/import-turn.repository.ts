import type { EntityManager } from 'typeorm';

/** Lets imports of councils go one after the other; the turn ends with the transaction. */
export class ImportTurnRepository {
  constructor(private readonly database: EntityManager) {}

  async take(): Promise<void> {
    await this.database.query(`select pg_advisory_xact_lock(hashtext('import councils'))`);
  }
}
