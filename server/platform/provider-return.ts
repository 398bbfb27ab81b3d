import type { FastifyInstance } from 'fastify';
import { ATTEMPTS, ReplyCookies } from './request-context.js';
import type { SignInCookies } from './viewer.js';

/** Where a provider sends people back to, as it is registered there behind PUBLIC_URL. */
export const PROVIDER_RETURN_PATH = '/dang-nhap/oidc';

/** What becomes of whoever is sent back. */
export interface ProviderDoor {
  /**
   * @param query  what the provider wrote behind the address, with its question mark
   * @returns the path of ours to go on with; never fails
   */
  returned(query: string, cookies: Pick<SignInCookies, 'get'>): Promise<string>;
}

/** The one address that another site sends people to. Whatever it says, they go on at a path of ours. */
export function serveProviderReturn(
  app: FastifyInstance,
  door: ProviderDoor | undefined,
  secure: boolean,
): void {
  if (!door) return;
  app.get(PROVIDER_RETURN_PATH, async (request, reply) => {
    const at = request.url.indexOf('?');
    const query = at < 0 ? '' : request.url.slice(at);
    const path = await door.returned(query, new ReplyCookies(request, reply, secure, ATTEMPTS));
    // The address holds the provider's code: neither a cache nor the next page's referrer may have it.
    return reply.header('cache-control', 'no-store').redirect(path, 303);
  });
}
