import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const client = join(root, 'dist', 'client');
const assets = readdirSync(join(client, 'assets')).filter((name) => !/\.(br|gz)$/.test(name));
const page = readFileSync(join(client, 'index.html'), 'utf8');
const read = (name: string) => readFileSync(join(client, 'assets', name));
const fonts = assets.filter((name) => name.endsWith('.woff2'));

/** Compressed as it travels; fonts are compressed by nature. In bytes. */
const weigh = (names: Iterable<string>) =>
  [...names].reduce((sum, name) => {
    const content = read(name);
    return sum + (name.endsWith('.woff2') ? content.length : gzipSync(content, { level: 9 }).length);
  }, 0);

/** Scripts and styles that a page's address loads: those that the document names, and those that the page's own code asks for. */
function firstLoad(pageName: string): Set<string> {
  const named = [...page.matchAll(/(?:src|href)="\/assets\/([^"]+\.(?:js|css))"/g)].map(([, name]) => name!);
  const entry = named.find((name) => name.startsWith('index-') && name.endsWith('.js'))!;
  const code = read(entry).toString();
  const listed = JSON.parse(/m\.f\s*=\s*(\[[^\]]*\])/.exec(code)![1]!) as string[];
  const asked = new RegExp(`${pageName}-[\\w-]+\\.js[\`"']\\)[^\\[]*\\[([\\d,]*)\\]`).exec(code);
  expect(asked, `the entry loads ${pageName} apart`).not.toBeNull();
  const own = asked![1]!.split(',').map((at) => listed[Number(at)]!.replace('assets/', ''));
  return new Set([...named, ...own]);
}

/** Every page that an address may open, by the name of its file. */
const pages = readdirSync(join(root, 'client', 'features')).flatMap((feature) => {
  const routes = readFileSync(join(root, 'client', 'features', feature, 'routes.ts'), 'utf8');
  return [...routes.matchAll(/import\('\.\/(?:[\w-]+\/)*(\w+)\.vue'\)/g)].map(([, name]) => name!);
});

describe('the built client', () => {
  it('has a file of its own for every page, and loads none of them before it is asked for', () => {
    expect(pages.length).toBeGreaterThan(20);
    const apart = (name: string) => assets.some((file) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file));
    expect(pages.filter((name) => !apart(name))).toEqual([]);
    const named = [...page.matchAll(/assets\/(\w+)-/g)].map(([, name]) => name!);
    expect(pages.filter((name) => named.includes(name))).toEqual([]);
  });

  it('opens the scoring page with few files of 175 kB at most, fonts apart', () => {
    const files = firstLoad('ScoringPage');
    expect([...files].some((name) => name.startsWith('ScoringPage-') && name.endsWith('.css'))).toBe(true);
    expect(weigh(files)).toBeLessThanOrEqual(175_000);
    expect(files.size, [...files].join(' ')).toBeLessThanOrEqual(14);
  });

  it('never has a meeting load what only the desk needs', () => {
    for (const name of ['ScoringPage', 'RoomPage', 'ConductPage', 'SeatPage'])
      expect(
        [...firstLoad(name)].filter((file) => /quasar|^Q[A-Z]|Desk|sortable/i.test(file)),
        name,
      ).toEqual([]);
  });

  it("puts the desk's own colours after those of Quasar, which would win otherwise", () => {
    const styles = assets.filter((name) => name.endsWith('.css')).map((name) => read(name).toString());
    const [desk, ...others] = styles.filter((text) => text.includes('--q-primary:'));
    expect(others).toEqual([]);
    expect(desk!.indexOf('--q-primary:var(--c-primary)')).toBeGreaterThan(desk!.indexOf('--q-primary:#'));
  });

  it('brings its own fonts: Vietnamese and Latin, in two weights, 75 kB at most', () => {
    const kinds = fonts.map((name) => /^be-vietnam-pro-(\w+-\d+)-normal/.exec(name)?.[1]);
    expect(kinds.sort()).toEqual(['latin-400', 'latin-700', 'vietnamese-400', 'vietnamese-700']);
    expect(weigh(fonts)).toBeLessThanOrEqual(75_000);
  });

  it('shows words before its fonts are there, and asks nobody else for anything', () => {
    const styles = assets.filter((name) => name.endsWith('.css'));
    for (const name of styles) {
      const text = read(name).toString();
      const faces = text.match(/@font-face\s*\{[^}]*\}/g) ?? [];
      for (const face of faces) expect(face).toMatch(/font-display:\s*swap/);
      expect(text, name).not.toMatch(/url\(\s*["']?https?:|@import\s/);
    }
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });
});
