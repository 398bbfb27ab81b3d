import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How often somebody has lately tried to sign in, where several nodes count together; keys are hashes. As the library
 * `rate-limiter-flexible` wants it, and unlogged: a database that crashed may well begin to count anew.
 */
export class AttemptCounts1764600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create unlogged table attempt_count (
         key text primary key,
         points integer not null default 0,
         expire bigint
       )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table attempt_count');
  }
}
