import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './repo-node.mjs';

/** Every file at or below a path, sorted; none when there is nothing. */
export function filesBelow(path, ignored = () => false) {
  if (ignored(path)) return [];
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return [];
  return stat.isDirectory() ? filesIn(path, ignored) : [path];
}

function filesIn(folder, ignored) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (ignored(path)) return [];
    return entry.isDirectory() ? filesIn(path, ignored) : [path];
  });
}

/** One short text for the contents of all these files: clones and checkouts change times, not contents. */
function contentsOf(files) {
  const hash = createHash('sha256').update(process.platform + process.arch);
  for (const file of files) hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

/** One short text for what their folders say of them: as long as it is the same nobody has written to them. */
function standingOf(files) {
  const hash = createHash('sha256').update(process.platform + process.arch);
  for (const file of files) {
    const { size, mtimeMs, ctimeMs } = statSync(file);
    hash.update(`\0${file}\0${size}\0${mtimeMs}\0${ctimeMs}`);
  }
  return hash.digest('hex');
}

/**
 * Whether files have changed since something was made of them, which its stamp tells.
 * @returns null: they have not; else the stamp to write once it is made anew
 */
export function changedSince(stamp, paths, ignored) {
  const files = paths.flatMap((path) => filesBelow(join(root, path), ignored));
  const [contents = '', standing = ''] = readStamp(stamp).split('\n');
  const now = standingOf(files);
  if (standing === now) return null;
  const wanted = contentsOf(files);
  const text = `${wanted}\n${now}`;
  if (contents !== wanted) return text;
  writeStamp(stamp, text);
  return null;
}

function readStamp(file) {
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
