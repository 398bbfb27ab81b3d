import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** How the server is, for whoever shares work out among several. */
export interface Health {
  /** Answers when the server can do its work. */
  ready(): Promise<void>;
  /** Whether it is about to stop: it still does what it is asked, and has connections made elsewhere from now on. */
  leaving(): boolean;
}

/** How long a server may take to say that it can do its work, in milliseconds: whoever asks has no more patience. */
const READY_WITHIN = 5_000;

/** Asks once for all who want to know meanwhile: each would take a connection, and soon there were none left for work. */
function askedOnce(ready: () => Promise<void>): () => Promise<void> {
  let asking: Promise<void> | null = null;
  return async () => {
    asking ??= ready().finally(() => (asking = null));
    const late = sleep(READY_WITHIN, undefined, { ref: false }).then(() => {
      throw new Error(`no answer within ${READY_WITHIN} ms`);
    });
    await Promise.race([asking, late]);
  };
}

/** `/healthz`: the process lives. `/readyz`: send it work. */
export function tellHealth(app: FastifyInstance, { ready: ask, leaving }: Health): void {
  const ready = askedOnce(ask);
  app.get('/healthz', { config: { rateLimit: false } }, () => ({ status: 'ok' }));
  app.get('/readyz', { config: { rateLimit: false } }, async (request, reply) => {
    if (leaving()) return reply.code(503).send({ status: 'leaving' });
    try {
      await ready();
      return { status: 'ready' };
    } catch (error) {
      request.log.error({ err: error }, 'not ready');
      return reply.code(503).send({ status: 'not ready' });
    }
  });
}
