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

  async insert(fields: AccountFields, passwordHash: string): Promise<Account> {
    const id = randomUUID();
    await this.database.insert(AccountRow, { ...fields, id, passwordHash });
    return this.database.findOneByOrFail(AccountRow, { id });
  }

  async update(id: string, version: number, fields: AccountFields): Promise<boolean> {
    const { affected } = await this.database.update(
      AccountRow,
      { id, version },
      { ...fields, version: version + 1 },
    );
    return affected === 1;
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
