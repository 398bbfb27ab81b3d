import type { DataSource } from 'typeorm';
import { migrationNames } from './data-source.js';
import { UnfitReplica } from './replica-state.js';
import type { Replayed } from './replica-clock.js';

/** Where a query may be sent: a data source, or one connection of it. */
export type Asked = Pick<DataSource, 'query'>;

/** Which database this is, whatever its address: a standby keeps both numbers of its primary. */
const IDENTITY = `(select system_identifier::text from pg_control_system()) || '/' ||
  (select oid from pg_database where datname = current_database())`;
const BYTES = (position: string) => `(${position} - '0/0'::pg_lsn)::text`;
/** A standby may name no file of its log. What it has written down is a little old after a failover, and never too new. */
const TIMELINE = `greatest((select timeline_id from pg_control_checkpoint()),
  (select min_recovery_end_timeline from pg_control_recovery()))`;
const MILLISECONDS = (moment: string) => `(extract(epoch from ${moment}) * 1000)::float8`;

/** Where the primary stands. Its clock is read first, so that what is committed by then lies before the position. */
export interface PrimaryStand {
  readonly identity: string;
  readonly at: number;
  readonly position: bigint;
  readonly timeline: number;
}

export async function lookAtPrimary(primary: Asked): Promise<PrimaryStand> {
  const [row] = await primary.query<{ identity: string; at: number; position: string; file: string }[]>(
    `with clock as materialized (select clock_timestamp() as now)
     select ${MILLISECONDS('now')} as at, ${BYTES('pg_current_wal_lsn()')} as position, ${IDENTITY} as identity,
            pg_walfile_name(pg_current_wal_lsn()) as file from clock`,
  );
  const { file, position, ...stand } = row!;
  return { ...stand, position: BigInt(position), timeline: parseInt(file.slice(0, 8), 16) };
}

/** A standby: of which database, and how far it has come. */
export interface StandbyStand extends Replayed {
  readonly identity: string;
}

/**
 * How far a standby has come; asked on the connection that is about to be read from, before the reading begins.
 * @throws {UnfitReplica} where it is none, or none any more
 */
export async function lookAtStandby(replica: Asked): Promise<StandbyStand> {
  const [row] = await replica.query<
    (Omit<StandbyStand, 'position'> & { standby: boolean; position: string | null })[]
  >(
    `select pg_is_in_recovery() as standby, ${BYTES('pg_last_wal_replay_lsn()')} as position,
            ${MILLISECONDS('pg_last_xact_replay_timestamp()')} as "lastCommitAt", ${TIMELINE} as timeline, ${IDENTITY} as identity`,
  );
  if (!row?.standby || row.position === null) throw new UnfitReplica('NOT_A_REPLICA');
  const { position, lastCommitAt, timeline, identity } = row;
  return { position: BigInt(position), lastCommitAt, timeline, identity };
}

/** @throws {UnfitReplica} where it holds tables that this version does not know */
export async function refuseOtherTables(replica: Asked): Promise<void> {
  const ran = await replica
    .query<{ name: string }[]>('select name from migration order by id')
    .catch(() => undefined);
  const same =
    ran?.length === migrationNames.length && ran.every(({ name }, at) => name === migrationNames[at]);
  if (!same) throw new UnfitReplica('OTHER_MIGRATIONS');
}
