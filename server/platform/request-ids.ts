import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** As nginx writes its `$request_id`: nothing else that somebody sends comes into the log as an id. */
const OF_A_PROXY = /^[0-9a-f]{32}$/;

/**
 * How requests are called in the log: as the proxy calls them where one is believed, so that both logs tell of the same one;
 * else by numbers of our own, which no other node has, nor this one after its next start.
 */
export function requestIds(proxied: boolean): (request: Pick<IncomingMessage, 'headers'>) => string {
  const node = randomBytes(4).toString('hex');
  let count = 0;
  return ({ headers }) => {
    const given = headers['x-request-id'];
    if (proxied && typeof given === 'string' && OF_A_PROXY.test(given)) return given;
    return `${node}-${(count += 1).toString(36)}`;
  };
}

/** Apollo hands over an error, and not the request in which it came up. */
const requests = new WeakMap<object, string>();

/** From now on the log can tell in which request this came up. */
export function noteRequest(error: unknown, id: string | undefined): void {
  if (typeof error === 'object' && error !== null && id !== undefined) requests.set(error, id);
}

/** Undefined where nobody has noted it. */
export function requestOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  return requests.get(error) ?? requestOf((error as { originalError?: unknown }).originalError);
}
