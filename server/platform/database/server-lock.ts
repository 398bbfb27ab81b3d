import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf } from './running-process.js';
import { StartFault } from './start-fault.js';

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The process that wrote the lock, if it still runs. */
function livingHolder(content: string): number | undefined {
  const [pid, identity] = content.split('\n');
  return identity && identityOf(Number(pid)) === identity ? Number(pid) : undefined;
}

/** The server that uses this data folder now, if any. */
export function findRunningServer(dataDir: string): number | undefined {
  return livingHolder(read(join(dataDir, 'server.pid')) ?? '');
}

/** Takes a dead server's lock away; puts it back when another start was quicker and it is a living one's. */
function removeStale(file: string): void {
  const aside = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (livingHolder(read(aside) ?? '') !== undefined) linkSync(aside, file);
  rmSync(aside, { force: true });
}

/**
 * Claims the data folder for this process, so that a second server over the same data is refused.
 * @returns how to give it back
 * @throws {StartFault} when another running server holds it
 */
export function lockDataFolder(dataDir: string): () => void {
  const file = join(dataDir, 'server.pid');
  const mine = `${process.pid}\n${identityOf(process.pid) ?? ''}\n`;
  // Written whole beside it and linked: a reader never meets a half-written lock, and linking fails if one exists.
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, mine, { mode: 0o644 });
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try {
        linkSync(draft, file);
        return () => {
          if (read(file) === mine) rmSync(file, { force: true });
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        if (findRunningServer(dataDir) !== undefined) break;
        removeStale(file);
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
  const holder = findRunningServer(dataDir);
  throw new StartFault(
    `Đã có máy chủ Chấm Sao khác (tiến trình ${holder ?? '?'}) đang dùng thư mục dữ liệu ${dataDir}: hãy dừng nó trước hoặc đặt DATA_DIR khác.`,
    `Another Chấm Sao server (process ${holder ?? '?'}) is using the data folder ${dataDir}: stop it first or set another DATA_DIR.`,
  );
}
