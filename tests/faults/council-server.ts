import { setTimeout as sleep } from 'node:timers/promises';
import { launch, type Launched } from '../support/launched.js';

/** The built server as a process of its own, over the database behind the gate; always on the same port. */
export class CouncilServer {
  private launched: Launched | null = null;
  port = 0;

  /** @param settings further ones */
  constructor(
    private readonly databaseUrl: () => string,
    private readonly settings: Readonly<Record<string, string>> = {},
  ) {}

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** All that this run of the process has printed. */
  get output(): string {
    return this.launched?.output() ?? '';
  }

  /** As whoever looks after a server would: again and again until it runs, for its database may be away. */
  async start(): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      const launched = launch('dist/bundle/main.js', [], {
        ...{ DATABASE_URL: this.databaseUrl(), DATABASE_POOL_SIZE: '6', PORT: String(this.port) },
        ...{ HOST: '127.0.0.1', DEMO: 'off', REQUESTS_PER_MINUTE: '0', BOARD_INTERVAL_MS: '50' },
        ...this.settings,
      });
      this.launched = launched;
      try {
        const [, port] = await launched.printed(/http:\/\/127\.0\.0\.1:(\d+)/);
        await launched.printed(/Ctrl-C/);
        this.port = Number(port);
        return;
      } catch (error) {
        await this.kill();
        if (attempt === 40) throw error;
        await sleep(500);
      }
    }
  }

  async kill(): Promise<void> {
    this.launched?.child.kill('SIGKILL');
    await this.launched?.ended;
  }

  /** The ordinary stop. */
  async stop(): Promise<void> {
    this.launched?.child.kill('SIGTERM');
    await this.launched?.ended;
  }

  /** Ended although nobody ended it. */
  get hasEnded(): boolean {
    return this.launched?.child.exitCode !== null;
  }
}
