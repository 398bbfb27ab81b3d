import type { EntityManager } from 'typeorm';
import { endLogins } from './login.repository.js';
import type { SecondFactorRecord, SecondFactorRecords } from './second-factors.js';

export class SecondFactorRepository implements SecondFactorRecords {
  constructor(private readonly database: EntityManager) {}

  async find(accountId: string): Promise<SecondFactorRecord | null> {
    const [found] = await this.database.query<SecondFactorRecord[]>(
      'select secret, confirmed_at as "confirmedAt" from second_factor where account_id = $1',
      [accountId],
    );
    return found ?? null;
  }

  async begin(accountId: string, secret: string): Promise<boolean> {
    const rows = await this.database.query<unknown[]>(
      `insert into second_factor as f (account_id, secret) values ($1, $2)
       on conflict (account_id) do update set secret = excluded.secret where f.confirmed_at is null returning 1`,
      [accountId, secret],
    );
    return rows.length > 0;
  }

  async lockAccount(accountId: string): Promise<void> {
    await this.database.query('select 1 from account where id = $1 for no key update', [accountId]);
  }

  endLogins(accountId: string, butLoginId: string): Promise<void> {
    return endLogins(this.database, accountId, butLoginId);
  }

  confirm(
    accountId: string,
    secret: string,
    step: number,
    recoveryHashes: readonly Buffer[],
  ): Promise<boolean> {
    return this.changes(
      `update second_factor set confirmed_at = now(), last_step = $3, recovery_hashes = $4
       where account_id = $1 and secret = $2 and confirmed_at is null`,
      [accountId, secret, step, recoveryHashes],
    );
  }

  useStep(accountId: string, step: number): Promise<boolean> {
    return this.changes(
      'update second_factor set last_step = $2 where account_id = $1 and (last_step is null or last_step < $2)',
      [accountId, step],
    );
  }

  useRecovery(accountId: string, hash: Buffer): Promise<boolean> {
    return this.changes(
      `update second_factor set recovery_hashes = array_remove(recovery_hashes, $2)
       where account_id = $1 and $2 = any (recovery_hashes)`,
      [accountId, hash],
    );
  }

  remove(accountId: string): Promise<boolean> {
    return this.changes('delete from second_factor where account_id = $1 and confirmed_at is not null', [
      accountId,
    ]);
  }

  private async changes(statement: string, parameters: unknown[]): Promise<boolean> {
    const [, affected] = await this.database.query<[unknown[], number]>(statement, parameters);
    return affected > 0;
  }
}
