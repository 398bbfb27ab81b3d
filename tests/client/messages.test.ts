import { describe, expect, it } from 'vitest';

interface Tree {
  [key: string]: string | Tree;
}

const modules = import.meta.glob<Record<string, unknown>>('../../client/**/*messages.ts', { eager: true });

/** "seats.title {name}": a key with the placeholders its sentence needs. */
function keysOf(tree: Tree, path = ''): string[] {
  return Object.entries(tree)
    .flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[`${path}${key}`, ...new Set(value.match(/\{\w+\}/g)?.sort())].join(' ')]
        : keysOf(value, `${path}${key}.`),
    )
    .sort();
}

const sets = Object.entries(modules).flatMap(([file, exported]) =>
  Object.entries(exported)
    .filter((entry): entry is [string, { vi: Tree; en: Tree }] => {
      const value = entry[1] as { vi?: unknown; en?: unknown } | null;
      return (
        typeof value === 'object' && !!value && typeof value.vi === 'object' && typeof value.en === 'object'
      );
    })
    .map(([name, languages]) => ({ name: `${file.replace('../../client/', '')} ${name}`, languages })),
);

describe('The wordings', () => {
  it('are found in every file of messages', () => {
    expect(sets.length).toBeGreaterThanOrEqual(3);
    expect(new Set(sets.map((set) => set.name.split(' ')[0])).size).toBe(Object.keys(modules).length);
  });

  it.each(sets)('have the same keys and placeholders in both languages: $name', ({ languages }) => {
    expect(keysOf(languages.en)).toEqual(keysOf(languages.vi));
  });

  it.each(sets)('leave no sentence empty: $name', ({ languages }) => {
    const empty = [languages.vi, languages.en].flatMap(
      (tree) => JSON.stringify(tree).match(/"\w+":"\s*"/g) ?? [],
    );
    expect(empty).toEqual([]);
  });
});
