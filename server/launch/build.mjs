import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { changedSince, filesBelow, writeStamp } from './freshness.mjs';
import { repoNode, root, tools } from './repo-node.mjs';
import { announce, runTool } from './run-tool.mjs';

const dist = join(root, 'dist');
const codeFolders = ['server', 'migrations'];

/** tsc never deletes: what a removed or renamed source left would still be found and imported. */
function removeOrphans() {
  for (const folder of codeFolders)
    for (const built of filesBelow(join(dist, folder))) {
      const source = join(root, relative(dist, built)).replace(/\.js(\.map)?$/, '.ts');
      if (!existsSync(source)) rmSync(built);
    }
}

/** tsc copies no data; the built server finds the decrees' cards beside its code, as the sources do. */
function copyData() {
  for (const file of codeFolders.flatMap((folder) => filesBelow(join(root, folder)))) {
    if (/\.(ts|mjs)$/.test(file)) continue;
    const target = join(dist, relative(root, file));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(file, target);
  }
}

/** Builds the server into dist/server when a source has changed. */
export function buildServerWhenStale() {
  const stamp = join(dist, '.server-stamp');
  const built = existsSync(join(dist, 'server', 'config.js'));
  const whole = built && existsSync(join(dist, 'bundle', 'main.js'));
  if (!whole) rmSync(stamp, { force: true });
  const changed = changedSince(stamp, [...codeFolders, 'tsconfig.json', 'package-lock.json']);
  if (changed === null) return;
  announce('Đang dựng máy chủ', 'building the server');
  // Without its outputs, tsc's memory of what it has emitted would make it emit nothing.
  if (!built) rmSync(join(dist, '.tsbuildinfo'), { force: true });
  rmSync(stamp, { force: true });
  removeOrphans();
  runTool(repoNode(), [tools.tsc, '-p', 'tsconfig.json']);
  copyData();
  runTool(repoNode(), [join('dist', 'server', 'keep-checked-cards.js')]);
  runTool(repoNode(), [join('server', 'launch', 'bundle.mjs')]);
  writeStamp(stamp, changed);
}

/** Types the client's operations from schema.graphql. */
export function generateOperations() {
  runTool(repoNode(), [join('client', 'generate.mjs')]);
}

/** Builds the client into dist/client when a source, the schema or its configuration has changed. */
export function buildClientWhenStale() {
  const stamp = join(dist, '.client-stamp');
  const generated = join(root, 'client', 'generated');
  const sources = ['client', 'schema.graphql', 'vite.config.ts', 'package-lock.json'];
  const documents = 'trusted-documents.json';
  const parts = [join(dist, 'client', 'index.html'), join(dist, documents), join(generated, 'operations.ts')];
  const whole = parts.every((part) => existsSync(part));
  if (!whole) rmSync(stamp, { force: true });
  const changed = changedSince(stamp, sources, (path) => path === generated);
  if (changed === null) return;
  announce('Đang dựng giao diện', 'building the client');
  rmSync(stamp, { force: true });
  generateOperations();
  runTool(repoNode(), [tools.vite, 'build', '--logLevel', 'warn'], { env: { NODE_ENV: 'production' } });
  // The server knows the documents of the client it serves, not of one that is still being worked at.
  copyFileSync(join(generated, documents), join(dist, documents));
  writeStamp(stamp, changed);
}
