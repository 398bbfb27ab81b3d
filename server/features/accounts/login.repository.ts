import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../domain/decrees.js';
import { runPrepared } from '../../platform/prepared.js';
import type { SignInEnd, TokenScope } from '../../platform/viewer.js';
import {
  FIND_LOGINS,
  QUIET,
  READ_STANDING,
  standingOf,
  type Standing,
  type StandingRow,
  type WatchedKeys,
} from './sign-in-standing.js';

/** A sign-in as it is kept, with what decides whether it still holds. */
export interface LoginRecord {
  readonly id: string;
  readonly key: string;
  readonly secretHash: Buffer;
  readonly accountId: string | null;
  readonly isAdmin: boolean;
  readonly memberId: string | null;
  readonly sessionId: string | null;
  /** It has asked for nothing for a while, as far as is written down. */
  quiet: boolean;
  /** Null while it holds. */
  readonly ended: SignInEnd | null;
}

/** A token of another system as it is kept. */
export interface TokenRecord {
  readonly id: string;
  readonly scopes: TokenScope[];
  /** Null while it is in force. */
  readonly end: 'TOKEN_REVOKED' | 'TOKEN_EXPIRED' | null;
  /** The day in Vietnam on which it ended or will end. */
  readonly endedOn: IsoDate;
}

export interface NewLogin {
  readonly key: string;
  readonly secretHash: Buffer;
  readonly accountId: string | null;
  readonly memberId: string | null;
  readonly sessionId: string | null;
  readonly linkId: string | null;
  readonly expiresAt: Date;
  /** Null where no device signed in: the demo plays its past by itself. */
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** Ends an account's sign-ins, but for one, and voids its one-time links. Whoever calls it has locked the account. */
export async function endLogins(
  tx: EntityManager,
  accountId: string,
  butLoginId: string | null,
): Promise<void> {
  await tx.query(
    `update login set ended_at = now(), ended_because = 'REVOKED'
     where account_id = $1 and ended_at is null and id is distinct from $2::uuid`,
    [accountId, butLoginId],
  );
  await tx.query(
    'update link set voided_at = now() where account_id = $1 and used_at is null and voided_at is null',
    [accountId],
  );
}

export class LoginRepository {
  findMany(tx: EntityManager, keys: readonly string[]): Promise<LoginRecord[]> {
    return runPrepared<LoginRecord>(tx, FIND_LOGINS, [keys]);
  }

  async insert(tx: EntityManager, login: NewLogin): Promise<string> {
    const rows = await tx.query<{ id: string }[]>(
      `insert into login (key, secret_hash, account_id, member_id, session_id, link_id, expires_at, address, user_agent)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
      [
        login.key,
        login.secretHash,
        login.accountId,
        login.memberId,
        login.sessionId,
        login.linkId,
        login.expiresAt,
        login.address,
        login.userAgent,
      ],
    );
    return rows[0]!.id;
  }

  /** Every few minutes is enough to tell a device in use from a forgotten one. */
  async seen(tx: EntityManager, loginId: string): Promise<void> {
    await tx.query(`update login set last_seen_at = now() where id = $1 and ${QUIET}`, [loginId]);
  }

  async end(
    tx: EntityManager,
    loginId: string,
    because: Exclude<SignInEnd, 'EXPIRED' | 'RESTORED'>,
  ): Promise<void> {
    await tx.query(
      'update login set ended_at = now(), ended_because = $2 where id = $1 and ended_at is null',
      [loginId, because],
    );
  }

  /** The sign-in that holds a seat now. An expired one is cleared away, so that the seat is free. */
  async onSeat(
    tx: EntityManager,
    sessionId: string,
    memberId: string,
  ): Promise<{ id: string; key: string; secretHash: Buffer } | null> {
    await tx.query(
      `update login set ended_at = now() where session_id = $1 and member_id = $2 and ended_at is null and expires_at <= now()`,
      [sessionId, memberId],
    );
    const rows = await tx.query<{ id: string; key: string; secretHash: Buffer }[]>(
      `select id, key, secret_hash as "secretHash" from login where session_id = $1 and member_id = $2 and ended_at is null`,
      [sessionId, memberId],
    );
    return rows[0] ?? null;
  }

  /** Whether somebody holds a seat now; changes nothing. */
  async isTaken(tx: EntityManager, sessionId: string, memberId: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      'select 1 from login where session_id = $1 and member_id = $2 and ended_at is null and expires_at > now()',
      [sessionId, memberId],
    );
    return rows.length > 0;
  }

  /** Notes that somebody signs in, and holds the account until the transaction ends. */
  async touchAccount(tx: EntityManager, accountId: string): Promise<void> {
    await tx.query('update account set last_sign_in_at = now() where id = $1', [accountId]);
  }

  /** As `touchAccount`, as long as it still has this password. @returns false where it has another one, or is retired */
  async touchByPassword(tx: EntityManager, accountId: string, passwordHash: string): Promise<boolean> {
    const [, touched] = await tx.query<[unknown[], number]>(
      'update account set last_sign_in_at = now() where id = $1 and password_hash = $2 and retired_at is null',
      [accountId, passwordHash],
    );
    return touched > 0;
  }

  /** @returns the name in the letters by which the database compares it, and the account that has it; null where nobody has */
  async accountByName(
    tx: EntityManager,
    username: string,
  ): Promise<{ compared: string; account: { id: string; passwordHash: string | null } | null }> {
    const [row] = await tx.query<{ compared: string; id: string | null; passwordHash: string | null }[]>(
      `select given.name as compared, a.id, a.password_hash as "passwordHash"
       from (select lower($1::text) as name) given
       left join account a on lower(a.username) = given.name and a.retired_at is null`,
      [username.normalize('NFC')],
    );
    const { compared, id, passwordHash } = row!;
    return { compared, account: id === null ? null : { id, passwordHash } };
  }

  async tokenByHash(tx: EntityManager, hash: Buffer): Promise<TokenRecord | null> {
    const [token] = await tx.query<TokenRecord[]>(
      `select id, scopes,
         case when revoked_at is not null then 'TOKEN_REVOKED'
              when expires_at <= now() then 'TOKEN_EXPIRED' end as "end",
         (coalesce(revoked_at, expires_at) at time zone 'Asia/Ho_Chi_Minh')::date::text as "endedOn"
       from api_token where token_hash = $1`,
      [hash],
    );
    // Once a minute is enough to tell a token in use from a forgotten one.
    if (token && !token.end) {
      await tx.query(
        `update api_token set last_used_at = now()
         where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
        [token.id],
      );
    }
    return token ?? null;
  }

  async roomByHash(tx: EntityManager, hash: Buffer): Promise<{ id: string; sessionId: string } | null> {
    const rows = await tx.query<{ id: string; sessionId: string }[]>(
      `select id, session_id as "sessionId" from link
       where token_hash = $1 and kind = 'ROOM' and voided_at is null and expires_at > now()`,
      [hash],
    );
    return rows[0] ?? null;
  }

  /** How these sign-ins and screens stand, by one statement. */
  async standing(tx: EntityManager, { loginIds, linkIds }: WatchedKeys): Promise<Standing> {
    const [row] = await runPrepared<StandingRow>(tx, READ_STANDING, [loginIds, linkIds]);
    return standingOf(row!);
  }
}
