import { invalid } from './wording.js';

/**
 * Which stretch of a long list is wanted.
 * @source issue 2, point 7: lists are cursor-paged where they grow
 */
export interface PageRequest {
  /** How many items at most, 1 to 200. */
  readonly first: number;
  /** Sort key of the item to go on after, its id last; null for the beginning. */
  readonly after: readonly string[] | null;
}

/**
 * A stretch of a list in its order.
 * @source issue 2, point 7
 */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Sort key of the last item, its id last; null for an empty page. */
  readonly endKey: readonly string[] | null;
  readonly hasNext: boolean;
  /** How many items the whole list has. */
  readonly total: number;
}

/** @source issue 2, point 7: no request may ask for a whole country at once */
export const LARGEST_PAGE = 200;

/**
 * The request, if it is one that may be asked.
 * @throws {Refusal} INVALID_INPUT for a size outside 1 to 200
 * @source issue 2, point 7
 */
export function checkPageSize(first: number): number {
  if (Number.isInteger(first) && first >= 1 && first <= LARGEST_PAGE) return first;
  throw invalid(
    'first',
    `cần là số nguyên từ 1 đến ${LARGEST_PAGE}`,
    `needs a whole number from 1 to ${LARGEST_PAGE}`,
  );
}

/**
 * Makes a page of what was read: one item more than asked for tells that there is a next page.
 * @param read  at most `first` + 1 items
 * @source issue 2, point 7
 */
export function pageOf<Item>(
  read: readonly Item[],
  first: number,
  total: number,
  keyOf: (item: Item) => readonly string[],
): Page<Item> {
  const items = read.slice(0, first);
  const last = items.at(-1);
  return { items, endKey: last ? keyOf(last) : null, hasNext: read.length > first, total };
}
