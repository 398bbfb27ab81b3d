import { spawnSync } from 'node:child_process';
import type { Owner } from './data-folder.js';

export interface BoundCommand {
  file: string;
  args: string[];
  options: { uid?: number; gid?: number };
}

let setprivWorks: boolean | undefined;

/** Whether setpriv of util-linux is there and knows --pdeathsig (BusyBox's does not). */
function hasSetpriv(): boolean {
  setprivWorks ??=
    process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig=keep', 'true']).status === 0;
  return setprivWorks;
}

/**
 * A command that runs as another user and ends with us: where the machine can, the kernel interrupts it even
 * when we are killed outright and can run no code any more.
 */
export function boundCommand(
  program: string,
  args: readonly string[],
  owner: Owner | undefined,
): BoundCommand {
  if (!hasSetpriv()) return { file: program, args: [...args], options: owner ?? {} };
  const user = owner ? [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'] : [];
  return { file: 'setpriv', args: [...user, '--pdeathsig=INT', program, ...args], options: {} };
}
