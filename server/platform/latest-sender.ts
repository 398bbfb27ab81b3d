import type { Duplex } from 'node:stream';
import type { FormattedExecutionResult } from 'graphql';
import type { WebSocket } from 'ws';

/**
 * Sends whole states over one socket, the latest one wins: one frame in flight, at most one waiting.
 * A client that stops reading costs one frame of memory and nobody else anything.
 */
export class LatestSender {
  private readonly head: Buffer;
  private busy = false;
  private pending: Buffer | undefined;

  /**
   * @param line the connection under the socket
   * @param operation id the client gave its subscription
   */
  constructor(
    private readonly socket: WebSocket,
    private readonly line: Duplex,
    private readonly operation: string,
  ) {
    this.head = Buffer.from(`{"id":${JSON.stringify(operation)},"type":"next","payload":`);
  }

  /**
   * Two fragments of one message, written together: the head is this viewer's, and the payload need not be copied for
   * each of a thousand viewers.
   * @param payload made by `payloadOf`; the same bytes for everybody of a cohort
   */
  send(payload: Buffer): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.busy) {
      this.pending = payload;
      return;
    }
    this.busy = true;
    this.line.cork();
    this.socket.send(this.head, { binary: false, fin: false });
    this.socket.send(payload, { binary: false, fin: true }, this.sent);
    this.line.uncork();
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

/** An execution result as the bytes that end a message. */
export function payloadOf(result: FormattedExecutionResult): Buffer {
  return Buffer.from(`${JSON.stringify(result)}}`);
}
