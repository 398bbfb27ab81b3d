import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian keeps servers where only root looks for them. */
const FOLDERS = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

/**
 * Where a program of the system lies that some tests need: without it they are skipped, never silently. Where
 * REQUIRE_PROGRAMS=1 says that it must be there they fail.
 */
export function findProgram(name: string): string | null {
  const found = FOLDERS.map((folder) => join(folder, name)).find(canRun);
  if (found !== undefined) return found;
  if (process.env['REQUIRE_PROGRAMS'] === '1') throw new Error(`${name} is needed and not installed`);
  process.stderr.write(`SKIPPED: ${name} is not installed, so whatever needs it is not tested here\n`);
  return null;
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
