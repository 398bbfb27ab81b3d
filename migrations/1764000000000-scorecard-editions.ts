import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Later editions of scorecards: what is being written, and what was published for good.
 *
 * Reviewed by hand. `card` is the code of the first edition, which stands in the shipped files and not in a table; so do
 * the codes in `dossier` and `evaluation`, and no foreign key can hold them. `content` of an edition is text and not
 * jsonb: the order of its keys is that in which people read evidence.
 */
export class ScorecardEditions1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table if exists card_draft, card_edition');
    await runner.query('drop function if exists refuse_edition_change()');
  }
}

const UP = [
  `create table card_edition (
     code text primary key,
     card text not null,
     edition integer not null check (edition >= 2),
     based_on text not null,
     basis text not null check (basis <> ''),
     content text not null,
     sha256 text not null,
     draft_id uuid not null unique,
     published_at timestamptz not null default now(),
     published_by uuid not null references account (id),
     unique (card, edition)
   )`,
  `create function refuse_edition_change() returns trigger language plpgsql as $$
     begin raise exception 'a published edition of a scorecard never changes'; end $$`,
  `create trigger card_edition_for_good before update or delete on card_edition
     for each row execute function refuse_edition_change()`,
  `create trigger card_edition_no_truncate before truncate on card_edition
     for each statement execute function refuse_edition_change()`,

  `create table card_draft (
     id uuid primary key,
     card text not null,
     edition integer not null check (edition >= 2),
     code text not null,
     base_code text not null,
     basis text not null,
     content jsonb not null,
     version integer not null default 1,
     changed_at timestamptz not null default now(),
     changed_by uuid not null references account (id)
   )`,
  `create unique index card_draft_one on card_draft (card)`,
];
