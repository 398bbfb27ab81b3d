import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createHttpServer } from '../../server/platform/http-server.js';
import { requestIds } from '../../server/platform/request-ids.js';
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
    nameOf: requestIds(false),
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

describe('a request is called', () => {
  const PROXYS = '0123456789abcdef0123456789abcdef';
  const named = (proxied: boolean, ...headers: Record<string, string>[]) => {
    const nameOf = requestIds(proxied);
    return headers.map((each) => nameOf({ headers: each }));
  };

  it('as the proxy calls it, where one is believed', () => {
    expect(named(true, { 'x-request-id': PROXYS })).toEqual([PROXYS]);
    expect(named(false, { 'x-request-id': PROXYS })[0]).toMatch(/^[0-9a-f]{8}-1$/);
  });

  it('by a number of this node and this start otherwise, whatever somebody would have it called', () => {
    const wishes = ['', 'BÍ-MẬT', `${PROXYS}0`, PROXYS.toUpperCase(), `seat.${PROXYS}`, `${PROXYS}\n`];
    const names = named(true, {}, ...wishes.map((wish) => ({ 'x-request-id': wish })));
    expect(names.map((name) => name.slice(8))).toEqual(['-1', '-2', '-3', '-4', '-5', '-6', '-7']);
    expect(new Set([...names, ...named(true, {}, {})]).size).toBe(names.length + 2);
  });
});
