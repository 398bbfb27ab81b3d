import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * From which device somebody signed in, when it last asked for something, and who ended the sign-in in his place: so that
 * a device that was lost can be told from the others and shut out. Null: signed in before this version.
 */
export class SignInDevices1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table login add column address text, add column user_agent text,
         add column last_seen_at timestamptz not null default now(),
         add column ended_by uuid references account (id)`,
    );
    await runner.query('update login set last_seen_at = created_at');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table login drop column address, drop column user_agent, drop column last_seen_at, drop column ended_by',
    );
  }
}
