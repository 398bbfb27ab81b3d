import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stands between the server and PostgreSQL, on a port that stays while PostgreSQL comes back on another one. */
export class Gate {
  /** How long each piece of data takes on its way, each way. */
  delayMs = 0;
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private readonly silent = new WeakSet<Socket>();
  private readonly server: Server;

  private constructor(private readonly upstreamPort: () => number) {
    this.server = createServer((from) => this.join(from));
  }

  static async open(upstreamPort: () => number): Promise<Gate> {
    const gate = new Gate(upstreamPort);
    await new Promise<void>((done) => gate.server.listen(0, '127.0.0.1', done));
    return gate;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Breaks every connection off, in the middle of whatever it carries. */
  cut(): void {
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
  }

  /**
   * Has every connection there is carry nothing any more, and tells nobody: as a firewall that forgot them, or a machine
   * that is gone. New ones are carried.
   * @param what  'answers' lets the questions through still
   */
  silence(what: 'all' | 'answers' = 'all'): void {
    for (const [from, to] of this.pairs) {
      this.silent.add(to);
      if (what === 'all') this.silent.add(from);
    }
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((done) => this.server.close(done));
  }

  private join(from: Socket): void {
    const to = connect(this.upstreamPort(), '127.0.0.1');
    const pair = [from, to] as const;
    this.pairs.add(pair);
    for (const [one, other] of [pair, [to, from] as const]) {
      this.carry(one, other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        // Who falls silent says no farewell either.
        if (this.silent.has(one)) return;
        other.destroy();
        this.pairs.delete(pair);
      });
    }
  }

  /** In order, however long each piece takes. */
  private carry(from: Socket, to: Socket): void {
    let before: Promise<unknown> = Promise.resolve();
    from.on('data', (piece: Buffer) => {
      const wait = this.delayMs;
      before = before.then(async () => {
        if (wait > 0) await sleep(wait);
        if (!to.destroyed && !this.silent.has(from)) to.write(piece);
      });
    });
    from.on('end', () => void before.then(() => this.silent.has(from) || to.end()));
  }
}
