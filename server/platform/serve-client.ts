import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** The framework's own answer would write the whole address into the log. */
export const notHere = (reply: FastifyReply) =>
  reply.code(404).send({ error: 'Không có ở đây. / Not here.' });

/** The client: hashed assets for good, the page itself always fresh, and every other address is the page. */
export async function serveClient(app: FastifyInstance, folder: string): Promise<void> {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) {
    app.setNotFoundHandler((_request, reply) => notHere(reply));
    return;
  }
  await app.register(staticFiles, {
    root: folder,
    index: false,
    preCompressed: true,
    maxAge: '1h',
    setHeaders: (reply, path) => {
      if (path.includes('/assets/'))
        void reply.header('cache-control', 'public, max-age=31536000, immutable');
      // What keeps the pages on tablets must never be an old one.
      if (/^sw\.js(\.\w+)?$/.test(basename(path))) void reply.header('cache-control', 'no-cache');
    },
  });
  // A page is read anew for each visitor: it is small, and a rebuilt client shows at once.
  const sendPage = async (reply: FastifyReply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await readFile(page));
  app.get('/', (_request, reply) => sendPage(reply));
  app.setNotFoundHandler({ preHandler: [] }, async (request, reply) => {
    // Of a build that is gone, say: a page in a file's stead would be no answer.
    const isFile = request.url.startsWith('/assets/');
    const wantsPage =
      !isFile && request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (!wantsPage) return notHere(reply);
    return sendPage(reply);
  });
}
