import type { WebSocket } from 'ws';

/**
 * Sends whole states over one socket, the latest one wins: one frame in flight, at most one waiting.
 * A client that stops reading costs one frame of memory and nobody else anything.
 */
export class LatestSender {
  private readonly head: Buffer;
  private busy = false;
  private pending: Buffer | undefined;

  /** @param operation id the client gave its subscription */
  constructor(
    private readonly socket: WebSocket,
    private readonly operation: string,
  ) {
    this.head = Buffer.from(`{"id":${JSON.stringify(operation)},"type":"next","payload":`);
  }

  /** @param payload an execution result as JSON bytes; the same bytes for everybody of a cohort */
  send(payload: Buffer): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.busy) {
      this.pending = payload;
      return;
    }
    this.busy = true;
    this.socket.send(Buffer.concat([this.head, payload, TAIL]), { binary: false }, this.sent);
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

const TAIL = Buffer.from('}');
