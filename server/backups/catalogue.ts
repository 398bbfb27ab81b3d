import type { ClientBase } from 'pg';

/** A table as the database itself describes it. */
export interface TableShape {
  readonly name: string;
  /** All but those the database computes by itself. */
  readonly columns: readonly string[];
  /** Columns of the primary key; empty where there is none. */
  readonly key: readonly string[];
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** How values are written as text, whatever the server, the database or the user has set; for one transaction. */
export async function writePlainly(client: ClientBase): Promise<void> {
  await client.query(
    `set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local bytea_output = 'hex';
     set local intervalstyle = 'iso_8601'; set local extra_float_digits = 1; set local client_encoding = 'UTF8';
     set local row_security = off`,
  );
}

const NOT_OF_AN_EXTENSION = `not exists (select 1 from pg_depend d
  where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

const TABLES = `
select c.relname::text as name,
  (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
  coalesce((select array_agg(a.attname::text order by array_position(i.indkey::int2[], a.attnum))
    from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
    where i.indrelid = c.oid and i.indisprimary), '{}') as key
from pg_class c
where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  and ${NOT_OF_AN_EXTENSION}
order by c.relname::text collate "C"`;

/** Every table there is: read from the catalogue, so that one made by a later migration cannot be forgotten. */
export async function tablesOf(client: ClientBase): Promise<TableShape[]> {
  return (await client.query<TableShape>(TABLES)).rows;
}

/** Every sequence, with the last value it gave out. */
export async function sequencesOf(client: ClientBase): Promise<{ name: string; last: string | null }[]> {
  const { rows } = await client.query<{ name: string; last: string | null }>(
    `select c.relname::text as name, s.last_value::text as last
       from pg_class c join pg_sequences s on s.sequencename = c.relname and s.schemaname = current_schema()
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'S' and ${NOT_OF_AN_EXTENSION}
      order by c.relname::text collate "C"`,
  );
  return rows;
}

/** Foreign keys that are checked row by row. */
export async function strictForeignKeys(client: ClientBase): Promise<{ table: string; name: string }[]> {
  const { rows } = await client.query<{ table: string; name: string }>(
    `select c.relname::text as table, k.conname::text as name
       from pg_constraint k join pg_class c on c.oid = k.conrelid
      where k.connamespace = current_schema()::regnamespace and k.contype = 'f' and not k.condeferrable
        and k.conparentid = 0`,
  );
  return rows;
}
