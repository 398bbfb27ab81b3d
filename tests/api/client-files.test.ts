import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpServer } from '../../server/platform/http-server.js';
import { requestIds } from '../../server/platform/request-ids.js';
import { TrustedDocuments } from '../../server/platform/trusted-documents.js';
import { makeTemporaryFolder } from '../support/temporary-folder.js';

const SCRIPT = 'export const stars = 5;\n'.repeat(200);

const schema = buildSchema('type Query { card(length: Int!): String! }');
schema.getQueryType()!.getFields()['card']!.resolve = (_, { length }: { length: number }) =>
  '☆'.repeat(length);

describe('the files of the client', () => {
  const folder = makeTemporaryFolder();
  let app: Awaited<ReturnType<typeof createHttpServer>>;
  beforeAll(async () => {
    mkdirSync(join(folder.path, 'assets'));
    writeFileSync(join(folder.path, 'index.html'), '<!doctype html>');
    for (const name of ['sw.js', 'assets/index-1.js']) {
      writeFileSync(join(folder.path, name), SCRIPT);
      writeFileSync(join(folder.path, `${name}.br`), brotliCompressSync(SCRIPT));
      writeFileSync(join(folder.path, `${name}.gz`), gzipSync(SCRIPT));
    }
    app = await createHttpServer({
      config: {
        logLevel: 'silent',
        trustProxy: false,
        publicUrl: undefined,
        introspection: false,
        requestsPerMinute: 0,
      },
      schema,
      rules: [],
      trusted: new TrustedDocuments('/nowhere', false),
      nameOf: requestIds(false),
      identify: () => Promise.resolve({ kind: 'ANONYMOUS' }),
      clientFolder: folder.path,
      leaving: () => false,
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
    for (const encoding of ['', 'gzip', 'gzip, deflate, br']) {
      const asked = { accept: 'text/html', 'accept-encoding': encoding };
      const { statusCode, headers } = await app.inject({ url, headers: asked });
      expect(statusCode).toBe(200);
      expect(headers['cache-control']).toBe(keeping);
      expect(headers['content-type']).toContain(type);
    }
  });

  it('a file that is not there is missing, also for whoever opens its address', async () => {
    const { statusCode, body } = await app.inject({
      url: '/assets/index-0.js',
      headers: { accept: 'text/html' },
    });
    expect(statusCode).toBe(404);
    expect(body).toContain('Không có ở đây.');
  });

  it.each([
    ['br', 'gzip, deflate, br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ])('scripts travel as %s to whoever takes it', async (encoding, accepted, unpack) => {
    const url = '/assets/index-1.js';
    const { headers, rawPayload } = await app.inject({ url, headers: { 'accept-encoding': accepted } });
    expect(headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' });
    expect(unpack(rawPayload).toString()).toBe(SCRIPT);
    expect(rawPayload.length).toBeLessThan(SCRIPT.length / 10);
  });

  it('scripts travel as they are to whoever unpacks nothing', async () => {
    const { headers, body } = await app.inject({ url: '/assets/index-1.js' });
    expect(headers['content-encoding']).toBeUndefined();
    expect(body).toBe(SCRIPT);
  });

  const ask = (length: number, headers: Record<string, string> = {}, payload?: Buffer) =>
    app.inject({
      url: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-encoding': 'gzip, deflate, br', ...headers },
      payload: payload ?? JSON.stringify({ query: `{ card(length: ${length}) }` }),
    });

  it('long answers of the API are compressed, short ones are not worth it', async () => {
    const short = await ask(10);
    expect(short.headers['content-encoding']).toBeUndefined();
    expect(short.json()).toEqual({ data: { card: '☆'.repeat(10) } });
    const long = await ask(5000);
    expect(long.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(long.rawPayload).toString())).toEqual({ data: { card: '☆'.repeat(5000) } });
  });

  it('what comes in compressed is refused, not unpacked', async () => {
    const bomb = gzipSync(JSON.stringify({ query: '{ card(length: 1) }', padding: ' '.repeat(10_000_000) }));
    const { statusCode } = await ask(1, { 'content-encoding': 'gzip' }, bomb);
    expect(statusCode).toBe(400);
  });

  it('may start workers of this server alone', async () => {
    const { headers } = await app.inject({ url: '/', headers: { accept: 'text/html' } });
    expect(headers['content-security-policy']).toContain("worker-src 'self'");
  });
});
