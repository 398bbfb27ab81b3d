import type { BackupFailureCause } from './backup-fault.js';
import type { BackupReason } from './manifest.js';

/** What of a database is needed to look things up in it. */
export interface Queries {
  query<T>(sql: string, parameters?: unknown[]): Promise<T>;
}

/** A backup that could not be made. */
export interface BackupFailure {
  readonly at: Date;
  readonly reason: BackupReason;
  readonly cause: BackupFailureCause;
}

/** The last failure, kept in the database: the folder is what has just failed. */
export class BackupFailures {
  constructor(private readonly reader: Queries) {}

  async last(): Promise<BackupFailure | null> {
    const rows = await this.reader.query<BackupFailure[]>('select at, reason, cause from backup_failure');
    return rows[0] ?? null;
  }

  async note({ at, reason, cause }: BackupFailure): Promise<void> {
    await this.reader.query(
      `insert into backup_failure (at, reason, cause) values ($1, $2, $3)
       on conflict (only_one) do update set at = excluded.at, reason = excluded.reason, cause = excluded.cause`,
      [at, reason, cause],
    );
  }
}
