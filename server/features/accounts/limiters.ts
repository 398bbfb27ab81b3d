import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import type { MakeLimiter } from './sign-in-limits.js';

/** Counts as this node has seen them: enough where there is no other one. */
export const inMemory: MakeLimiter = (limit) => new RateLimiterMemory(limit);

/** Counts of all nodes over this database, so that whoever guesses gains nothing by asking another one. */
export function inDatabase(dataSource: DataSource): MakeLimiter {
  const table = { storeType: 'typeorm', tableName: 'attempt_count', tableCreated: true };
  return (limit) => new HashedKeys({ ...limit, ...table, storeClient: dataSource });
}

/** Who tried to sign in from where is nobody's business: the table holds hashes. */
class HashedKeys extends RateLimiterPostgres {
  override getKey(key: string): string {
    return super.getKey(createHash('sha256').update(key).digest('base64url'));
  }
}
