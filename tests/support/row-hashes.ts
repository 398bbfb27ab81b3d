import type { DataSource } from 'typeorm';

/** A hash of all rows of every table there is, in PostgreSQL's own words: by another way than that of the backup. */
export async function rowHashes(database: DataSource): Promise<Record<string, string>> {
  const tables = await database.query<{ name: string }[]>(
    `select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await database.query<{ hash: string }[]>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') as hash from "${name}" t`,
    );
    found[name] = row!.hash;
  }
  return found;
}

/** Every constraint, index, trigger and sequence, with all they say: what a restore must not leave otherwise. */
export function shapeOf(database: DataSource): Promise<unknown[]> {
  return database.query(
    `select conrelid::regclass::text as of, conname as name, pg_get_constraintdef(oid) as says from pg_constraint
      where connamespace = 'public'::regnamespace
     union all select indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index
      join pg_class c on c.oid = indexrelid where c.relnamespace = 'public'::regnamespace
     union all select tgrelid::regclass::text, tgname, tgenabled::text || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
     union all select 'sequence', sequencename, last_value::text from pg_sequences where schemaname = 'public'
     order by 1, 2, 3`,
  );
}
