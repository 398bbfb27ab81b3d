import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The last backup that failed: one row, so that every node and every start knows of it. Those that were made are files,
 * and are known from their folder alone.
 */
export class BackupFailure1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table backup_failure (
         only_one boolean primary key default true check (only_one),
         at timestamptz not null,
         reason text not null check (reason in ('NIGHTLY', 'CONCLUSION', 'BY_HAND')),
         cause text not null check (cause in ('FULL', 'FORBIDDEN', 'DAMAGED', 'UNEXPECTED'))
       )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table backup_failure');
  }
}
