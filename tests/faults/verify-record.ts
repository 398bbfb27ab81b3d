import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { launch } from '../support/launched.js';
import { makeTemporaryFolder } from '../support/temporary-folder.js';
import type { Laboratory } from './laboratory.js';

/**
 * Exports the record of the session as people would, and has the shipped verifier check it against the code of its
 * end that the room's screen showed.
 * @returns what it said; '' when all is right, the end included
 */
export async function verifyRecord({ database, sessionId, room }: Laboratory): Promise<string> {
  const head = room.tab.api.board()?.recordCode;
  if (!head) return 'the room shows no code of the record';
  const folder = makeTemporaryFolder();
  try {
    const file = join(folder.path, 'record.json');
    const exporting = launch('dist/server/export.js', [sessionId, file], { DATABASE_URL: database.url });
    if ((await exporting.ended) !== 0) return exporting.output();
    const run = spawnSync(process.execPath, ['server/verify/verify.mjs', file, '--head', head, '--en']);
    return run.status === 0 ? '' : `${run.stdout}${run.stderr}`;
  } finally {
    folder.remove();
  }
}
