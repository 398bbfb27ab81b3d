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
