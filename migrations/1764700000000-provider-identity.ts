import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Signing in by a province's own sign-on: who an account is there, as an administrator wrote it down, and whom it turned
 * out to be at the first sign-in; and attempts that are under way, for minutes, so that any node can go on with them.
 */
export class ProviderIdentity1764700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table provider_identity (
         account_id uuid primary key references account (id),
         claim text not null,
         issuer text,
         subject text,
         bound_at timestamptz,
         check ((issuer is null) = (subject is null) and (issuer is null) = (bound_at is null)),
         unique (issuer, subject)
       )`,
    );
    // Capitals without accents alone are alike: otherwise letters that merely look it would count as the same.
    await runner.query(
      'create unique index provider_identity_claim on provider_identity (lower(claim collate "C"))',
    );
    await runner.query(
      `create table provider_attempt (
         key text primary key,
         secret_hash bytea not null,
         next text not null,
         expires_at timestamptz not null,
         used_at timestamptz,
         account_id uuid references account (id),
         refusal text
       )`,
    );
    await runner.query('create index provider_attempt_expires_at on provider_attempt (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table provider_attempt');
    await runner.query('drop table provider_identity');
  }
}
