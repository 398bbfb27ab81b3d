import type { WebSocket } from 'ws';

/** Rows of sockets; each is asked in its own second, so that ten thousand are never asked at once. */
const ROWS = 12;

/** Finds out sockets whose other end has gone without a word, and cuts them off after 12 to 24 seconds of silence. */
export class Pulse {
  private readonly rows = Array.from({ length: ROWS }, () => new Set<WebSocket>());
  private readonly silent = new WeakSet<WebSocket>();
  private readonly clock: NodeJS.Timeout;
  private seconds = 0;
  private watched = 0;

  /** @param rowMs how long a row waits for the next; a round takes twelve times as long */
  constructor(rowMs = 1000) {
    this.clock = setInterval(() => this.beat(), rowMs);
    this.clock.unref();
  }

  watch(socket: WebSocket): void {
    const row = this.rows[(this.watched += 1) % ROWS]!;
    row.add(socket);
    socket.on('pong', this.heard);
    socket.once('close', () => row.delete(socket));
  }

  stop(): void {
    clearInterval(this.clock);
  }

  private beat(): void {
    for (const socket of this.rows[(this.seconds += 1) % ROWS]!) {
      if (socket.readyState !== socket.OPEN) continue;
      if (this.silent.has(socket)) socket.terminate();
      else {
        this.silent.add(socket);
        socket.ping();
      }
    }
  }

  /** Shared by all: `this` of a socket's listener is the socket. */
  private readonly heard = ((silent: WeakSet<WebSocket>) =>
    function (this: WebSocket) {
      silent.delete(this);
    })(this.silent);
}
