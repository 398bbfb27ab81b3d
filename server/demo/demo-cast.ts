import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { prepareDataFolder } from '../platform/database/data-folder.js';
import { findProjectRoot } from '../platform/database/project-root.js';

const schema = z.object({
  /** Where the server was reached when it wrote this. */
  address: z.string(),
  sessionId: z.string(),
  members: z.array(
    z.object({
      username: z.string(),
      memberId: z.string(),
      /** One-time link of the account. */
      token: z.string(),
      /** The sign-in that the link opened, once it was used: cookie and key. */
      signedIn: z.object({ cookie: z.string(), loginKey: z.string() }).optional(),
    }),
  ),
});

/** How `npm run demo:live` enters: as the accounts of the demo's members, which leaves the seats to people. */
export type DemoCast = z.infer<typeof schema>;

const fileIn = (folder: string): string => join(folder, 'demo-live.json');

/** Keeps the cast beside the data, for the owner of the server alone; a reader never meets half a file. */
export function keepCast(folder: string, cast: DemoCast): void {
  const draft = `${fileIn(folder)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(cast, null, 2), { mode: 0o600 });
  renameSync(draft, fileIn(folder));
}

/** Keeps the cast where that can be done: a server that has begun to serve does not stop for want of a folder. */
export function keepCastOrWarn(dataDir: string | undefined, cast: DemoCast): void {
  try {
    keepCast(prepareDataFolder(dataDir, findProjectRoot()), cast);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      `Chưa dùng được npm run demo:live, mọi việc khác vẫn chạy (demo:live cannot be used, all else works):\n${why}\n`,
    );
  }
}

/** @returns null where no server has written one here, or what stands there is none */
export function readDemoCast(folder: string): DemoCast | null {
  try {
    return schema.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')));
  } catch {
    return null;
  }
}
