import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { StartFault } from './start-fault.js';

/** A user and group that files belong to and a process runs as. */
export interface Owner {
  uid: number;
  gid: number;
}

/**
 * Where the embedded database lies when nothing else is said. PostgreSQL refuses to run as root, and the
 * unprivileged user it then runs as cannot enter a project under root's closed home: hence /var/lib.
 */
function defaultDataFolder(projectRoot: string): string {
  if (process.getuid?.() !== 0) return join(projectRoot, '.data');
  const key = createHash('sha256').update(realpathSync(projectRoot)).digest('hex').slice(0, 8);
  return `/var/lib/cham-sao-${key}`;
}

/** Where the data of this server lie, whether the folder is there or not. */
export const dataFolderAt = (chosen: string | undefined, projectRoot: string): string =>
  resolve(projectRoot, chosen ?? defaultDataFolder(projectRoot));

/** Step by step: Node's own recursive mkdir never returns where the system forbids the last step, as in /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o711 });
}

/**
 * Makes the data folder and checks that it can be written.
 * @returns its real path
 * @throws {StartFault} when it cannot be made or written
 */
export function prepareDataFolder(chosen: string | undefined, projectRoot: string): string {
  const folder = dataFolderAt(chosen, projectRoot);
  try {
    makeFolder(folder);
    if (!statSync(folder).isDirectory()) throw new Error('not a folder');
    accessSync(folder, constants.W_OK | constants.X_OK);
    return realpathSync(folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    if (statSync(folder, { throwIfNoEntry: false })?.isFile())
      throw new StartFault(
        `DATA_DIR=${folder} là một tệp, không phải thư mục: hãy đặt DATA_DIR sang một thư mục.`,
        `DATA_DIR=${folder} is a file, not a folder: set DATA_DIR to a folder.`,
        { cause: error },
      );
    throw new StartFault(
      `Không ghi được vào thư mục dữ liệu ${folder} (${code}): hãy cấp quyền ghi hoặc đặt DATA_DIR sang thư mục khác.`,
      `The data folder ${folder} cannot be written (${code}): grant write permission or set DATA_DIR to another folder.`,
      { cause: error },
    );
  }
}

/** The user "nobody", who exists on every Unix: PostgreSQL's initdb wants a user with an entry in /etc/passwd. */
function findNobody(): Owner {
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody');
  if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  throw new StartFault(
    'Máy này không có người dùng "nobody" nên không chạy được cơ sở dữ liệu nhúng bằng quyền root: hãy chạy bằng người dùng thường hoặc đặt DATABASE_URL.',
    'This machine has no user "nobody", so the embedded database cannot run for root: run as an ordinary user or set DATABASE_URL.',
  );
}

/**
 * Whom the database must run as: undefined means ourselves. For root it is the owner of the existing files,
 * since PostgreSQL insists on one owner for ever, and "nobody" for new ones.
 */
export function chooseOwner(clusterFolder: string): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const existing = statSync(clusterFolder, { throwIfNoEntry: false });
  return existing && existing.uid !== 0 ? { uid: existing.uid, gid: existing.gid } : findNobody();
}

/** @throws {StartFault} when some folder on the way is closed to the user the database runs as */
export function assertReachable(folder: string, owner: Owner): void {
  for (let at = folder; ; at = dirname(at)) {
    const { uid, gid, mode } = statSync(at);
    const enter = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001;
    if ((mode & enter) === 0) {
      throw new StartFault(
        `Cơ sở dữ liệu không chạy được bằng quyền root, mà thư mục ${at} lại đóng với người dùng khác: hãy đặt DATA_DIR ra ngoài thư mục đó.`,
        `The database cannot run as root, and the folder ${at} is closed to other users: set DATA_DIR to a folder outside it.`,
      );
    }
    if (dirname(at) === at) return;
  }
}
