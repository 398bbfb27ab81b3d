import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The Node that npm installs with the project, or the one running now where there is none (macOS). */
export function repoNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const brought = join(root, 'node_modules', `node-${system}-${process.arch}`, 'bin', program);
  return existsSync(brought) ? brought : process.execPath;
}

/** The script behind a package's command, to be run by a Node of our choice: shell shims differ between systems. */
export function toolScript(packageName, path) {
  return join(root, 'node_modules', packageName, path);
}

export const tools = {
  tsc: toolScript('typescript', 'bin/tsc'),
  vite: toolScript('vite', 'bin/vite.js'),
  vitest: toolScript('vitest', 'vitest.mjs'),
  vueTsc: toolScript('vue-tsc', 'bin/vue-tsc.js'),
  prettier: toolScript('prettier', 'bin/prettier.cjs'),
  eslint: toolScript('eslint', 'bin/eslint.js'),
  dependencyCruiser: toolScript('dependency-cruiser', 'bin/dependency-cruiser.mjs'),
  knip: toolScript('knip', 'bin/knip.js'),
};
