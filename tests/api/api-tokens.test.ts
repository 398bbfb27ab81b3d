import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCouncilApi, type CouncilApi } from '../support/council-api.js';

let api: CouncilApi;
beforeAll(async () => {
  api = await openCouncilApi();
});
afterAll(() => api?.close());

describe('tokens of other systems', () => {
  const MAKE = `mutation ($input: ApiTokenInput!) { made: createApiToken(input: $input) {
    ... on NewApiToken { secret token { id name scopes revokedAt } } ... on Refusal { code fields { field } } } }`;
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const make = async (input: Record<string, unknown>) =>
    (
      await api.data<{
        made: { code?: string; secret: string; token: { id: string; scopes: string[] } };
      }>(MAKE, {
        input: { name: 'Cổng dữ liệu', scopes: ['REPORTS'], expiresAt: inDays(30), ...input },
      })
    ).made;

  it('show their secret once, and only its hash is kept', async () => {
    const { secret, token } = await make({ scopes: ['REPORTS', 'PRODUCTS', 'REPORTS'] });
    expect(secret).toMatch(/^api\.[\w-]{32}$/);
    expect(token.scopes).toEqual(['REPORTS', 'PRODUCTS']);
    const [row]: { hash: Buffer }[] = await api.database.query(
      'select token_hash as hash from api_token where id = $1',
      [token.id],
    );
    expect(row!.hash).toEqual(createHash('sha256').update(secret).digest());
    const { apiTokens } = await api.data<{ apiTokens: { id: string }[] }>(
      '{ apiTokens { id name scopes createdAt expiresAt } }',
    );
    expect(apiTokens.map(({ id }) => id)).toContain(token.id);
  });

  it('need a scope and an end within five years', async () => {
    expect(await make({ scopes: [] })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'input.scopes' }],
    });
    for (const expiresAt of [inDays(-1), inDays(6 * 365)])
      expect(await make({ expiresAt })).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ field: 'input.expiresAt' }],
      });
  });

  it('are revoked once, and streams hear of it', async () => {
    const { token } = await make({});
    const REVOKE = `mutation ($id: ID!) { revoked: revokeApiToken(id: $id) {
      ... on ApiToken { id revokedAt } ... on Refusal { code } } }`;
    api.facts.length = 0;
    const revoke = async () =>
      (await api.data<{ revoked: { code?: string; revokedAt?: string } }>(REVOKE, { id: token.id })).revoked;
    expect((await revoke()).revokedAt).toBeTruthy();
    expect(api.facts).toEqual([{ kind: 'rightsChanged', sessionId: null }]);
    expect(await revoke()).toMatchObject({ code: 'ALREADY_DONE' });
  });
});
