import { readFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** What is to happen to the next request that changes something. */
export type Mishap =
  | { readonly kind: 'answer dropped' }
  | { readonly kind: 'delayed'; readonly beforeMs: number; readonly afterMs: number }
  | { readonly kind: 'duplicated'; readonly apartMs: number; readonly answerOf: 'first' | 'second' }
  /** The line breaks; the request itself arrives late, when newer ones have passed it. */
  | { readonly kind: 'overtaken'; readonly lateMs: number };

interface Waiting {
  readonly mishap: Mishap;
  readonly happened: () => void;
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

const list = new URL('../../client/generated/trusted-documents.json', import.meta.url);
let texts: Readonly<Record<string, string>> | undefined;

/** Devices send ids; which text each stands for is on the list of the build. */
function changesSomething(body: Buffer): boolean {
  const id = /"sha256Hash":"(\w+)"/.exec(body.toString())?.[1];
  if (id === undefined) return body.includes('"query":"mutation');
  texts ??= JSON.parse(readFileSync(list, 'utf8')) as Record<string, string>;
  return texts[id]?.startsWith('mutation') ?? false;
}

/** The way of one device to the server, and all that can go wrong on it. A mishap that lies ready meets the next mutation. */
export class Door {
  /** Nobody gets in. */
  shut = false;
  private readonly mishaps: Waiting[] = [];
  private readonly outside = new Set<Duplex>();
  /** Both ends of each WebSocket: the device's, the server's. */
  private readonly streams = new Set<readonly [Duplex, Socket]>();
  private stalled: Promise<void> | null = null;
  private deaf = false;
  private readonly server: Server;

  private constructor(private readonly upstreamPort: () => number) {
    this.server = createServer(
      (message, reply) => void this.pass(message, reply).catch(() => reply.destroy()),
    );
    this.server.on('connection', (socket: Socket) => {
      if (this.shut) return void socket.destroy();
      this.outside.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.outside.delete(socket));
    });
    this.server.on('upgrade', (message: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.join(message, socket, head),
    );
    this.server.keepAliveTimeout = 60_000;
  }

  static async open(upstreamPort: () => number): Promise<Door> {
    const door = new Door(upstreamPort);
    await new Promise<void>((done) => door.server.listen(0, '127.0.0.1', done));
    return door;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** @returns settles when it has happened to a request */
  prepare(mishap: Mishap): Promise<void> {
    return new Promise((happened) => this.mishaps.push({ mishap, happened }));
  }

  /** Takes away what lies ready and met nothing. */
  forget(): void {
    for (const { happened } of this.mishaps.splice(0)) happened();
  }

  cut(): void {
    for (const socket of this.outside) socket.destroy();
    for (const [, inside] of this.streams) inside.destroy();
  }

  /** Nothing moves either way, and nobody is told. @param after cut, as where an access point starts again */
  async stall(milliseconds: number, after: 'cut' | 'go on'): Promise<void> {
    this.stalled = sleep(milliseconds);
    for (const pair of this.streams) for (const end of pair) end.pause();
    await this.stalled;
    this.stalled = null;
    if (after === 'cut') this.cut();
    else for (const pair of this.streams) for (const end of pair) end.resume();
  }

  /** The device keeps its socket and reads nothing from it. */
  async stopReading(milliseconds: number): Promise<void> {
    this.deaf = true;
    for (const [, inside] of this.streams) inside.pause();
    await sleep(milliseconds);
    this.deaf = false;
    for (const [, inside] of this.streams) inside.resume();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((done) => {
      this.server.close(done);
      this.server.closeAllConnections();
    });
  }

  private async pass(message: IncomingMessage, reply: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of message) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    await this.stalled;
    const send = () => this.deliver(message, body);
    const ready = changesSomething(body) ? this.mishaps.shift() : undefined;
    const answer = ready ? await this.meet(ready, reply, send) : await send();
    await this.stalled;
    if (!answer || reply.destroyed) return;
    reply.writeHead(answer.status, answer.headers).end(answer.body);
  }

  /** @returns the answer the device gets; null: none */
  private async meet(
    { mishap, happened }: Waiting,
    reply: ServerResponse,
    send: () => Promise<Answered>,
  ): Promise<Answered | null> {
    try {
      switch (mishap.kind) {
        case 'answer dropped':
          await send();
          reply.destroy();
          return null;
        case 'delayed': {
          await sleep(mishap.beforeMs);
          const answer = await send();
          await sleep(mishap.afterMs);
          return answer;
        }
        case 'duplicated': {
          const both = [send(), sleep(mishap.apartMs).then(send)] as const;
          const [first, second] = await Promise.all(both);
          return mishap.answerOf === 'first' ? first : second;
        }
        case 'overtaken':
          reply.destroy();
          await sleep(mishap.lateMs);
          await send();
          return null;
      }
    } finally {
      happened();
    }
  }

  private deliver({ method, url, headers }: IncomingMessage, body: Buffer): Promise<Answered> {
    return new Promise((answered, failed) => {
      const given = { ...headers, connection: 'close' };
      const sent = request(
        { host: '127.0.0.1', port: this.upstreamPort(), method, path: url, headers: given, agent: false },
        (answer) => {
          const pieces: Buffer[] = [];
          answer.on('data', (piece: Buffer) => pieces.push(piece));
          answer.on('error', failed);
          answer.on('end', () => {
            const { connection: _, 'transfer-encoding': __, 'keep-alive': ___, ...kept } = answer.headers;
            answered({ status: answer.statusCode ?? 502, headers: kept, body: Buffer.concat(pieces) });
          });
        },
      );
      sent.on('error', failed);
      sent.end(body);
    });
  }

  private join({ method, url, rawHeaders }: IncomingMessage, outside: Duplex, head: Buffer): void {
    const inside = connect(this.upstreamPort(), '127.0.0.1');
    const pair = [outside, inside] as const;
    this.streams.add(pair);
    const lines = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1]}`] : []));
    inside.write(`${method} ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    inside.write(head);
    outside.on('data', (piece: Buffer) => inside.write(piece));
    inside.on('data', (piece: Buffer) => outside.write(piece));
    for (const [one, other] of [pair, [inside, outside] as const]) {
      one.on('error', () => other.destroy());
      one.on('end', () => other.end());
      one.on('close', () => {
        other.destroy();
        this.streams.delete(pair);
      });
    }
    if (this.stalled) pair.forEach((end) => end.pause());
    else if (this.deaf) inside.pause();
  }
}
