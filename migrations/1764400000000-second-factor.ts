import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A second step of signing in: the secret that an account shares with the app on its holder's phone. */
export class SecondFactor1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table second_factor (
         account_id uuid primary key references account (id),
         secret text not null,
         confirmed_at timestamptz,
         last_step bigint,
         recovery_hashes bytea[] not null default '{}'
       )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table second_factor');
  }
}
