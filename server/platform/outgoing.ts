import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { headerLength, writeHeader } from './frame-header.js';

/** What may lie unread on its way to one device, in bytes: several of our largest answers. */
const MOST_UNREAD = 8 * 1024 * 1024;

/**
 * What is said over one socket in one turn of the event loop leaves in one piece. An answer and the word that it was the
 * last are two messages, and each piece is a call into the system, which costs as much as all the checks of a save.
 */
export class Outgoing {
  private texts: string[] = [];

  /** @param stream the connection under the socket; see `LatestSender` */
  constructor(
    private readonly socket: WebSocket,
    private readonly stream: Duplex,
  ) {
    BY_SOCKET.set(socket, this);
  }

  say(text: string): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.texts.push(text) === 1) soon(this);
  }

  flush(): void {
    const { texts } = this;
    this.texts = [];
    if (texts.length === 0 || this.socket.readyState !== this.socket.OPEN) return;
    this.stream.write(framed(texts));
    // Whoever asks and asks and reads no answer must not fill our memory.
    if (this.stream.writableLength > MOST_UNREAD) this.socket.terminate();
  }
}

const BY_SOCKET = new WeakMap<WebSocket, Outgoing>();

/** Closes a socket in good order, whoever does it: what was said over it in this turn goes before. */
export function closeSocket(socket: WebSocket, code?: number, reason?: string): void {
  BY_SOCKET.get(socket)?.flush();
  socket.close(code, reason);
}

let speaking: Outgoing[] = [];

function soon(outgoing: Outgoing): void {
  if (speaking.push(outgoing) > 1) return;
  setImmediate(() => {
    const all = speaking;
    speaking = [];
    for (const one of all) one.flush();
  });
}

function framed(texts: readonly string[]): Buffer {
  const lengths = texts.map((text) => Buffer.byteLength(text));
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + headerLength(length) + length, 0));
  let at = 0;
  for (const [index, text] of texts.entries()) {
    at = writeHeader(bytes, at, lengths[index]!);
    at += bytes.write(text, at);
  }
  return bytes;
}
