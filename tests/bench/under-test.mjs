import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinRunningPostgres } from '../../dist/server/platform/database/embedded-postgres.js';
import { root } from '../../server/launch/repo-node.mjs';
import { Program } from './program.mjs';

/** For whoever looks for what is slow: flags for the Node of the server under test. */
const FLAGS = (process.env.BENCH_NODE_FLAGS ?? '').split(' ').filter(Boolean);

/** A folder for an embedded database, gone when the work is done. @template T @param {(folder: string) => Promise<T>} work */
export async function inDataFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'cham-sao-bench-'));
  // Under root the database runs as another user, who must get through to its files.
  chmodSync(folder, 0o711);
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The server as it is started everywhere, but without its demo and without the limit on one network address, because
 * the load comes from one; with so many councils that score.
 * @param settings `councils`, of which there may be none, and, if not all of the demo's, `dossiers` of each; `env` and `flags` of the server besides
 * @param work what is measured, given the server, its address, that of its database, and the councils' sessions
 */
export function withCouncils({ councils, dossiers, env = {}, flags = [] }, work) {
  return inDataFolder(async (folder) => {
    const server = new Program(join(root, 'dist/bundle/main.js'), {
      env: {
        ...{ DATA_DIR: folder, PORT: '0', HOST: '127.0.0.1', DEMO: 'off', REQUESTS_PER_MINUTE: '0' },
        // Measured is what the councils do.
        ...{ BACKUP_AUTO: 'off', ...env },
      },
      usage: true,
      flags: [...FLAGS, ...flags],
    });
    const stage = new Program(new URL('./stage.mjs', import.meta.url));
    try {
      const [, address] = await server.printed(/(http:\/\/127\.0\.0\.1:\d+)/);
      const { url } = joinRunningPostgres(folder, root);
      const sessions = councils > 0 ? await stage.ask('stageCouncils', { url, councils, dossiers }) : [];
      await stage.stop();
      return await work({ server, address, url, sessions });
    } finally {
      await stage.stop();
      await server.stop();
    }
  });
}
