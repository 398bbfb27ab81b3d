import { Refusal } from '../../domain/refusal.js';
import { invalid, tidyWording } from '../../domain/wording.js';
import { checkAll } from '../../platform/check-all.js';
import type { EventBus } from '../../platform/event-bus.js';
import { newSecret, secretHash } from '../../platform/secrets.js';

export type ApiTokenScope = 'REPORTS' | 'PRODUCTS' | 'CRITERIA';

export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly ApiTokenScope[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

export interface ApiTokenFields {
  readonly name: string;
  readonly scopes: readonly ApiTokenScope[];
  readonly expiresAt: Date;
}

/** Where tokens are kept. */
export interface ApiTokenRecords {
  /** Those in force first, then the newest. */
  list(): Promise<ApiToken[]>;
  find(id: string): Promise<ApiToken | null>;
  insert(fields: ApiTokenFields & { tokenHash: Buffer; createdById: string }): Promise<ApiToken>;
  /** @returns false where it was revoked already */
  revoke(id: string): Promise<boolean>;
}

const LONGEST_YEARS = 5;

/** Tokens by which other systems ask for reports. */
export class ApiTokens {
  constructor(
    private readonly records: ApiTokenRecords,
    private readonly bus: Pick<EventBus, 'publish'>,
    private readonly now: () => Date = () => new Date(),
  ) {}

  list(): Promise<ApiToken[]> {
    return this.records.list();
  }

  /** @throws {Refusal} INVALID_INPUT without a scope, or where it would end in the past or after more than five years */
  async create(given: ApiTokenFields, createdById: string): Promise<{ token: ApiToken; secret: string }> {
    const fields = { ...given, name: tidyWording(given.name) ?? '', scopes: [...new Set(given.scopes)] };
    await checkAll(
      () => checkScopes(fields),
      () => this.checkEnd(fields.expiresAt),
    );
    const secret = newSecret('api.');
    const token = await this.records.insert({ ...fields, tokenHash: secretHash(secret), createdById });
    return { token, secret };
  }

  /** Streams that the token opened end with it. @throws {Refusal} NOT_FOUND, ALREADY_DONE */
  async revoke(id: string): Promise<ApiToken> {
    const revoked = await this.records.revoke(id);
    const token = await this.records.find(id);
    if (!token) throw new Refusal('NOT_FOUND', { token: id });
    if (!revoked) throw new Refusal('ALREADY_DONE', { token: id });
    this.bus.publish({ kind: 'rightsChanged', sessionId: null });
    return token;
  }

  private checkEnd(expiresAt: Date): void {
    const last = this.now();
    last.setFullYear(last.getFullYear() + LONGEST_YEARS);
    if (expiresAt > this.now() && expiresAt <= last) return;
    throw invalid(
      'input.expiresAt',
      `cần ở tương lai, không quá ${LONGEST_YEARS} năm`,
      `needs a moment in the future, at most ${LONGEST_YEARS} years away`,
    );
  }
}

function checkScopes({ scopes }: ApiTokenFields): void {
  if (scopes.length === 0)
    throw invalid('input.scopes', 'chọn ít nhất một quyền', 'needs at least one scope');
}
