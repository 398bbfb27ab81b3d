import type { EntityManager } from 'typeorm';
import type { RefusalCode } from '../../domain/refusal.js';
import type { Judged, LinkedAccount, Person, ProviderRecords } from './provider-sign-ins.js';

const LINKED = `select i.account_id as "accountId", a.retired_at is not null as retired
  from provider_identity i join account a on a.id = i.account_id`;

export class ProviderSignInRepository implements ProviderRecords {
  constructor(private readonly database: EntityManager) {}

  async begin(attempt: { key: string; secretHash: Buffer; next: string; expiresAt: Date }): Promise<void> {
    await this.database.query('delete from provider_attempt where expires_at <= now()');
    await this.database.query(
      'insert into provider_attempt (key, secret_hash, next, expires_at) values ($1, $2, $3, $4)',
      [attempt.key, attempt.secretHash, attempt.next, attempt.expiresAt],
    );
  }

  async use(key: string, secretHash: Buffer): Promise<{ next: string; first: boolean } | null> {
    const first = await this.changes(
      `update provider_attempt set used_at = now()
       where key = $1 and secret_hash = $2 and used_at is null and expires_at > now()`,
      [key, secretHash],
    );
    const [found] = await this.database.query<{ next: string }[]>(
      'select next from provider_attempt where key = $1 and secret_hash = $2 and expires_at > now()',
      [key, secretHash],
    );
    return found ? { next: found.next, first } : null;
  }

  async judge(
    key: string,
    { accountId, refusal }: { accountId: string | null; refusal: RefusalCode | null },
  ): Promise<void> {
    await this.database.query('update provider_attempt set account_id = $2, refusal = $3 where key = $1', [
      key,
      accountId,
      refusal,
    ]);
  }

  async judged(key: string): Promise<Judged | null> {
    const [found] = await this.database.query<Judged[]>(
      `select p.secret_hash as "secretHash", p.account_id as "accountId", p.refusal,
         a.retired_at is not null as retired
       from provider_attempt p left join account a on a.id = p.account_id
       where p.key = $1 and p.expires_at > now() and (p.account_id is not null or p.refusal is not null)`,
      [key],
    );
    return found ?? null;
  }

  remove(key: string): Promise<boolean> {
    return this.changes('delete from provider_attempt where key = $1', [key]);
  }

  async hold(accountId: string): Promise<boolean> {
    const held = await this.database.query<unknown[]>(
      'select 1 from account where id = $1 and retired_at is null for no key update',
      [accountId],
    );
    return held.length > 0;
  }

  async bySubject({ issuer, subject }: Person): Promise<LinkedAccount | null> {
    const [found] = await this.database.query<LinkedAccount[]>(
      `${LINKED} where i.issuer = $1 and i.subject = $2 for update of i`,
      [issuer, subject],
    );
    return found ?? null;
  }

  async byName(name: string, anyCase: boolean): Promise<LinkedAccount | null> {
    const [found] = await this.database.query<LinkedAccount[]>(
      `${LINKED} where lower(i.claim collate "C") = lower($1::text collate "C") and ($2 or i.claim = $1) for update of i`,
      [name, anyCase],
    );
    return found ?? null;
  }

  async bind(accountId: string, { issuer, subject }: Person): Promise<boolean> {
    // Somebody who comes back after his former account had ended.
    await this.database.query(
      `delete from provider_identity i using account a
       where a.id = i.account_id and a.retired_at is not null and i.issuer = $1 and i.subject = $2`,
      [issuer, subject],
    );
    return this.changes(
      `update provider_identity set issuer = $2, subject = $3, bound_at = coalesce(bound_at, now())
       where account_id = $1 and (subject is null or (issuer = $2 and subject = $3))`,
      [accountId, issuer, subject],
    );
  }

  private async changes(statement: string, parameters: unknown[]): Promise<boolean> {
    const [, affected] = await this.database.query<[unknown[], number]>(statement, parameters);
    return affected > 0;
  }
}
