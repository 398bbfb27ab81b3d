import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Everything a council needs to score live: people and places, dossiers, councils and their regulations,
 * sessions, sheets and marks, results, and the record of what happened.
 *
 * Reviewed by hand. Words are the glossary's; enumerations are text with a check, so that a later decree can
 * add a value without rewriting a type. Times are timestamptz; dates of the law are plain dates.
 */
export class FirstCouncil1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`drop table if exists ${table} cascade`);
    await runner.query('drop function if exists refuse_change()');
    await runner.query('drop function if exists searchable(text)');
  }
}

const TABLES = [
  'ledger', 'result', 'finding', 'sheet_save', 'sheet_attempt', 'mark', 'sheet', 'evaluation', 'attendance',
  'session', 'regulation', 'council_member', 'council', 'assessment', 'dossier', 'product', 'producer', 'api_token', 'link', 'login',
  'account', 'place',
]; // prettier-ignore

/** "Mật ong Đà Bắc" as people search for it without a Vietnamese keyboard: "mat ong da bac". */
const SEARCH = [
  `create function searchable(wording text) returns text language sql immutable strict parallel safe as $$
     select translate(regexp_replace(lower(normalize(wording, NFD) collate "vi-x-icu"), '[\\u0300-\\u036f]', '', 'g'), 'đ', 'd')
   $$`,
];

const PEOPLE = [
  `create table place (
     id uuid primary key default gen_random_uuid(),
     code text unique,
     level text not null check (level in ('CENTRAL', 'PROVINCE', 'DISTRICT', 'COMMUNE')),
     name text collate "vi-x-icu" not null check (name <> ''),
     parent_id uuid references place (id),
     retired_on date,
     version integer not null default 1
   )`,
  `create unique index place_name on place (coalesce(parent_id, '00000000-0000-0000-0000-000000000000'), level, name)`,
  `create index place_by_parent on place (parent_id)`,

  `create table account (
     id uuid primary key default gen_random_uuid(),
     username text not null,
     display_name text collate "vi-x-icu" not null check (display_name <> ''),
     password_hash text,
     is_admin boolean not null default false,
     created_at timestamptz not null default now(),
     last_sign_in_at timestamptz,
     retired_at timestamptz,
     version integer not null default 1
   )`,
  `create unique index account_username on account (lower(username))`,
];

const DOSSIERS = [
  `create table producer (
     id uuid primary key default gen_random_uuid(),
     name text collate "vi-x-icu" not null check (name <> ''),
     search_name text collate "C" generated always as (searchable(name)) stored,
     kind text not null check (kind in
       ('COOPERATIVE', 'COOPERATIVE_GROUP', 'ENTERPRISE', 'FARM', 'HOUSEHOLD', 'REGISTERED_HOUSEHOLD', 'ASSOCIATION', 'OTHER')),
     place_id uuid not null references place (id),
     phone text,
     address text,
     version integer not null default 1
   )`,
  `create index producer_by_place on producer (place_id)`,
  `create index producer_by_name on producer (name, id)`,

  `create table product (
     id uuid primary key default gen_random_uuid(),
     name text collate "vi-x-icu" not null check (name <> ''),
     search_name text collate "C" generated always as (searchable(name)) stored,
     code text unique,
     producer_id uuid not null references producer (id),
     photo_url text,
     version integer not null default 1
   )`,
  `create index product_by_producer on product (producer_id)`,
  `create index product_by_name on product (name, id)`,

  `create table dossier (
     id uuid primary key default gen_random_uuid(),
     product_id uuid not null references product (id),
     kind text not null check (kind in ('FIRST', 'UPGRADE', 'RE_EVALUATION')),
     state text not null default 'REGISTERED'
       check (state in ('REGISTERED', 'IN_SESSION', 'AWAITING_ROUND_2', 'EVALUATED', 'WITHDRAWN')),
     level text not null check (level in ('CENTRAL', 'PROVINCE', 'DISTRICT')),
     regime text not null check (regime in ('1048-781', '148', '26-2026')),
     product_set smallint not null check (product_set between 1 and 26),
     sector_code text not null,
     criteria_set_code text not null,
     year smallint not null check (year between 2018 and 2100),
     batch smallint not null check (batch between 1 and 12),
     round smallint not null default 1 check (round between 1 and 9),
     submitted_on date not null,
     has_story boolean not null,
     withdrawn_reason text,
     previous_id uuid references dossier (id),
     version integer not null default 1,
     created_at timestamptz not null default now(),
     check ((state = 'WITHDRAWN') = (withdrawn_reason is not null))
   )`,
  `create index dossier_by_product on dossier (product_id)`,
  `create index dossier_by_year on dossier (year, batch, id)`,
  `create index dossier_by_state on dossier (state, id)`,
  `create index dossier_by_set on dossier (regime, product_set)`,
  `create unique index dossier_once_a_batch on dossier (product_id, year, batch, kind, round) where state <> 'WITHDRAWN'`,

  `create table assessment (
     dossier_id uuid not null references dossier (id) on delete cascade,
     author text not null check (author in ('PRODUCER', 'COMMUNE', 'SUPPORT_TEAM')),
     criterion text not null,
     levels smallint[] not null default '{}',
     points smallint check (points between 0 and 100),
     remark text,
     primary key (dossier_id, author, criterion)
   )`,
];

const COUNCILS = [
  `create table council (
     id uuid primary key default gen_random_uuid(),
     name text collate "vi-x-icu" not null check (name <> ''),
     level text not null check (level in ('CENTRAL', 'PROVINCE', 'DISTRICT')),
     place_id uuid not null references place (id),
     decision_number text not null check (decision_number <> ''),
     decision_date date not null,
     term_from date not null,
     term_to date check (term_to >= term_from),
     retired_at timestamptz,
     version integer not null default 1
   )`,

  `create table council_member (
     id uuid primary key default gen_random_uuid(),
     council_id uuid not null references council (id),
     account_id uuid references account (id),
     full_name text,
     title text not null check (title <> ''),
     institution text not null check (institution <> ''),
     role text not null check (role in ('CHAIR', 'VICE_CHAIR', 'MEMBER', 'SECRETARY', 'SUPPORT')),
     voting boolean not null,
     position smallint not null,
     member_from date not null,
     member_to date check (member_to >= member_from),
     replaced_by_id uuid references council_member (id),
     version integer not null default 1,
     check (role <> 'SUPPORT' or not voting)
   )`,
  `create index council_member_by_council on council_member (council_id, position)`,
  `create index council_member_by_account on council_member (account_id)`,
  `create unique index council_member_one_chair on council_member (council_id) where role = 'CHAIR' and member_to is null`,
  `create unique index council_member_one_seat on council_member (council_id, account_id) where account_id is not null and member_to is null`,

  `create table regulation (
     id uuid primary key default gen_random_uuid(),
     council_id uuid not null references council (id),
     version integer not null,
     note text,
     settings jsonb not null,
     created_at timestamptz not null default now(),
     created_by uuid references account (id),
     unique (council_id, version)
   )`,

  `create table session (
     id uuid primary key default gen_random_uuid(),
     council_id uuid not null references council (id),
     regulation_id uuid references regulation (id),
     name text not null check (name <> ''),
     year smallint not null check (year between 2018 and 2100),
     batch smallint not null check (batch between 1 and 12),
     round smallint not null default 1 check (round between 1 and 9),
     location text,
     planned_at timestamptz not null,
     phase text not null default 'PLANNED' check (phase in ('PLANNED', 'OPEN', 'SUSPENDED', 'CLOSED')),
     suspended_reason text,
     on_table_id uuid,
     opened_at timestamptz,
     closed_at timestamptz,
     revision integer not null default 0,
     version integer not null default 1,
     check ((phase = 'SUSPENDED') = (suspended_reason is not null)),
     check (phase = 'PLANNED' or regulation_id is not null)
   )`,
  `create index session_by_council on session (council_id, planned_at)`,

  `create table attendance (
     session_id uuid not null references session (id) on delete cascade,
     member_id uuid not null references council_member (id),
     present boolean not null,
     reason text,
     changed_at timestamptz not null default now(),
     primary key (session_id, member_id),
     check (present or reason is not null)
   )`,
];

const SIGN_INS = [
  `create table link (
     id uuid primary key default gen_random_uuid(),
     token_hash bytea not null unique,
     kind text not null check (kind in ('SEAT', 'ACCOUNT', 'ROOM')),
     account_id uuid references account (id),
     member_id uuid references council_member (id),
     session_id uuid references session (id) on delete cascade,
     created_at timestamptz not null default now(),
     expires_at timestamptz not null,
     used_at timestamptz,
     voided_at timestamptz,
     check (case kind when 'SEAT' then member_id is not null and session_id is not null and account_id is null
                      when 'ACCOUNT' then account_id is not null and member_id is null and session_id is null
                      else session_id is not null and member_id is null and account_id is null end)
   )`,
  `create unique index link_one_card on link (session_id, member_id) where kind = 'SEAT' and voided_at is null`,
  `create unique index link_one_room on link (session_id) where kind = 'ROOM' and voided_at is null`,

  `create table login (
     id uuid primary key default gen_random_uuid(),
     key text not null unique,
     secret_hash bytea not null,
     account_id uuid references account (id),
     member_id uuid references council_member (id),
     session_id uuid references session (id) on delete cascade,
     link_id uuid references link (id),
     created_at timestamptz not null default now(),
     expires_at timestamptz not null,
     ended_at timestamptz,
     ended_because text check (ended_because in ('SIGNED_OUT', 'TAKEN_OVER', 'REVOKED')),
     check ((account_id is null) <> (member_id is null)),
     check ((member_id is null) = (session_id is null))
   )`,
  `create unique index login_one_device on login (session_id, member_id) where member_id is not null and ended_at is null`,
  `create index login_by_account on login (account_id) where ended_at is null`,

  `create table api_token (
     id uuid primary key default gen_random_uuid(),
     name text not null check (name <> ''),
     token_hash bytea not null unique,
     scopes text[] not null check (scopes <@ array['REPORTS', 'PRODUCTS', 'CRITERIA'] and cardinality(scopes) > 0),
     created_by uuid references account (id),
     created_at timestamptz not null default now(),
     expires_at timestamptz not null,
     last_used_at timestamptz,
     revoked_at timestamptz
   )`,
];

const SCORING = [
  `create table evaluation (
     id uuid primary key default gen_random_uuid(),
     session_id uuid not null references session (id) on delete cascade,
     dossier_id uuid not null references dossier (id),
     position smallint not null,
     phase text not null default 'WAITING'
       check (phase in ('WAITING', 'PRESENTING', 'SCORING', 'REVIEWING', 'CONCLUDED', 'RELEASED', 'DEFERRED', 'STOPPED')),
     attempt smallint not null default 1 check (attempt >= 1),
     round smallint not null default 1,
     criteria_set_code text not null,
     card_sha256 text,
     reason text,
     fix_list text,
     unique (session_id, dossier_id),
     unique (session_id, position) deferrable initially deferred,
     check (phase <> 'DEFERRED' or (reason is not null and fix_list is not null))
   )`,
  `create index evaluation_by_dossier on evaluation (dossier_id)`,
  `alter table session add foreign key (on_table_id) references evaluation (id) on delete set null`,

  `create table sheet (
     id uuid primary key default gen_random_uuid(),
     evaluation_id uuid not null references evaluation (id) on delete cascade,
     member_id uuid not null references council_member (id),
     state text not null default 'EMPTY'
       check (state in ('EMPTY', 'DRAFT', 'SUBMITTED', 'RETURNED', 'SEALED', 'RECUSED', 'ABSENT')),
     attempt smallint not null default 1 check (attempt >= 1),
     version integer not null default 0,
     total smallint not null default 0 check (total between 0 and 100),
     part_points smallint[] not null default '{0,0,0}',
     scored smallint not null default 0,
     opinion text,
     submitted_at timestamptz,
     receipt text,
     reason text,
     saved_at timestamptz,
     unique (evaluation_id, member_id),
     check (state not in ('SUBMITTED') or (submitted_at is not null and receipt is not null)),
     check (state not in ('RETURNED', 'RECUSED', 'ABSENT') or reason is not null)
   )`,
  `create index sheet_by_member on sheet (member_id)`,

  `create table mark (
     sheet_id uuid not null references sheet (id) on delete cascade,
     criterion text not null,
     part smallint not null check (part between 0 and 2),
     choice text check (choice in ('LEVELS', 'NONE', 'NOT_MANDATORY')),
     levels smallint[] not null,
     points smallint not null check (points between 0 and 100),
     remark text,
     entered_at timestamptz not null,
     saved_at timestamptz not null default now(),
     primary key (sheet_id, criterion),
     check ((choice is not distinct from 'LEVELS') = (cardinality(levels) > 0)),
     check (choice in ('LEVELS', 'NOT_MANDATORY') or points = 0),
     check (choice is not null or remark is not null)
   )`,

  `create table sheet_attempt (
     id uuid primary key default gen_random_uuid(),
     seq bigint generated always as identity,
     sheet_id uuid not null references sheet (id) on delete cascade,
     attempt smallint not null,
     submitted_at timestamptz not null,
     withdrawn_at timestamptz,
     returned_reason text,
     total smallint not null,
     part_points smallint[] not null,
     marks jsonb not null,
     opinion text,
     receipt text not null
   )`,
  `create index sheet_attempt_by_sheet on sheet_attempt (sheet_id, seq)`,

  `create table sheet_save (
     save_id uuid primary key,
     sheet_id uuid not null references sheet (id) on delete cascade,
     version integer not null,
     marks jsonb not null,
     entered_at timestamptz not null,
     saved_at timestamptz not null default now()
   )`,
  `create unique index sheet_save_order on sheet_save (sheet_id, version)`,

  `create table finding (
     id uuid primary key default gen_random_uuid(),
     evaluation_id uuid not null references evaluation (id) on delete cascade,
     code text not null,
     effect text not null check (effect in ('REJECT', 'STOP', 'NOT_ASSESSED', 'REQUIREMENT')),
     scope text not null,
     remark text not null,
     reported_by uuid not null references council_member (id),
     reported_at timestamptz not null default now(),
     state text not null default 'REPORTED' check (state in ('REPORTED', 'CONFIRMED', 'DISMISSED')),
     decided_by uuid references council_member (id),
     decided_at timestamptz,
     reason text,
     check (state = 'REPORTED' or (reason is not null and decided_at is not null))
   )`,
  `create unique index finding_open on finding (evaluation_id, code, scope, reported_by) where state = 'REPORTED'`,

  `create table result (
     evaluation_id uuid primary key references evaluation (id) on delete cascade,
     outcome text not null check (outcome in ('CLASSIFIED', 'STOPPED', 'REJECTED')),
     star_class smallint check (star_class between 1 and 5),
     sum_points integer,
     sheet_count smallint,
     parts jsonb not null,
     classification jsonb,
     reason text,
     concluded_at timestamptz not null default now(),
     concluded_by uuid references council_member (id),
     released_at timestamptz,
     check ((outcome = 'CLASSIFIED') = (star_class is not null)),
     check ((outcome = 'CLASSIFIED') = (sum_points is not null and sheet_count > 0))
   )`,
  `create index result_released on result (released_at) where released_at is not null`,
];

/** The record of a session: one hash chain, which the database itself keeps append-only (ARCHITECTURE §7). */
const RECORD = [
  `create table ledger (
     session_id uuid not null references session (id),
     seq integer not null check (seq >= 1),
     act text not null,
     actor text not null,
     at timestamptz not null,
     content text not null,
     previous_hash text not null,
     hash text not null unique,
     primary key (session_id, seq)
   )`,
  `create function refuse_change() returns trigger language plpgsql as $$
     begin raise exception 'the ledger is append-only'; end $$`,
  `create trigger ledger_append_only before update or delete on ledger for each row execute function refuse_change()`,
  `create trigger ledger_no_truncate before truncate on ledger for each statement execute function refuse_change()`,
];

const UP = [...SEARCH, ...PEOPLE, ...DOSSIERS, ...COUNCILS, ...SIGN_INS, ...SCORING, ...RECORD];
