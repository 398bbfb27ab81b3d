import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program of ours running as a process of its own, as on somebody's machine. */
export interface Launched {
  child: ChildProcess;
  /** All it has printed so far, both ways. */
  output(): string;
  /** Waits until what it printed matches. @throws with all it printed when it ends or 60 seconds pass first */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | string>;
}

/**
 * Runs one of the project's scripts with the Node that runs the tests and only the given settings beside PATH. Backups are
 * made by those alone that ask for them: where only DATABASE_URL is set, they would go into the project's own data folder.
 * Nor does a server take its time to leave when no other one is there.
 */
export function launch(script: string, args: readonly string[], env: Record<string, string> = {}): Launched {
  const inherited = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    BACKUP_AUTO: 'off',
    DRAIN_SECONDS: '0',
  };
  const child = spawn(process.execPath, ['--enable-source-maps', script, ...args], {
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', (piece: Buffer) => (text += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (text += piece.toString()));
  let over = false;
  const ended = new Promise<number | string>((done) =>
    child.once('close', (code, signal) => {
      over = true;
      done(code ?? signal ?? 'unknown');
    }),
  );
  const printed = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (let waited = 0; waited < 60_000; waited += 20) {
      const found = pattern.exec(text);
      if (found) return found;
      if (over) break;
      await sleep(20);
    }
    throw new Error(`${script} never printed ${String(pattern)}, but:\n${text}`);
  };
  return { child, output: () => text, printed, ended };
}
