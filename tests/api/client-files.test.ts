import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpServer } from '../../server/platform/http-server.js';
import { makeTemporaryFolder } from '../support/temporary-folder.js';

describe('the files of the client', () => {
  const folder = makeTemporaryFolder();
  let app: Awaited<ReturnType<typeof createHttpServer>>;
  beforeAll(async () => {
    mkdirSync(join(folder.path, 'assets'));
    writeFileSync(join(folder.path, 'index.html'), '<!doctype html>');
    writeFileSync(join(folder.path, 'sw.js'), '');
    writeFileSync(join(folder.path, 'assets', 'index-1.js'), '');
    app = await createHttpServer({
      config: {
        logLevel: 'silent',
        trustProxy: false,
        publicUrl: undefined,
        introspection: false,
        requestsPerMinute: 0,
      },
      schema: buildSchema('type Query { a: Int }'),
      rules: [],
      identify: () => Promise.resolve({ kind: 'ANONYMOUS' }),
      clientFolder: folder.path,
      ready: () => Promise.resolve(),
    });
  });
  afterAll(async () => {
    await app.close();
    folder.remove();
  });

  it.each([
    ['/', 'no-cache', 'text/html'],
    ['/ghe/seat.abc', 'no-cache', 'text/html'],
    ['/sw.js', 'no-cache', 'application/javascript'],
    ['/assets/index-1.js', 'public, max-age=31536000, immutable', 'application/javascript'],
  ])('%s may be kept: %s', async (url, keeping, type) => {
    const { statusCode, headers } = await app.inject({ url, headers: { accept: 'text/html' } });
    expect(statusCode).toBe(200);
    expect(headers['cache-control']).toBe(keeping);
    expect(headers['content-type']).toContain(type);
  });

  it('may start workers of this server alone', async () => {
    const { headers } = await app.inject({ url: '/', headers: { accept: 'text/html' } });
    expect(headers['content-security-policy']).toContain("worker-src 'self'");
  });
});
