import type { Page, PageRequest } from '../../domain/page.js';
import { Refusal } from '../../domain/refusal.js';
import { invalid, quoted, refuseDuplicates, tidyWording } from '../../domain/wording.js';
import { unauthenticated } from '../../platform/authorize.js';
import { checkAll } from '../../platform/check-all.js';
import { orTaken } from '../../platform/or-taken.js';
import type { Transactor, Tx } from '../../platform/transact.js';
import type { SignInEnd } from '../../platform/viewer.js';
import { checkNewPassword, checkOtherPassword } from './account-password.js';

export interface Account {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly isAdmin: boolean;
  /** False: it enters by one-time links only. */
  readonly hasPassword: boolean;
  /** Signing in by password asks for a code of a phone too. */
  readonly hasSecondFactor: boolean;
  /** Who it is at the single sign-on, as an administrator wrote it down; null: not linked. */
  readonly providerName: string | null;
  /** Since when one person there has it; null before the first sign-in. */
  readonly providerBoundAt: Date | null;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
  readonly retiredAt: Date | null;
  readonly version: number;
}

export interface AccountFields {
  readonly username: string;
  readonly displayName: string;
  readonly isAdmin: boolean;
  /** Who it is at the single sign-on; empty: nobody; null or absent: as it was. */
  readonly providerName?: string | null | undefined;
}

/** Who acts: whose account, and through which sign-in. */
export interface Administrator {
  readonly accountId: string;
  readonly loginId: string;
}

/** Where accounts are kept. */
export interface AccountRecords {
  list(search: string | null, page: PageRequest): Promise<Page<Account>>;
  find(id: string): Promise<Account | null>;
  findMany(ids: readonly string[]): Promise<Account[]>;
  /** By user name, without regard to upper and lower case. */
  findByUsername(username: string): Promise<Account | null>;
  /** Keeps everybody else from changing administrators meanwhile; must be called before any other read. */
  lockAdministrators(): Promise<void>;
  /** Administrators who are not retired. */
  countAdministrators(): Promise<number>;
  insert(fields: AccountFields, passwordHash: string): Promise<Account>;
  /** @returns false where the account has another version by now */
  update(id: string, version: number, fields: AccountFields): Promise<boolean>;
  /** An account in use that is linked to this name of the single sign-on, small and capital letters alike. */
  findByProviderName(name: string): Promise<Account | null>;
  /** Links the account anew; whoever had it by the single sign-on has it no more. */
  setProviderName(id: string, name: string | null): Promise<void>;
  retire(id: string): Promise<void>;
  /** What its password is known by; null where it has none. */
  passwordHash(id: string): Promise<string | null>;
  setPassword(id: string, passwordHash: string): Promise<void>;
  /** Why a sign-in no longer holds; null while it does. */
  signInEnd(loginId: string): Promise<SignInEnd | null>;
  /** Ends the account's sign-ins, but for one, and voids its one-time links. */
  endLogins(accountId: string, butLoginId: string | null): Promise<void>;
}

/** Accounts as administrators keep them. */
export class Accounts {
  constructor(
    private readonly transactor: Transactor,
    private readonly recordsIn: (tx: Tx) => AccountRecords,
    private readonly hash: (password: string) => Promise<string>,
  ) {}

  list(search: string | null | undefined, page: PageRequest): Promise<Page<Account>> {
    return this.records.list(search?.trim() || null, page);
  }

  find(id: string): Promise<Account | null> {
    return this.records.find(id);
  }

  /** Those of the accounts that exist, in any order. */
  findMany(ids: readonly string[]): Promise<Account[]> {
    return this.records.findMany(ids);
  }

  /**
   * @param checkShape  what else must hold of the fields given; its faults are named together with the others
   * @throws {Refusal} INVALID_INPUT, DUPLICATE for the user name, WEAK_PASSWORD; INVALID_INPUT for several of them
   */
  async create(
    given: AccountFields,
    password: string,
    checkShape: () => unknown = () => undefined,
  ): Promise<Account> {
    const fields = tidy(given);
    const checkFree = () => checkNames(this.records, fields, null);
    await checkAll(
      checkShape,
      () => checkSpaces(fields),
      checkFree,
      () => checkNewPassword('password', password, fields.username),
    );
    const passwordHash = await this.hash(password);
    return orTaken(
      () => this.transactor.run((tx) => this.recordsIn(tx).insert(fields, passwordHash)),
      checkFree,
    );
  }

  /**
   * Whoever may administer no longer has to sign in anew, so that no screen still open keeps the old rights.
   * @throws {Refusal} NOT_FOUND, RETIRED, INVALID_INPUT, CONFLICT where somebody else was quicker, DUPLICATE, IN_USE
   *   for one's own right and where nobody would be left to administer
   */
  async change(id: string, version: number, given: AccountFields, by: Administrator): Promise<Account> {
    const fields = tidy(given);
    return this.transactor.run(async (tx, emit) => {
      const records = this.recordsIn(tx);
      await records.lockAdministrators();
      const account = await inUse(records, id);
      if (account.version !== version) throw new Refusal('CONFLICT', { account: id });
      const demoted = account.isAdmin && !fields.isAdmin;
      await checkAll(
        () => checkSpaces(fields),
        () => checkNames(records, fields, account.id),
        () => demoted && checkMayDemote(records, account.id, by),
      );
      const { providerName = null } = fields;
      const relinked = providerName !== null && providerName !== (account.providerName ?? '');
      if (demoted) await records.endLogins(account.id, null);
      // Whoever came in by a link that was a mistake must not stay.
      else if (relinked && account.providerName !== null)
        await records.endLogins(account.id, account.id === by.accountId ? by.loginId : null);
      // Whoever holds the name by now is read outside of this transaction, which is lost.
      const changed = await orTaken(
        async () => {
          if (relinked) await records.setProviderName(account.id, providerName || null);
          return records.update(id, version, fields);
        },
        () => checkNames(this.records, fields, account.id),
      );
      if (!changed) throw new Refusal('CONFLICT', { account: id });
      emit({ kind: 'rightsChanged', sessionId: null });
      return existing(records, id);
    });
  }

  /**
   * Somebody else's new password: it ends every sign-in of the account, for it is given when the old one may be known to
   * others. One's own asks for the present one: a device left open must not be enough to take the account.
   * @throws {Refusal} NOT_FOUND, RETIRED, WEAK_PASSWORD, IN_USE for one's own account
   * @throws {GraphQLError} UNAUTHENTICATED where the administrator's own sign-in has ended meanwhile
   */
  async setPassword(id: string, password: string, by: Administrator): Promise<Account> {
    // The database takes an id in other letters too; the one that is compared is its own.
    const account = await inUse(this.records, id);
    if (account.id === by.accountId) throw kept('id', OWN_PASSWORD);
    await checkNewPassword('password', password, account.username);
    return this.writePassword(account.id, password, by);
  }

  /**
   * A person's own new password. Every other sign-in of the account ends, for the old one may be known to others.
   * @param current the present password as given; not asked for where the account has none yet
   * @param right whether it is the account's
   * @throws {Refusal} NOT_FOUND, RETIRED, WRONG_PASSWORD, WEAK_PASSWORD, CONFLICT where another one was set meanwhile
   * @throws {GraphQLError} UNAUTHENTICATED where the sign-in has ended meanwhile
   */
  async changeOwnPassword(
    by: Administrator,
    current: string | null,
    right: (username: string, password: string) => Promise<boolean>,
    next: string,
  ): Promise<Account> {
    const { username } = await inUse(this.records, by.accountId);
    const former = await this.records.passwordHash(by.accountId);
    if (former !== null) {
      if (current === null || !(await right(username, current))) throw new Refusal('WRONG_PASSWORD');
      checkOtherPassword('next', next, current);
    }
    await checkNewPassword('next', next, username);
    return this.writePassword(by.accountId, next, by, async (records) => {
      if ((await records.passwordHash(by.accountId)) !== former)
        throw new Refusal('CONFLICT', { account: by.accountId });
    });
  }

  /**
   * A retired account stays in the record and can no longer sign in.
   * @throws {Refusal} NOT_FOUND, ALREADY_DONE, IN_USE for one's own account and for the last administrator
   */
  async retire(id: string, by: Administrator): Promise<Account> {
    return this.transactor.run(async (tx, emit) => {
      const records = this.recordsIn(tx);
      await records.lockAdministrators();
      const account = await existing(records, id);
      if (account.id === by.accountId) throw kept('id', OWN);
      if (account.retiredAt !== null) throw new Refusal('ALREADY_DONE', { account: id });
      if (account.isAdmin) await checkNotLast(records, 'id');
      // The account before its sign-ins: one that is just being made waits for the account, and is seen or refused.
      await records.retire(id);
      await records.endLogins(id, null);
      emit({ kind: 'rightsChanged', sessionId: null });
      return existing(records, id);
    });
  }

  /**
   * Judging and hashing take their time: whether the asker may still set it is looked at again when nobody else can
   * change an account any more. Otherwise a stolen sign-in would undo the very password that ends it.
   */
  private async writePassword(
    id: string,
    password: string,
    by: Administrator,
    checkStill: (records: AccountRecords) => Promise<void> = () => Promise.resolve(),
  ): Promise<Account> {
    const passwordHash = await this.hash(password);
    return this.transactor.run(async (tx, emit) => {
      const records = this.recordsIn(tx);
      await records.lockAdministrators();
      const ended = await records.signInEnd(by.loginId);
      if (ended) throw unauthenticated(ended);
      await inUse(records, id);
      await checkStill(records);
      // The account before its sign-ins: one that is just being made by the old password is seen here, or refused there.
      await records.setPassword(id, passwordHash);
      await records.endLogins(id, id === by.accountId ? by.loginId : null);
      emit({ kind: 'rightsChanged', sessionId: null });
      return existing(records, id);
    });
  }

  private get records(): AccountRecords {
    return this.recordsIn(this.transactor.reader);
  }
}

function tidy({ username, displayName, isAdmin, providerName }: AccountFields): AccountFields {
  return {
    username: tidyWording(username) ?? '',
    displayName: tidyWording(displayName) ?? '',
    isAdmin,
    providerName: typeof providerName === 'string' ? (tidyWording(providerName) ?? '') : null,
  };
}

function checkSpaces({ username }: AccountFields): void {
  if (/\s/u.test(username))
    throw invalid('input.username', 'không được có khoảng trắng', 'must not contain spaces');
}

async function existing(records: AccountRecords, id: string): Promise<Account> {
  const account = await records.find(id);
  if (!account) throw new Refusal('NOT_FOUND', { account: id });
  return account;
}

async function inUse(records: AccountRecords, id: string): Promise<Account> {
  const account = await existing(records, id);
  if (account.retiredAt !== null)
    throw new Refusal('RETIRED', {
      fields: ['id|tài khoản này đã ngừng sử dụng|this account is no longer in use'],
    });
  return account;
}

async function checkNames(records: AccountRecords, fields: AccountFields, by: string | null): Promise<void> {
  await checkName(records, fields.username, by);
  await checkProviderName(records, fields.providerName ?? '', by);
}

/** Two accounts of one person would leave it to chance which of them he enters. */
async function checkProviderName(records: AccountRecords, name: string, by: string | null): Promise<void> {
  const holder = name === '' ? null : await records.findByProviderName(name);
  if (!holder || holder.id === by) return;
  const whose = quoted(holder.displayName);
  refuseDuplicates([
    `input.providerName|tài khoản đăng nhập một lần này đã gắn với ${whose}|this single sign-on account is linked to ${whose} already`,
  ]);
}

/** Names of retired accounts stay taken: the record must not name two people by one word. */
async function checkName(records: AccountRecords, username: string, by: string | null): Promise<void> {
  const holder = await records.findByUsername(username);
  if (!holder || holder.id === by) return;
  const [vi, en] = holder.retiredAt === null ? ['', ''] : [' (đã ngừng dùng)', ' (retired)'];
  const name = quoted(holder.displayName);
  refuseDuplicates([
    `input.username|tên đăng nhập này đã là của ${name}${vi}|this user name belongs to ${name}${en} already`,
  ]);
}

async function checkNotLast(records: AccountRecords, field: string): Promise<void> {
  if ((await records.countAdministrators()) <= 1) throw kept(field, LAST);
}

/** One touch of a switch would shut out whoever did not mean it: a colleague, who can give it back, must take it. */
async function checkMayDemote(records: AccountRecords, id: string, by: Administrator): Promise<void> {
  await checkNotLast(records, 'input.isAdmin');
  if (id === by.accountId) throw kept('input.isAdmin', OWN_RIGHT);
}

const LAST =
  'đây là quản trị viên duy nhất còn lại; thêm một quản trị viên khác trước|this is the last administrator; make another one first';
const OWN =
  'đây là tài khoản đồng chí đang dùng; nhờ một quản trị viên khác ngừng, chưa có thì thêm trước|this is the account you are using; ask another administrator to retire it, or make one first';
const OWN_PASSWORD =
  'đây là tài khoản đồng chí đang dùng; đổi tại trang đổi mật khẩu, bằng mật khẩu hiện tại|this is the account you are using; change it on the page of the password, with the present one';
const OWN_RIGHT =
  'đây là quyền đồng chí đang dùng; nhờ một quản trị viên khác thôi quyền này|this is the right you are using; ask another administrator to take it away';
/** @param why in Vietnamese and English, divided by | */
const kept = (field: string, why: string) => new Refusal('IN_USE', { fields: [`${field}|${why}`] });
