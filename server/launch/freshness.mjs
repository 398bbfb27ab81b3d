import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './repo-node.mjs';

/** Every file at or below a path, sorted; none when there is nothing. */
export function filesBelow(path, ignored = () => false) {
  if (ignored(path)) return [];
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name), ignored));
}

/** One short text for the contents of all these files: clones and checkouts change times, not contents. */
export function fingerprint(paths, ignored) {
  const hash = createHash('sha256').update(process.platform + process.arch);
  for (const file of paths.flatMap((path) => filesBelow(join(root, path), ignored)))
    hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

export function readStamp(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

export function writeStamp(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`);
}
