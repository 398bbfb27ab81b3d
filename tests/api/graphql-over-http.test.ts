import { auditServer } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/server.js';

/** What we do not allow: a question in an address needs a header that no foreign page can send (CSRF). */
const NOT_ALLOWED = [
  'MAY accept application/x-www-form-urlencoded formatted GET requests',
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
];

describe('the HTTP door as foreign clients know it', () => {
  let stage: TestServer;
  beforeAll(async () => {
    // Some audits ask __type, for want of any field that every server has.
    stage = await startTestServer({ introspection: true });
  });
  afterAll(() => stage?.stop());

  it('keeps to GraphQL over HTTP in all 61 audits of graphql-http but three that are options', async () => {
    const results = await auditServer({ url: `${stage.server.address}/graphql` });
    expect(results).toHaveLength(61);
    const others = results.filter(({ status }) => status !== 'ok');
    expect(others.map(({ status, name }) => `${status}: ${name}`)).toEqual(
      NOT_ALLOWED.map((name) => `notice: ${name}`),
    );
  });
});
