/** Two items that correspond, or one that stands alone. At least one side is there. */
export interface Pair<T> {
  readonly from: T | null;
  readonly to: T | null;
}

/**
 * Puts two lists side by side: the best-matching items face each other, best matches first, and each item is used
 * once. The rows follow the order of `from`; an item only in `to` stands after the item it follows there.
 * @param likeness  from 0 to 1; only pairs of `threshold` and more may face each other
 */
export function align<T>(
  from: readonly T[],
  to: readonly T[],
  likeness: (a: T, b: T) => number,
  threshold: number,
): readonly Pair<T>[] {
  const candidates = from
    .flatMap((a, i) => to.map((b, j) => ({ i, j, likeness: likeness(a, b) })))
    .filter((pair) => pair.likeness >= threshold)
    // of equal matches the one nearer to the same position, so that repeated items keep their order
    .sort((x, y) => y.likeness - x.likeness || Math.abs(x.i - x.j) - Math.abs(y.i - y.j) || x.i - y.i);
  const partner = new Map<number, number>();
  const taken = new Set<number>();
  for (const { i, j } of candidates) {
    if (partner.has(i) || taken.has(j)) continue;
    partner.set(i, j);
    taken.add(j);
  }

  const rows: Pair<T>[] = from.map((item, i) => ({ from: item, to: to[partner.get(i) ?? -1] ?? null }));
  to.forEach((item, j) => {
    if (taken.has(j)) return;
    const before = j === 0 ? -1 : rows.findIndex((row) => row.to === to[j - 1]);
    rows.splice(before + 1, 0, { from: null, to: item });
  });
  return rows;
}

/**
 * How many words two wordings share: 1 for the same words, 0 for none in common; case and punctuation aside. Each
 * wording is taken apart once, for lists are compared each with each.
 */
export function sharedWords(): (a: string, b: string) => number {
  const known = new Map<string, ReadonlySet<string>>();
  const words = (wording: string) => {
    const made = known.get(wording) ?? wordsOf(wording);
    known.set(wording, made);
    return made;
  };
  return (a, b) => {
    const [left, right] = [words(a), words(b)];
    if (left.size + right.size === 0) return a === b ? 1 : 0;
    let shared = 0;
    for (const word of left) if (right.has(word)) shared += 1;
    return (2 * shared) / (left.size + right.size);
  };
}

function wordsOf(wording: string): ReadonlySet<string> {
  return new Set(
    wording
      .normalize('NFC')
      .toLocaleLowerCase('vi')
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  );
}
