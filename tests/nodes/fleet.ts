import { CouncilServer } from '../faults/council-server.js';
import type { Servers } from '../faults/laboratory.js';
import { freePort } from '../support/free-port.js';
import { Nginx } from '../support/nginx.js';

/** Several servers in processes of their own over one database, behind a real nginx. */
export class Fleet implements Servers {
  nodes: CouncilServer[] = [];
  nginx!: Nginx;

  constructor(
    private readonly program: string,
    private readonly count: number,
    private readonly databaseUrl: () => string,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  get port(): number {
    return this.nginx.port;
  }

  get address(): string {
    return this.nginx.address;
  }

  async start(): Promise<void> {
    for (let at = 0; at < this.count; at += 1) {
      const node = new CouncilServer(this.databaseUrl, {
        TRUST_PROXY: '1',
        DATABASE_POOL_SIZE: '4',
        ...this.settings,
      });
      node.port = await freePort();
      this.nodes.push(node);
    }
    await Promise.all(this.nodes.map((node) => node.start()));
    this.nginx = await Nginx.start(this.program, this.nodes.map(({ port }) => port)); // prettier-ignore
  }

  async kill(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.kill()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
    await this.nginx.stop();
  }

  /** Each is stopped as whoever watches over servers does it, and started again, one after the other. */
  async rollOver(): Promise<void> {
    for (const node of this.nodes) {
      await node.stop();
      await node.start();
    }
  }
}
