import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import {
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  type GraphQLSchema,
  GraphQLError,
  type OperationDefinitionNode,
} from 'graphql';
import { type WebSocket, WebSocketServer } from 'ws';
import { AddressLimit } from './address-limit.js';
import { toldAge } from './database/report-age.js';
import type { Documents } from './documents.js';
import { LatestSender } from './latest-sender.js';
import { maskError, type FaultLog } from './mask-error.js';
import { closeSocket } from './outgoing.js';
import { originAllowed, type Identify } from './request-context.js';
import type { TrustedDocuments } from './trusted-documents.js';
import { type OpenSocket, speakGraphql } from './speak-graphql.js';
import { SocketViewers } from './socket-viewers.js';
import type { RequestContext } from './viewer.js';

/** A context of the socket: besides the asker, where boards are to be sent. */
export interface SocketContext extends RequestContext {
  readonly sender: LatestSender;
}

/** What serves subscriptions: returns a stream that keeps the operation open, or errors. */
export type Subscribe = (
  args: ExecutionArgs,
) => Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> | ExecutionResult;

export interface SocketSettings {
  readonly server: Server;
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly trusted: TrustedDocuments;
  readonly identify: Identify;
  readonly subscribe: Subscribe;
  /** Whether all that is asked finds out itself, where it acts, if the sign-in still holds. */
  judgesSignIn(operation: OperationDefinitionNode): boolean;
  readonly publicUrl: string | undefined;
  /** Who is at the other end, past the proxies that are believed. */
  addressOf(request: IncomingMessage): string;
  /** Sockets and, apart from these, operations of one network address; 0 sets no limit. */
  readonly requestsPerMinute: number;
  readonly log: FaultLog & Pick<FastifyBaseLogger, 'info'>;
  /** What the log calls a request. */
  nameOf(request: IncomingMessage): string;
  /** Whether the server is about to stop, and takes no sockets any more. */
  leaving(): boolean;
  parseCookies(header: string): Readonly<Record<string, string | undefined>>;
}

/** Questions and subscriptions under way on one socket. */
const MOST_OPERATIONS = 20;
const LARGEST_MESSAGE = 256 * 1024;

/** The sockets of this node. */
export interface Sockets {
  /** How many are open. */
  count(): number;
  stop(): Promise<void>;
}

/** GraphQL over sockets on the same port, with the same sign-ins, limits and masking as HTTP. */
export function serveSockets(settings: SocketSettings): Sockets {
  const { server, schema, documents, trusted, publicUrl, log } = settings;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    handleProtocols: (offered) => (offered.has('graphql-transport-ws') ? 'graphql-transport-ws' : false),
  });
  const opened = new AddressLimit(settings.requestsPerMinute);
  const asked = new AddressLimit(settings.requestsPerMinute);
  const admit = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const address = settings.addressOf(request);
    const wait = await opened.count(address);
    if (wait > 0) {
      socket.end(`HTTP/1.1 429 Too Many Requests\r\nRetry-After: ${wait}\r\nConnection: close\r\n\r\n`);
      return;
    }
    const reqId = settings.nameOf(request);
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const { method, url, headers } = request;
      log.info({ reqId, req: { method, url, host: headers.host, ip: address } }, 'socket opened');
      sockets.emit('connection', ws, request, reqId);
    });
  };
  server.on('upgrade', (request, socket, head) => {
    // Nobody else listens to this socket yet, and an error nobody listens to ends the process.
    socket.on('error', () => socket.destroy());
    if (request.url?.split('?')[0] !== '/graphql') return socket.destroy();
    // A proxy asks the next node.
    if (settings.leaving())
      return socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
    if (!originAllowed(request.headers.origin, request.headers.host, publicUrl)) {
      return socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    }
    return void admit(request, socket, head).catch(() => socket.destroy());
  });
  const viewers = new SocketViewers(settings.identify, settings.parseCookies, log);
  const open = (socket: WebSocket, request: IncomingMessage, requestId: string): OpenSocket => {
    const opened = { socket, stream: request.socket, address: settings.addressOf(request), requestId };
    viewers.greet(opened, request.headers);
    return opened;
  };
  const mask = (error: GraphQLError, { requestId }: OpenSocket) =>
    maskError(error.toJSON(), error, log, requestId);
  const stopSpeaking = speakGraphql(
    sockets,
    {
      subscribe: settings.subscribe,
      connectionInitWaitTimeout: 5000,
      // 4403 tells the client that trying again as the same viewer is of no use, and the reason why.
      onConnect: async ({ connectionParams, extra }) => {
        const viewer = await viewers.now(extra, connectionParams);
        const end = viewer.kind === 'ANONYMOUS' ? (viewer.ended ?? viewer.token?.end) : undefined;
        if (end) closeSocket(extra.socket, 4403, end);
        return viewer.kind !== 'ANONYMOUS';
      },
      onSubscribe: async ({ subscriptions, extra, connectionParams }, _id, payload) => {
        if (Object.keys(subscriptions).length > MOST_OPERATIONS) return turnAway(extra.socket);
        if ((await asked.count(extra.address)) > 0) return turnAway(extra.socket);
        const { query, extensions, operationName, variables: variableValues } = payload;
        try {
          // The protocol asks for a text in every message: whoever sends an id leaves it empty.
          const wanted = { query: query || undefined, extensions };
          const text = await trusted.read(wanted, () => viewers.now(extra, connectionParams));
          const document = documents.parse(text ?? '');
          const errors = documents.validate(document);
          return errors.length > 0 ? errors : { schema, document, operationName, variableValues };
        } catch (error) {
          // Thrown any later, it would count as our fault and end the socket with all its streams.
          if (error instanceof GraphQLError) return [error];
          throw error;
        }
      },
      context: async ({ connectionParams, extra }, id, _payload, args): Promise<SocketContext> => {
        const operation = getOperationAST(args.document, args.operationName);
        const asks = operation && settings.judgesSignIn(operation) ? 'known' : 'now';
        return {
          viewer: await viewers[asks](extra, connectionParams),
          requestId: extra.requestId,
          address: extra.address,
          sender:
            operation?.operation === 'subscription'
              ? new LatestSender(extra.socket, extra.stream, id)
              : NOWHERE,
        };
      },
      onNext: ({ extra }, _id, _payload, { contextValue }, result) => {
        const told = toldAge(contextValue as SocketContext);
        if (!result.errors && !told) return undefined;
        return {
          ...result,
          ...(result.errors && { errors: result.errors.map((error) => mask(error, extra)) }),
          ...(told && { extensions: { ...result.extensions, ...told } }),
        };
      },
      onError: ({ extra }, _id, _payload, errors) => errors.map((error) => mask(error, extra)),
    },
    log,
    open,
  );
  const stop = async (): Promise<void> => {
    // "Service restart": clients come back by themselves, at once, to whichever node is there.
    for (const socket of sockets.clients) closeSocket(socket, 1012, 'Server going away');
    // A screen that does not answer the farewell would hold the stop for half a minute.
    const cut = setTimeout(() => {
      for (const socket of sockets.clients) socket.terminate();
    }, 1000);
    await new Promise<void>((resolve, reject) =>
      sockets.close((error) => (error ? reject(error) : resolve())),
    );
    stopSpeaking();
    clearTimeout(cut);
  };
  return { count: () => sockets.clients.size, stop };
}

/** Asks for more than any screen does, at once or in a minute: nothing more is read from it, and soon it is cut off. */
function turnAway(socket: WebSocket): readonly GraphQLError[] {
  if (socket.readyState === socket.OPEN) {
    socket.pause();
    closeSocket(socket, 4429, 'Too many operations');
    setTimeout(() => socket.terminate(), 1000).unref();
  }
  return [
    new GraphQLError('Quá nhiều yêu cầu cùng lúc. / Too many operations at once.', {
      extensions: { code: 'BAD_REQUEST' },
    }),
  ];
}

const NOWHERE = { send: () => undefined, fail: () => undefined } as unknown as LatestSender;
