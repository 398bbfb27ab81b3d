import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { headerLength, writeHeader } from './frame-header.js';

/** Ids up to this length are told apart by so few values that a thousand viewers have the same ones. */
const SHORT_ID = 3;
const NOTHING = Buffer.alloc(0);

/** An answer that many viewers get: made into bytes once. */
export class Payload {
  private readonly bytes: Buffer;
  private readonly whole = new Map<string, Buffer>();

  /** @param json the answer, as JSON */
  constructor(json: string) {
    this.bytes = Buffer.from(`${json}}`);
  }

  /**
   * The message to the operation with this id, as one frame: in one piece, shared with all whose id is the same, where
   * ids are short, as our client's are; else the viewer's own head and the bytes that everybody shares.
   */
  framed(id: string): readonly Buffer[] {
    if (id.length > SHORT_ID) return [this.head(id), this.bytes];
    let frame = this.whole.get(id);
    if (!frame) this.whole.set(id, (frame = Buffer.concat([this.head(id), this.bytes])));
    return [frame];
  }

  private head(id: string): Buffer {
    const head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
    const length = head.length + this.bytes.length;
    const bytes = Buffer.allocUnsafe(headerLength(length) + head.length);
    head.copy(bytes, writeHeader(bytes, 0, length));
    return bytes;
  }
}

/**
 * Sends whole states over one socket, the latest one wins: one frame in flight, at most one waiting.
 * A client that stops reading costs one frame of memory and nobody else anything.
 */
export class LatestSender {
  private busy = false;
  private pending: Payload | undefined;

  /**
   * @param stream the connection under the socket. Frames go straight to it, since they are the same for many sockets;
   *   without compression the socket writes each of its own frames in one go too, so they never mix
   * @param operation id the client gave its subscription
   */
  constructor(
    private readonly socket: WebSocket,
    private readonly stream: Duplex,
    private readonly operation: string,
  ) {}

  send(payload: Payload): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.busy) {
      this.pending = payload;
      return;
    }
    const [first, rest] = payload.framed(this.operation);
    if (rest) {
      this.stream.cork();
      this.stream.write(first);
      this.stream.write(rest);
      this.stream.uncork();
    } else this.stream.write(first);
    // Nearly always the system takes it at once; else an empty piece behind it tells when it has.
    if (this.stream.writableLength === 0) return;
    this.busy = true;
    this.stream.write(NOTHING, this.sent);
  }

  /** Says why the stream ends, as the protocol's error message. */
  fail(errors: readonly unknown[]): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.pending = undefined;
    this.socket.send(JSON.stringify({ id: this.operation, type: 'error', payload: errors }));
  }

  private readonly sent = (): void => {
    this.busy = false;
    const next = this.pending;
    this.pending = undefined;
    if (next) this.send(next);
  };
}
