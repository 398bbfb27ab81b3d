// npm run lighthouse: the pages of the client as `npm start` serves them, looked at by Lighthouse as a mobile device of
// middling speed on a slow network. The exit code is 1 where one falls below the bar. `-- --only accessibility` or
// `best-practices` leaves out what depends on the speed of this machine; words are names of pages.
//
// Lighthouse is no dependency of the project (185 MB, which everybody who runs `npm start` would fetch). It is used
// where it has been installed beside: npm install --no-save lighthouse@13.5.0
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repoNode, root } from '../../server/launch/repo-node.mjs';
import { spawnSync } from 'node:child_process';

const wanted = join(root, 'node_modules', 'lighthouse', 'package.json');
if (!existsSync(wanted)) {
  console.error(
    'Chưa cài Lighthouse. (Lighthouse is not installed.)\n  npm install --no-save lighthouse@13.5.0',
  );
  process.exit(2);
}
// It needs a newer Node than the project does.
const { status } = spawnSync(
  repoNode(),
  [join(root, 'tests', 'lighthouse', 'look.mjs'), ...process.argv.slice(2)],
  { stdio: 'inherit', cwd: root },
);
process.exitCode = status ?? 1;
