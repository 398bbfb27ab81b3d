import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { pageOf, type Page, type PageRequest } from '../../domain/page.js';

/**
 * Restricts to rows whose name, without regard to marks unless the searcher wrote some, contains the text.
 * @param columns  aliases of tables with `name` and `search_name`
 * @param codes  further columns searched as they are
 */
export function searchNames<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  search: string,
  columns: readonly string[],
  codes: readonly string[] = [],
): void {
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  const names = columns.map(
    (alias) => `(${alias}.search_name like searchable(:pattern) and
      (searchable(:search) = lower(:search) or ${alias}.name ilike :pattern))`,
  );
  const others = codes.map((column) => `${column} ilike :pattern`);
  query.andWhere(`(${[...names, ...others].join(' or ')})`, { pattern, search });
}

/** The places that a query of one column named `id` gives, and all places under them. */
export const underPlaces = (roots: string) => `in (with recursive under as (
    ${roots}
    union all select place.id from place join under on place.parent_id = under.id
  ) select id from under)`;

/** The place itself and all places under it. */
export const UNDER_PLACE = underPlaces('select id from place where id = :placeId');

/** One page in the order of `name`, then id. @param alias  of the table whose rows are read */
export async function readNamePage<Row extends ObjectLiteral & { id: string; name: string }>(
  query: SelectQueryBuilder<Row>,
  alias: string,
  { first, after }: PageRequest,
): Promise<Page<Row>> {
  const total = await countRows(query);
  query
    .orderBy(`${alias}.name`)
    .addOrderBy(`${alias}.id`)
    .limit(first + 1);
  if (after) {
    query.andWhere(`(${alias}.name, ${alias}.id) > (:afterName, :afterId)`, {
      afterName: after[0],
      afterId: after[1],
    });
  }
  return pageOf(await query.getMany(), first, total, ({ name, id }) => [name, id]);
}

/** How many rows the query has in all. No join of ours repeats a row, so none need be told apart. */
export async function countRows<Row extends ObjectLiteral>(query: SelectQueryBuilder<Row>): Promise<number> {
  const row = await query.clone().select('count(*)::int', 'total').getRawOne<{ total: number }>();
  return row?.total ?? 0;
}
