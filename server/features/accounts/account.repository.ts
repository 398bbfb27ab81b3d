import { randomUUID } from 'node:crypto';
import { In, type EntityManager } from 'typeorm';
import { pageOf, type Page, type PageRequest } from '../../domain/page.js';
import { runPrepared } from '../../platform/prepared.js';
import type { SignInEnd } from '../../platform/viewer.js';
import { AccountRow } from './account.entity.js';
import type { Account, AccountFields, AccountRecords } from './accounts.js';
import { endLogins } from './login.repository.js';
import { READ_SIGN_IN_ENDS } from './sign-in-standing.js';

/** By display name without regard to tones, unless the searcher wrote some; by user name as it stands. */
const FOUND_BY_NAME = `(account.username ilike :pattern or searchable(account.display_name) like searchable(:pattern)
  and (searchable(:wanted) = lower(:wanted) or account.display_name ilike :pattern))`;

export class AccountRepository implements AccountRecords {
  constructor(private readonly database: EntityManager) {}

  async list(search: string | null, { first, after }: PageRequest): Promise<Page<Account>> {
    const found = this.database.createQueryBuilder(AccountRow, 'account');
    if (search) {
      const wanted = search.normalize('NFC');
      const pattern = `%${wanted.replace(/[\\%_]/g, '\\$&')}%`;
      found.where(FOUND_BY_NAME, { wanted, pattern });
    }
    const total = await found.getCount();
    if (after) {
      const [name, id] = after;
      found.andWhere('(account.display_name, account.id) > (:name, :id)', { name, id });
    }
    const rows: Account[] = await found
      .orderBy('account.displayName')
      .addOrderBy('account.id')
      .limit(first + 1)
      .getMany();
    return pageOf(rows, first, total, ({ displayName, id }) => [displayName, id]);
  }

  find(id: string): Promise<Account | null> {
    return this.database.findOneBy(AccountRow, { id });
  }

  findMany(ids: readonly string[]): Promise<Account[]> {
    return this.database.findBy(AccountRow, { id: In([...ids]) });
  }

  findByUsername(username: string): Promise<Account | null> {
    return this.database
      .createQueryBuilder(AccountRow, 'account')
      .where('lower(account.username) = lower(:username)', { username })
      .getOne();
  }

  async lockAdministrators(): Promise<void> {
    await this.database.query(
      'select id from account where is_admin and retired_at is null order by id for no key update',
    );
  }

  countAdministrators(): Promise<number> {
    return this.database
      .createQueryBuilder(AccountRow, 'account')
      .where('account.is_admin and account.retired_at is null')
      .getCount();
  }

  async insert({ providerName, ...fields }: AccountFields, passwordHash: string): Promise<Account> {
    const id = randomUUID();
    await this.database.insert(AccountRow, { ...fields, id, passwordHash });
    if (providerName) await this.setProviderName(id, providerName);
    return this.database.findOneByOrFail(AccountRow, { id });
  }

  async update(
    id: string,
    version: number,
    { providerName: _kept, ...fields }: AccountFields,
  ): Promise<boolean> {
    const { affected } = await this.database.update(
      AccountRow,
      { id, version },
      { ...fields, version: version + 1 },
    );
    return affected === 1;
  }

  findByProviderName(name: string): Promise<Account | null> {
    return this.database
      .createQueryBuilder(AccountRow, 'account')
      .where(
        `account.retired_at is null and account.id = (select i.account_id from provider_identity i
          where lower(i.claim collate "C") = lower(cast(:name as text) collate "C"))`,
        { name },
      )
      .getOne();
  }

  async setProviderName(id: string, name: string | null): Promise<void> {
    await this.database.query('delete from provider_identity where account_id = $1', [id]);
    // Whoever is just coming in by the former name has to begin anew.
    await this.database.query('delete from provider_attempt where account_id = $1', [id]);
    if (name === null) return;
    await this.database.query(
      `delete from provider_identity i using account a
       where a.id = i.account_id and a.retired_at is not null
         and lower(i.claim collate "C") = lower($1::text collate "C")`,
      [name],
    );
    await this.database.query('insert into provider_identity (account_id, claim) values ($1, $2)', [
      id,
      name,
    ]);
  }

  async retire(id: string): Promise<void> {
    await this.database.update(
      AccountRow,
      { id },
      { retiredAt: () => 'now()', version: () => 'version + 1' },
    );
  }

  async passwordHash(id: string): Promise<string | null> {
    const [row] = await this.database.query<{ passwordHash: string | null }[]>(
      'select password_hash as "passwordHash" from account where id = $1',
      [id],
    );
    return row?.passwordHash ?? null;
  }

  async setPassword(id: string, passwordHash: string): Promise<void> {
    await this.database.update(AccountRow, { id }, { passwordHash });
  }

  async signInEnd(loginId: string): Promise<SignInEnd | null> {
    const ids = [loginId];
    const [login] = await runPrepared<{ ended: SignInEnd | null }>(this.database, READ_SIGN_IN_ENDS, [ids]);
    return login ? login.ended : 'REVOKED';
  }

  endLogins(accountId: string, butLoginId: string | null): Promise<void> {
    return endLogins(this.database, accountId, butLoginId);
  }
}
