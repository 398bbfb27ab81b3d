import type { FastifyRequest } from 'fastify';

/** Paths of the client whose last part lets somebody in: a seat's card, a screen's address, a one-time sign-in. */
const CARDS = /^\/+(ghe|seat|man-hinh|screen)\/+.*$/is;
const TOKENS = /\b(seat|room|once)(\.|%2e)[\w%-]+/gi;

/** An address as the log may hold it: without what lets its reader in, and without what was asked. */
export function loggedUrl(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  return path.replace(CARDS, '/$1/…').replace(TOKENS, '$1.…');
}

/** A request as the log may hold it. */
export function loggedRequest(
  request: Pick<FastifyRequest, 'method' | 'url' | 'host' | 'ip'> & {
    readonly socket?: FastifyRequest['socket'];
  },
) {
  return {
    method: request.method,
    url: loggedUrl(request.url),
    host: request.host,
    remoteAddress: request.ip,
    remotePort: request.socket?.remotePort,
  };
}

/** An error as the log may hold it: a database's error also carries the statement and its values, which are marks. */
export function plainError(error: Error & { code?: unknown; constraint?: unknown }) {
  const { name, message, stack, code, constraint } = error;
  return {
    type: name,
    message,
    stack: stack ?? '',
    ...(code !== undefined && { code }),
    ...(constraint !== undefined && { constraint }),
  };
}
