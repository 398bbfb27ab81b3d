// npm run dev: the compiler, the server and the client, each rebuilt as its sources change.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { repoNode, root, tools } from './repo-node.mjs';
import { generateOperations } from './build.mjs';

const clientAddress = 'http://localhost:5173';
const env = { ...process.env, NODE_ENV: 'development' };
const serverEnv = { ...env, PUBLIC_URL: process.env.PUBLIC_URL || clientAddress };

const children = [
  [[tools.tsc, '-p', 'tsconfig.json', '--watch', '--preserveWatchOutput'], env],
  [
    ['--watch', '--watch-preserve-output', '--enable-source-maps', join('dist', 'server', 'main.js')],
    serverEnv,
  ],
  [[tools.vite, '--port', '5173', '--strictPort'], env],
].map(([args, childEnv]) => spawn(repoNode(), args, { cwd: root, env: childEnv, stdio: 'inherit' }));

let ending = false;

/** One ended or Ctrl-C: end the others and wait, so that the database is stopped cleanly. */
function endAll(code) {
  if (ending) return;
  ending = true;
  process.exitCode = code;
  for (const child of children) child.kill('SIGTERM');
}
for (const child of children) child.once('exit', (code) => endAll(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => endAll(0));

// Operations are typed anew as they are written; several events of one save count once.
let due;
function regenerate() {
  clearTimeout(due);
  due = setTimeout(() => {
    try {
      generateOperations();
    } catch (error) {
      console.error(error.message);
    }
  }, 200);
}
const watchers = [
  watch(join(root, 'client'), { recursive: true }, (_, name) => name?.endsWith('.graphql') && regenerate()),
  watch(join(root, 'schema.graphql'), regenerate),
];
for (const child of children) child.once('exit', () => watchers.forEach((watcher) => watcher.close()));
