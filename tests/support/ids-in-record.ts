import type { TestServer } from './server.js';

/** Ids by table, the first two and the newest, in the order they came, so that a seed draws the same; codes count as theirs. */
export async function idsInRecord({ dataSource }: TestServer): Promise<Map<string, string[]>> {
  const tables = await dataSource.query<{ name: string }[]>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'id' and data_type = 'uuid' order by 1`,
  );
  const known = new Map<string, string[]>();
  const learn = async (name: string, query: string) => {
    const rows = await dataSource.query<{ id: string }[]>(query);
    if (rows.length > 0) known.set(name, rows.map(({ id }) => id)); // prettier-ignore
  };
  for (const { name } of tables)
    await learn(
      name,
      `select id from (select id, row_number() over (order by ctid) as nth, count(*) over () as many from "${name}") as r
       where nth <= 2 or nth > many - 12 order by nth`,
    );
  await learn('code', 'select distinct criteria_set_code as id from dossier order by 1 limit 4');
  await learn('criterion', 'select distinct criterion as id from mark order by 1 limit 12');
  return known;
}
