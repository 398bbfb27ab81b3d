import type { WebSocket } from 'ws';

/** Rows of sockets; each is looked at in its own second, so that ten thousand are never asked at once. */
const ROWS = 8;

/**
 * Finds out sockets whose other end has gone without a word: whoever said nothing for a round of eight seconds is asked,
 * and cut off a round later. Our own client speaks every ten seconds, and is hardly ever asked.
 */
export class Pulse {
  private readonly rows = Array.from({ length: ROWS }, () => new Set<WebSocket>());
  private readonly heard = new WeakSet<WebSocket>();
  private readonly asked = new WeakSet<WebSocket>();
  private readonly clock: NodeJS.Timeout;
  private seconds = 0;
  private watched = 0;

  /** @param rowMs how long a row waits for the next; a round takes eight times as long */
  constructor(rowMs = 1000) {
    this.clock = setInterval(() => this.beat(), rowMs);
    this.clock.unref();
  }

  watch(socket: WebSocket): void {
    const row = this.rows[(this.watched += 1) % ROWS]!;
    row.add(socket);
    socket.on('pong', this.hear);
    socket.on('message', this.hear);
    socket.once('close', () => row.delete(socket));
  }

  stop(): void {
    clearInterval(this.clock);
  }

  private beat(): void {
    for (const socket of this.rows[(this.seconds += 1) % ROWS]!) {
      if (socket.readyState !== socket.OPEN) continue;
      if (this.heard.delete(socket)) this.asked.delete(socket);
      else if (this.asked.has(socket)) socket.terminate();
      else {
        this.asked.add(socket);
        socket.ping();
      }
    }
  }

  /** Shared by all: `this` of a socket's listener is the socket. */
  private readonly hear = ((heard: WeakSet<WebSocket>) =>
    function (this: WebSocket) {
      heard.add(this);
    })(this.heard);
}
