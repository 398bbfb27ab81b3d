import { randomUUID } from 'node:crypto';
import { IsNull, type EntityManager } from 'typeorm';
import { ApiTokenRow } from './api-token.entity.js';
import type { ApiToken, ApiTokenFields, ApiTokenRecords } from './api-tokens.js';

export class ApiTokenRepository implements ApiTokenRecords {
  constructor(private readonly database: EntityManager) {}

  list(): Promise<ApiToken[]> {
    return this.database
      .createQueryBuilder(ApiTokenRow, 'token')
      .orderBy('(token.revoked_at is not null or token.expires_at <= now())')
      .addOrderBy('token.createdAt', 'DESC')
      .addOrderBy('token.id')
      .getMany() as Promise<ApiTokenRow[]> as Promise<ApiToken[]>;
  }

  find(id: string): Promise<ApiToken | null> {
    return this.database.findOneBy(ApiTokenRow, { id }) as Promise<ApiToken | null>;
  }

  async insert(fields: ApiTokenFields & { tokenHash: Buffer; createdById: string }): Promise<ApiToken> {
    const id = randomUUID();
    await this.database.insert(ApiTokenRow, { ...fields, id, scopes: [...fields.scopes] });
    return this.database.findOneByOrFail(ApiTokenRow, { id }) as Promise<ApiToken>;
  }

  async revoke(id: string): Promise<boolean> {
    const { affected } = await this.database.update(
      ApiTokenRow,
      { id, revokedAt: IsNull() },
      { revokedAt: () => 'now()' },
    );
    return affected === 1;
  }
}
