import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { makeServer, type ServerOptions } from 'graphql-ws';
import type { WebSocket, WebSocketServer } from 'ws';
import type { FaultLog } from './mask-error.js';
import { closeSocket, Outgoing } from './outgoing.js';
import { Pulse } from './pulse.js';
import { faulted } from './spots.js';

/** What is at hand in every hook. The request that opened the socket is not kept: thousands only look on. */
export interface OpenSocket {
  readonly socket: WebSocket;
  /** The connection under the socket. */
  readonly stream: Duplex;
  /** Who is at the other end, past the proxies that are believed. */
  readonly address: string;
  /** What the log calls the request that opened it. */
  readonly requestId: string;
}

const INTERNAL_ERROR = 4500;

/**
 * Speaks graphql-transport-ws over these sockets. In the stead of graphql-ws's own binding: messages of one turn leave
 * together, and one clock asks all sockets whether they still live.
 * @param open takes down of the request what is needed later
 * @returns how to stop the clock
 */
export function speakGraphql(
  sockets: WebSocketServer,
  options: ServerOptions<Record<string, unknown>, OpenSocket>,
  log: FaultLog,
  open: (socket: WebSocket, request: IncomingMessage, requestId: string) => OpenSocket,
): () => void {
  const server = makeServer<Record<string, unknown>, OpenSocket>(options);
  const pulse = new Pulse();
  sockets.on('connection', (socket: WebSocket, request: IncomingMessage, requestId: string) => {
    const opened = open(socket, request, requestId);
    const outgoing = new Outgoing(socket, opened.stream);
    const fail = (error: unknown): void => {
      faulted.tell({});
      log.error({ reqId: requestId, err: error }, 'fault of a socket');
      closeSocket(socket, INTERNAL_ERROR, 'Internal server error');
    };
    // What the connection says of itself (cut off, a frame too large) is the other end's doing; ws closes it by itself.
    socket.on('error', () => undefined);
    const closed = server.opened(
      {
        protocol: socket.protocol,
        send: (text) => outgoing.say(text),
        close: (code, reason) => closeSocket(socket, code, reason),
        onMessage: (take) =>
          socket.on('message', (bytes) => {
            void take(String(bytes)).catch(fail);
          }),
      },
      opened,
    );
    pulse.watch(socket);
    socket.once('close', (code, reason) => void Promise.resolve(closed(code, String(reason))).catch(fail));
  });
  return () => pulse.stop();
}
