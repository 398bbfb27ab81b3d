import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createHttpServer } from '../../server/platform/http-server.js';
import { TrustedDocuments } from '../../server/platform/trusted-documents.js';

/** The log at its usual verbosity after these addresses were asked for. */
async function logAfter(...addresses: string[]): Promise<string> {
  const lines: string[] = [];
  const app = await createHttpServer({
    config: {
      logLevel: 'info',
      logTo: { write: (line) => void lines.push(line) },
      trustProxy: false,
      publicUrl: undefined,
      introspection: false,
      requestsPerMinute: 0,
    },
    schema: buildSchema('type Query { a: Int }'),
    rules: [],
    trusted: new TrustedDocuments('/nowhere', false),
    identify: () => Promise.resolve({ kind: 'ANONYMOUS' }),
    clientFolder: '/nowhere',
    leaving: () => false,
    ready: () => Promise.resolve(),
  });
  for (const url of addresses) await app.inject({ url, headers: { accept: 'text/html' } });
  await app.close();
  return lines.join('');
}

describe('the log', () => {
  const secret = 'Zk3vVx2mYt8QbLw0N7cPsa1D';

  it.each([
    '/ghe/seat.',
    '/seat/seat.',
    '/man-hinh/room.',
    '/screen/room.',
    '/ghe/once.',
    '//ghe/seat%2E',
    '/GHE/seat.',
  ])('holds no card that came in by %s', async (path) => {
    const log = await logAfter(`${path}${secret}`, `${path}${secret}?a=b`);
    expect(log).toContain('incoming request');
    expect(log).not.toContain(secret);
  });

  it('holds paths without what was asked', async () => {
    const log = await logAfter(
      `/graphql?query={a}&token=${secret}`,
      `/?t=room.${secret}`,
      `/x/room.${secret}`,
    );
    expect(log).toContain('"url":"/graphql"');
    expect(log).toContain('"url":"/x/room.…"');
    expect(log).not.toContain(secret);
    expect(log).not.toContain('query=');
  });
});
