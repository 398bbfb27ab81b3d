import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { repoNode, root } from '../../server/launch/repo-node.mjs';

const PRELOAD = new URL('./report-usage.mjs', import.meta.url).href;

/** A program of the bench in a process of its own, asked over IPC. */
export class Program {
  #answers = new Map();
  #asked = 0;
  #printed = '';

  /**
   * @param {string | URL} script
   * @param {{ env?: Record<string, string>, args?: string[], usage?: boolean, flags?: string[] }} settings
   *   `usage` preloads the reporter of CPU time and memory
   */
  constructor(script, { env = {}, args = [], usage = false, flags = [] } = {}) {
    const { PATH = '', HOME = '' } = process.env;
    this.name = String(script);
    this.child = fork(script instanceof URL ? fileURLToPath(script) : script, args, {
      cwd: root,
      execPath: repoNode(),
      execArgv: [
        '--enable-source-maps',
        '--min-semi-space-size=32',
        '--max-semi-space-size=32',
        ...flags,
        ...(usage ? ['--import', PRELOAD] : []),
      ],
      env: { PATH, HOME, NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream.on('data', (piece) => (this.#printed += piece));
    this.child.on('message', ({ answer, value, fault }) => {
      const waiting = this.#answers.get(answer);
      this.#answers.delete(answer);
      if (fault === undefined) waiting?.resolve(value);
      else waiting?.reject(new Error(`${this.name}: ${fault}`));
    });
    this.child.on('exit', (code, signal) => {
      const fault = new Error(`${this.name} ended (${code ?? signal}):\n${this.#printed}`);
      for (const { reject } of this.#answers.values()) reject(fault);
      this.#answers.clear();
    });
  }

  /** Asks the program to do something and waits for its answer. */
  ask(kind, value) {
    const ask = (this.#asked += 1);
    return new Promise((resolve, reject) => {
      this.#answers.set(ask, { resolve, reject });
      this.child.send({ ask, kind, value }, (error) => error && reject(error));
    });
  }

  /** Waits until what it printed matches. */
  async printed(pattern) {
    for (let waited = 0; waited < 60_000; waited += 50) {
      const found = pattern.exec(this.#printed);
      if (found) return found;
      if (this.child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`${this.name} never printed ${pattern}, but:\n${this.#printed}`);
  }

  async stop() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}
