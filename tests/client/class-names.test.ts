import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Names of classes that a sheet of styles gives looks of their own, without any other beside them. */
function namesIn(css: string): Set<string> {
  const rules = css.replace(/\/\*[^]*?\*\//g, '').matchAll(/([^{}]+)\{/g);
  const selectors = [...rules].flatMap(([, list = '']) => list.split(',').map((each) => each.trim()));
  return new Set(selectors.flatMap((each) => /^\.([a-z][\w-]*)$/.exec(each)?.slice(1) ?? []));
}

it('calls no class as Quasar calls one of its own, for both sheets stand on the pages of the desk', () => {
  const quasar = namesIn(readFileSync('node_modules/quasar/dist/quasar.css', 'utf8'));
  const ours = namesIn(readFileSync('client/ui/base.css', 'utf8'));
  expect(quasar).toContain('row');
  expect(ours.size).toBeGreaterThan(8);
  expect([...ours].filter((name) => quasar.has(name))).toEqual([]);
});
