import { invalid } from '../../../domain/wording.js';
import type { IsoDate } from '../../../domain/decrees.js';
import type { CouncilLevel } from '../../../domain/council-level.js';
import { nameKey } from '../../../platform/name-key.js';
import type { Account, AccountRecords } from '../../accounts/accounts.js';
import type { Place, PlaceRecords } from '../../places/places.js';
import type { Council, CouncilFields, CouncilMember, MemberFields } from '../council.js';
import type { CouncilMembers } from '../council-members.js';
import type { CouncilRecords } from '../council-records.js';
import type { Councils } from '../councils.js';
import { wordKey } from './fold-name.js';
import type { MemberCells } from './read-line.js';
import type { Names } from './word-changes.js';

/** The checks that the single mutations make of their input. @throws {Refusal} INVALID_INPUT by field */
export interface InputRules {
  council(fields: CouncilFields): Promise<void>;
  member(fields: MemberFields): Promise<void>;
}

/** All that an import reads, within its transaction. */
export interface ImportRecords extends CouncilRecords {
  readonly places: Pick<PlaceRecords, 'list'>;
  readonly accounts: Pick<AccountRecords, 'findByUsername' | 'findMany'>;
  /** Waits until no other import or preview is under way: two of one file would found the same council twice. */
  takeTurn(): Promise<void>;
}

/** What an import works with: the use cases of administration, within its own transaction, and what it looks up once. */
export interface ImportWorld {
  readonly records: ImportRecords;
  readonly councils: Councils;
  readonly members: CouncilMembers;
  readonly rules: InputRules;
  readonly lookups: ImportLookups;
  readonly today: IsoDate;
  /** The administrator's account. */
  readonly by: string | null;
}

/** Places and accounts by what people call them; each is read once for an import. */
export class ImportLookups implements Names {
  private readonly accounts = new Map<string, Account | null>();
  private readonly usernames = new Map<string, string>();
  private readonly placesOf = new Map<CouncilLevel, Place[]>();
  private readonly placeNames = new Map<string, string>();

  constructor(private readonly records: Pick<ImportRecords, 'places' | 'accounts'>) {}

  /** Makes sure that `account` and `place` can name what stands in these rows. */
  async learn(councils: readonly Council[], members: readonly CouncilMember[]): Promise<void> {
    for (const level of new Set(councils.map((council) => council.level))) await this.places(level);
    const ids = [...new Set(members.flatMap(({ accountId }) => accountId ?? []))];
    for (const { id, username } of await this.records.accounts.findMany(ids))
      this.usernames.set(id, username);
  }

  place(id: string): string {
    return this.placeNames.get(id) ?? '';
  }

  account(id: string): string {
    return this.usernames.get(id) ?? '';
  }

  /**
   * A place of the level by name or code; "Tỉnh Phú Thọ" is "Phú Thọ".
   * @param kept  where the council is on record: meant before all others that the text fits, also when it has ceased
   * @throws {Refusal} INVALID_INPUT at `placeId`
   */
  async findPlace(text: string, level: CouncilLevel, kept?: string): Promise<string> {
    const places = (await this.places(level)).filter(
      ({ id, retiredOn }) => retiredOn === null || id === kept,
    );
    const found = [
      places.filter(({ code }) => code !== null && code === text),
      places.filter(({ name }) => nameKey(name) === nameKey(text)),
      places.filter(({ name }) => bareName(name) === bareName(text)),
    ].find(({ length }) => length > 0);
    if (!found)
      throw invalid(
        'placeId',
        'không có địa phương này ở cấp đã ghi; hãy thêm ở mục Địa phương',
        'is no place of that level; add it under Places',
      );
    if (kept !== undefined && found.some(({ id }) => id === kept)) return kept;
    if (found.length > 1)
      throw invalid(
        'placeId',
        'có nhiều địa phương tên này; hãy ghi mã',
        'is the name of several places; say its code',
      );
    return found[0]!.id;
  }

  /** @returns undefined where the line names no account @throws {Refusal} INVALID_INPUT at `accountId` */
  async findAccount({ username }: MemberCells): Promise<string | undefined> {
    if (username === undefined) return undefined;
    const key = username.toLowerCase();
    if (!this.accounts.has(key)) this.accounts.set(key, await this.records.accounts.findByUsername(username));
    const account = this.accounts.get(key);
    if (!account)
      throw invalid(
        'accountId',
        'không có tài khoản này; hãy tạo ở mục Tài khoản',
        'is no account; create it under Accounts',
      );
    this.usernames.set(account.id, account.username);
    return account.id;
  }

  private async places(level: CouncilLevel): Promise<Place[]> {
    const known = this.placesOf.get(level);
    if (known) return known;
    const places = await this.records.places.list({ level });
    this.placesOf.set(level, places);
    const once = new Set<string>();
    const often = new Set<string>();
    for (const key of places.map(({ name }) => nameKey(name))) (once.has(key) ? often : once).add(key);
    for (const { id, name, code } of places)
      this.placeNames.set(id, code !== null && often.has(nameKey(name)) ? `${name} (${code})` : name);
    return places;
  }
}

const bareName = (name: string): string =>
  wordKey(name).replace(/^(tinh|thanh pho|tp|huyen|quan|thi xa) /, '');
