import type { DataSource } from 'typeorm';
import { migrationNames } from './data-source.js';
import { UnfitReplica, type ReplicaTrouble } from './replica-state.js';
import type { Replayed } from './replica-clock.js';

/** Where a query may be sent: a data source, or one connection of it. */
export type Asked = Pick<DataSource, 'query'>;

/** Which database this is, whatever its address: a standby keeps both numbers of its primary. */
const IDENTITY = `(select system_identifier::text from pg_control_system()) || '/' ||
  (select oid from pg_database where datname = current_database())`;
const BYTES = (position: string) => `(${position} - '0/0'::pg_lsn)::text`;
const MILLISECONDS = (moment: string) => `(extract(epoch from ${moment}) * 1000)::float8`;

/** Where the primary stands. Its clock is read first, so that what is committed by then lies before the position. */
export interface PrimaryStand {
  readonly identity: string;
  readonly at: number;
  readonly position: bigint;
}

export async function lookAtPrimary(primary: Asked): Promise<PrimaryStand> {
  const [row] = await primary.query<{ identity: string; at: number; position: string }[]>(
    `with clock as materialized (select clock_timestamp() as now)
     select ${MILLISECONDS('now')} as at, ${BYTES('pg_current_wal_lsn()')} as position, ${IDENTITY} as identity from clock`,
  );
  return { ...row!, position: BigInt(row!.position) };
}

/**
 * How far a standby has come; asked on the connection that is about to be read from, before the reading begins.
 * @throws {UnfitReplica} where it is none, or none any more
 */
export async function replayedBy(replica: Asked): Promise<Replayed> {
  const [row] = await replica.query<{ standby: boolean; position: string | null; at: number | null }[]>(
    `select pg_is_in_recovery() as standby, ${BYTES('pg_last_wal_replay_lsn()')} as position,
            ${MILLISECONDS('pg_last_xact_replay_timestamp()')} as at`,
  );
  if (!row?.standby || row.position === null) throw new UnfitReplica('NOT_A_REPLICA');
  return { position: BigInt(row.position), lastCommitAt: row.at };
}

/** @throws {UnfitReplica} where it is the standby of something else, or of tables that this version does not know */
export async function refuseForeign(replica: Asked, identity: string): Promise<void> {
  const refuse = (trouble: ReplicaTrouble): never => {
    throw new UnfitReplica(trouble);
  };
  const [found] = await replica.query<{ identity: string }[]>(`select ${IDENTITY} as identity`);
  if (found?.identity !== identity) refuse('OTHER_DATABASE');
  const ran = await replica
    .query<{ name: string }[]>('select name from migration order by id')
    .catch(() => refuse('OTHER_MIGRATIONS'));
  const same =
    ran?.length === migrationNames.length && ran.every(({ name }, at) => name === migrationNames[at]);
  if (!same) refuse('OTHER_MIGRATIONS');
}
