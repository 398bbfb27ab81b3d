import type { FastifyInstance } from 'fastify';

/** How the server is, for whoever shares work out among several. */
export interface Health {
  /** Answers when the server can do its work. */
  ready(): Promise<void>;
  /** Whether it is about to stop: it still does what it is asked, and has connections made elsewhere from now on. */
  leaving(): boolean;
}

/** `/healthz`: the process lives. `/readyz`: send it work. */
export function tellHealth(app: FastifyInstance, { ready, leaving }: Health): void {
  app.get('/healthz', { config: { rateLimit: false } }, () => ({ status: 'ok' }));
  app.get('/readyz', { config: { rateLimit: false } }, async (_request, reply) => {
    if (leaving()) return reply.code(503).send({ status: 'leaving' });
    try {
      await ready();
      return { status: 'ready' };
    } catch (error) {
      app.log.error({ err: error }, 'not ready');
      return reply.code(503).send({ status: 'not ready' });
    }
  });
}
