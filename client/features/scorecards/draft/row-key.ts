import { toRaw } from 'vue';

const keys = new WeakMap<object, string>();
let last = 0;

/** A key for a row of a list that has none of its own; the same for the same object, wherever it is moved. */
export function rowKey(row: object): string {
  const raw = toRaw(row);
  const key = keys.get(raw) ?? `row-${(last += 1)}`;
  keys.set(raw, key);
  return key;
}

/** The rows in the order of these keys. */
export function inOrder<Row extends object>(rows: readonly Row[], order: readonly string[]): Row[] {
  return order.flatMap((key) => rows.find((row) => rowKey(row) === key) ?? []);
}
