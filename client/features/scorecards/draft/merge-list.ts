/**
 * An order that two people changed at once: the own one, with what the other added at its place, and without what the
 * other took away unless that was worked on here.
 * @param before  as both had read it
 * @param isTyped whether an entry was changed here
 */
export function mergeList(
  before: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
  isTyped: (key: string) => boolean,
): string[] {
  const left = before.filter((key) => mine.includes(key) && !theirs.includes(key) && isTyped(key));
  if (mine.join('\n') === before.join('\n')) return [...theirs, ...left];
  const merged = mine.filter((key) => theirs.includes(key) || !before.includes(key) || left.includes(key));
  theirs.forEach((key, at) => {
    if (before.includes(key) || merged.includes(key)) return;
    const after = theirs.slice(0, at).findLast((each) => merged.includes(each));
    merged.splice(after === undefined ? 0 : merged.indexOf(after) + 1, 0, key);
  });
  return merged;
}

type Lists = Readonly<Record<string, readonly string[]>>;

/**
 * As `mergeList`, of all lists of a draft: "in section 6" holds what stands in "section 6". What somebody moved from one
 * list to another stands in one of them only, here where both moved it; and what was worked on here keeps the place that
 * it stands in.
 */
export function mergeLists(
  before: Lists,
  mine: Lists,
  theirs: Lists,
  isTyped: (key: string) => boolean,
): Record<string, string[]> {
  const theirKeys = new Set(Object.values(theirs).flat());
  const movedHere = new Set(
    Object.entries(mine).flatMap(([list, keys]) => keys.filter((key) => !before[list]?.includes(key))),
  );
  const isLeft = (key: string): boolean =>
    !theirKeys.has(key) && (isTyped(key) || (mine[`in ${key}`] ?? []).some(isLeft));
  const merged = (list: string): string[] => {
    const own = mine[list] ?? [];
    const order = (theirs[list] ?? []).filter((key) => own.includes(key) || !movedHere.has(key));
    return mergeList(before[list] ?? [], own, order, isLeft);
  };
  return Object.fromEntries(Object.keys({ ...mine, ...theirs }).map((list) => [list, merged(list)]));
}
