import type { LiveCouncil } from './live-council.js';

/** Settings of a council whose database can be told another time: its `now()` is looked for where a test puts one. */
export const WITH_ANOTHER_CLOCK = {
  databaseOptions: `options=${encodeURIComponent('-c search_path=clock,pg_catalog,public')}`,
  // The days that pass must not be what ends the sign-ins.
  sessionHours: 1_000,
};

/** Lets the database's clock run ahead, by nothing at first; in one piece, since every plan is made anew after it. */
export async function anotherClock({ stage }: LiveCouncil): Promise<{ ahead(by: string): Promise<unknown> }> {
  await stage.dataSource.transaction(async (tx) => {
    await tx.query('create schema clock');
    await tx.query(`create table clock.ahead as select interval '0' as by`);
    await tx.query(`create function clock.now() returns timestamptz language sql stable
      as 'select pg_catalog.now() + by from clock.ahead'`);
  });
  return { ahead: (by) => stage.dataSource.query('update clock.ahead set by = $1::interval', [by]) };
}
