import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Under which names a dossier came to the table. The register may rename a product or its producer afterwards; what the
 * room saw, the record signed and the reports tell stays one and the same. Null: never presented, or before this version.
 */
export class PresentedNames1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table evaluation add column product_name text, add column producer_name text, add column place_name text',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table evaluation drop column product_name, drop column producer_name, drop column place_name',
    );
  }
}
