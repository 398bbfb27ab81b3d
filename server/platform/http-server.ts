import type { IncomingMessage } from 'node:http';
import fastifyApollo from '@as-integrations/fastify';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { fastify, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { GraphQLSchema, ValidationRule } from 'graphql';
import { statedRefusal } from './answer-status.js';
import { apolloOver } from './apollo-over-http.js';
import { askedBy } from './asked-by.js';
import { trustOf } from './client-address.js';
import { serveProviderReturn, type ProviderDoor } from './provider-return.js';
import { tellHealth, type Health } from './health.js';
import { noteRequest } from './request-ids.js';
import { loggedRequest, plainError } from './request-log.js';
import { ATTEMPTS, credentialsOf, originAllowed, ReplyCookies, type Identify } from './request-context.js';
import { sameSecret, secretHash } from './secrets.js';
import { notHere, serveClient } from './serve-client.js';
import { requestAnswered } from './spots.js';
import type { TrustedDocuments } from './trusted-documents.js';
import { sayUnreadable } from './unreadable-request.js';
import type { RequestContext, Viewer } from './viewer.js';

/** What of the settings concerns this door. */
export interface HttpConfig {
  readonly logLevel: string;
  /** Where the log goes instead of standard output. */
  readonly logTo?: { write(line: string): void };
  /** Off, a number of proxies, or their addresses. */
  readonly trustProxy: false | number | string;
  readonly publicUrl: string | undefined;
  readonly introspection: boolean;
  /** Of one network address; 0 sets no limit. */
  readonly requestsPerMinute: number;
}

export interface HttpSettings extends Health {
  readonly config: HttpConfig;
  readonly schema: GraphQLSchema;
  readonly rules: readonly ValidationRule[];
  readonly trusted: TrustedDocuments;
  readonly identify: Identify;
  /** What the log calls a request. */
  nameOf(request: IncomingMessage): string;
  /** The built client; absent while it is built or served by the development server. */
  readonly clientFolder: string;
  /** The numbers of this node, and what whoever asks for them must show; absent: there are none to be had. */
  readonly metrics?: MetricsDoor | undefined;
  /** Where a provider sends people back to; absent: nobody signs in by one. */
  readonly provider?: ProviderDoor | undefined;
}

/** What `/metrics` shows, and to whom. */
export interface MetricsDoor {
  readonly token: string;
  readonly contentType: string;
  read(): Promise<string>;
}

/** The HTTP half of the one port: GraphQL, the built client, health. */
export async function createHttpServer(settings: HttpSettings): Promise<FastifyInstance> {
  const { config, trusted } = settings;
  const app = fastify({
    logger: {
      level: config.logLevel,
      serializers: { err: plainError, req: loggedRequest },
      ...(config.logTo && { stream: config.logTo }),
    },
    trustProxy: config.trustProxy !== false && trustOf(config.trustProxy),
    genReqId: settings.nameOf,
    bodyLimit: 256 * 1024,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    // Whatever still arrives over a connection is answered as long as there is a database to ask.
    return503OnClosing: false,
  });
  await app.register(helmet, {
    global: false,
    contentSecurityPolicy: { directives: POLICY },
    strictTransportSecurity: config.publicUrl?.startsWith('https:') ?? false,
  });
  app.addHook('onRequest', (_request, reply, done) => {
    if (settings.leaving()) reply.header('connection', 'close');
    done();
  });
  // Pages get the whole set, reckoned for each; an answer of the API is JSON and needs what keeps it JSON.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith('/graphql')) reply.headers(API_HEADERS);
    else reply.helmet();
    done();
  });
  app.addHook('onResponse', (_request, reply, done) => {
    requestAnswered.tell({ status: reply.statusCode, seconds: reply.elapsedTime / 1000 });
    done();
  });
  app.setErrorHandler(sayUnreadable);
  await app.register(cookie);
  // Long answers (a card, a list) for weak networks; short ones, as to a save, are not worth the work. What comes in is
  // never unpacked: a small packet could grow without end.
  await app.register(compress, { globalDecompression: false, encodings: ['gzip'], threshold: LONG_ANSWER });
  if (config.requestsPerMinute > 0) {
    await app.register(rateLimit, { max: config.requestsPerMinute, timeWindow: 60_000, hook: 'onRequest' });
  }
  closeConnectionsOnceIdle(app);
  const apollo = apolloOver(app, settings);
  await apollo.start();
  app.addHook('onRequest', async (request, reply) => {
    if (
      request.url.startsWith('/graphql') &&
      !originAllowed(request.headers.origin, request.host, config.publicUrl)
    ) {
      return reply
        .code(403)
        .send({ errors: [{ message: 'Trang này không được phép gọi. / This site may not call.' }] });
    }
    return undefined;
  });
  /** Who asks, and with what: the last moment before a document is parsed at which it can be refused in words. */
  const whoAsks = async (request: FastifyRequest): Promise<Viewer> => {
    const note = (error: unknown) => {
      noteRequest(error, request.id);
      throw error;
    };
    const viewer = await settings.identify(credentialsOf(request.headers, request.cookies)).catch(note);
    try {
      await trusted.read(askedBy(request), () => viewer);
    } catch (error) {
      throw statedRefusal(error, request.headers.accept);
    }
    return viewer;
  };
  const secure = config.publicUrl?.startsWith('https:') ?? false;
  await app.register(fastifyApollo(apollo), {
    path: '/graphql',
    method: ['GET', 'POST'],
    context: async (request, reply): Promise<RequestContext> => ({
      viewer: await whoAsks(request),
      requestId: request.id,
      cookies: new ReplyCookies(request, reply, secure),
      attemptCookies: new ReplyCookies(request, reply, secure, ATTEMPTS),
      address: request.ip,
      userAgent: request.headers['user-agent'],
    }),
  });
  tellHealth(app, settings);
  serveMetrics(app, settings.metrics);
  serveProviderReturn(app, settings.provider, secure);
  await serveClient(app, settings.clientFolder);
  return app;
}

function serveMetrics(app: FastifyInstance, door: MetricsDoor | undefined): void {
  if (!door) {
    app.get('/metrics', (_request, reply) => notHere(reply));
    return;
  }
  const { token, contentType, read } = door;
  const hash = secretHash(token);
  app.get('/metrics', async ({ headers }, reply) => {
    const shown = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
    if (shown === undefined || !sameSecret(shown, hash)) {
      return reply
        .code(401)
        .header('www-authenticate', 'Bearer')
        .send({ error: 'Cần METRICS_TOKEN. / METRICS_TOKEN is needed.' });
    }
    return reply.type(contentType).send(await read());
  });
}

/**
 * Fastify closes what is idle at the moment of stopping. A connection that was answering just then turns idle later
 * and would hold the stop until its keep-alive ends, more than a minute.
 */
function closeConnectionsOnceIdle(app: FastifyInstance): void {
  app.addHook('preClose', (done) => {
    const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
    app.server.once('close', () => clearInterval(sweep));
    done();
  });
}

/** From this length on an answer is compressed, in bytes. */
const LONG_ANSWER = 4096;

const API_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};

/** Nothing from elsewhere, no inline scripts. Sockets are named because older browsers do not count them as 'self'. */
const POLICY = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  workerSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  connectSrc: ["'self'", 'ws:', 'wss:'],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
  baseUri: ["'self'"],
  formAction: ["'self'"],
  upgradeInsecureRequests: null,
};
