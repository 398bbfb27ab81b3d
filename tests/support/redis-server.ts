import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';
import { makeTemporaryFolder } from './temporary-folder.js';

/** A real Redis of this test's own, always on the same port. */
export class RedisServer {
  private child: ChildProcess | null = null;
  private readonly folder = makeTemporaryFolder();

  private constructor(
    private readonly program: string,
    readonly port: number,
  ) {}

  static async start(program: string): Promise<RedisServer> {
    const redis = new RedisServer(program, await freePort());
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const settings = {
      port: this.port,
      bind: '127.0.0.1',
      dir: this.folder.path,
      save: '',
      appendonly: 'no',
    };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const child = spawn(this.program, args, { stdio: 'ignore' });
    this.child = child;
    for (let waited = 0; waited < 10_000; waited += 20) {
      if (await answers(this.port)) return;
      if (child.exitCode !== null) break;
      await sleep(20);
    }
    throw new Error(`${this.program} did not start on port ${this.port}`);
  }

  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async remove(): Promise<void> {
    await this.kill();
    this.folder.remove();
  }
}

const answers = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => done(true)).once('error', () => done(false));
    socket.on('connect', () => socket.destroy());
  });
