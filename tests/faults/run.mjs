// npm run faults -- [--faults 1000] [--seed 7]: the long round of the fault laboratory; see docs/faults.md.
// The same seed picks the same faults in the same order; what they meet is up to the machine.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repoNode, root, tools } from '../../server/launch/repo-node.mjs';

const { values } = parseArgs({
  options: {
    faults: { type: 'string', default: '1000' },
    seed: { type: 'string', default: `${Date.now() % 2 ** 31}` },
  },
});
for (const [name, value] of Object.entries(values)) {
  if (/^\d+$/.test(value)) continue;
  console.error(`--${name} ${value}: cần một số nguyên. (A whole number is needed.)`);
  process.exit(2);
}
const { status } = spawnSync(
  repoNode(),
  [
    tools.vitest,
    'run',
    '--project=server',
    '--disableConsoleIntercept=true',
    join('tests', 'faults', 'faults.test.ts'),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, FAULTS: values.faults, FAULTS_SEED: values.seed } },
);
process.exitCode = status ?? 1;
