import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Owner } from './data-folder.js';
import { boundCommand } from './bound-command.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { StartFault } from './start-fault.js';

/** The database user, and the database, of the embedded PostgreSQL. */
export const embeddedName = 'cham_sao';

/** The password of the embedded database, made once and kept beside it, readable by its owner only. */
export function keepSecret(dataDir: string, owner: Owner | undefined): string {
  const file = join(dataDir, 'secret');
  if (!existsSync(file)) {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
    if (owner) chownSync(draft, owner.uid, owner.gid);
    renameSync(draft, file);
  }
  return readFileSync(file, 'utf8').trim();
}

function refuseOtherMajor(cluster: string, major: string): void {
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (found === major) return;
  throw new StartFault(
    `Dữ liệu trong ${cluster} thuộc PostgreSQL ${found}, còn bản đi kèm là ${major}: hãy chuyển dữ liệu hoặc dùng DATABASE_URL.`,
    `The data in ${cluster} belongs to PostgreSQL ${found}, the one that comes with the project is ${major}: migrate the data or use DATABASE_URL.`,
  );
}

/** Makes the database's files where there are none. Aside, then renamed: a kill in between leaves nothing half made. */
export async function ensureCluster(
  dataDir: string,
  binaries: PostgresBinaries,
  owner: Owner | undefined,
  durable: boolean,
): Promise<string> {
  const cluster = join(dataDir, 'db');
  if (existsSync(cluster)) {
    refuseOtherMajor(cluster, binaries.major);
    return cluster;
  }
  for (const left of readdirSync(dataDir).filter((name) => name.startsWith('db.new-')))
    rmSync(join(dataDir, left), { recursive: true, force: true });
  const draft = join(dataDir, `db.new-${randomBytes(4).toString('hex')}`);
  mkdirSync(draft, { mode: 0o700 });
  if (owner) chownSync(draft, owner.uid, owner.gid);
  const { file, args, options } = boundCommand(
    join(binaries.folder, 'bin', 'initdb'),
    [
      ...['-D', draft, '-U', embeddedName, `--pwfile=${join(dataDir, 'secret')}`, '--auth=scram-sha-256'],
      ...['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'],
      ...(durable ? [] : ['--no-sync']),
    ],
    owner,
  );
  try {
    await promisify(execFile)(file, args, { ...options, cwd: owner ? '/' : dataDir });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim().split('\n').at(-1) ?? String(error);
    rmSync(draft, { recursive: true, force: true });
    throw new StartFault(
      `Không tạo được cơ sở dữ liệu trong ${dataDir}: ${said}`,
      `The database could not be created in ${dataDir}: ${said}`,
      { cause: error },
    );
  }
  renameSync(draft, cluster);
  return cluster;
}
