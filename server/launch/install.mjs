import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { changedSince, writeStamp } from './freshness.mjs';
import { root } from './repo-node.mjs';
import { announce, runTool } from './run-tool.mjs';

const stamp = join(root, 'node_modules', '.cham-sao-install');

/** npm writes this file at the end of every install of its own. */
const npmRecord = join(root, 'node_modules', '.package-lock.json');

/** Somebody may have run npm themselves since the lockfile last changed. A fresh clone has no record at all. */
function installedByHand() {
  return (
    existsSync(npmRecord) && statSync(npmRecord).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  );
}

/** Installs the packages when they are missing or not those of the lockfile. */
export function installWhenStale() {
  const changed = changedSince(stamp, ['package-lock.json']);
  if (existsSync(npmRecord) && changed === null) return;
  if (!installedByHand()) {
    announce('Đang cài các gói cần thiết, chừng một phút', 'installing packages, about a minute');
    const npm = process.env.npm_execpath;
    const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    if (npm) runTool(process.execPath, [npm, ...args]);
    else runTool('npm', args, { shell: process.platform === 'win32' });
  }
  if (changed !== null) writeStamp(stamp, changed);
}
