import { spawnSync } from 'node:child_process';
import { root } from './repo-node.mjs';

/** A step of the preparation failed; the tool has already said why. */
export class StepFailed extends Error {}

/** Says what takes long, for the person who waits. */
export function announce(vietnamese, english) {
  console.log(`${vietnamese} (${english})…`);
}

/** Runs a program; shows what it printed only when it fails, or at once when `loud`. @throws {StepFailed} */
export function runTool(program, args, { loud = false, env = {}, shell = false } = {}) {
  const result = spawnSync(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: loud ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell,
  });
  if (result.status === 0) return;
  if (!loud) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  throw new StepFailed(result.error?.message ?? `${args[0] ?? program}: ${result.status ?? result.signal}`);
}
