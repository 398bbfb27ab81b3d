import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How many of a session's revisions were made by saves of marks alone. While `revision - saves` stands still, nothing of
 * the session has changed but the sheets on the table, and a board need not read the rest anew. Whoever raises the
 * revision and says nothing here, as older versions do, has everything read anew, which is always right.
 */
export class CountedSaves1764800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table session add column saves integer not null default 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table session drop column saves');
  }
}
