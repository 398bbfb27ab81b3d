// npm start: makes the clone ready, and is the server. Runs on a bare Node 20 before anything is installed.
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare } from './prepare-steps.mjs';
import { repoNode, root } from './repo-node.mjs';

const bundle = join(root, 'dist', 'bundle');

/** Another Node with our own flags, which gets every signal that we get and whose end is ours. */
function startInstead(program) {
  const child = spawn(program, [...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

if (prepare('start')) {
  const brought = repoNode();
  // The first start of a fresh clone: npm has found the machine's Node, and ours is there only now.
  if (realpathSync(brought) !== realpathSync(process.execPath)) startInstead(brought);
  else {
    // What was compiled once need not be compiled at each start; a folder that nobody may write to is left alone.
    module.enableCompileCache?.(join(bundle, '.compiled'));
    await import(pathToFileURL(join(bundle, 'main.js')).href);
    module.flushCompileCache?.();
  }
}
