import { Refusal } from '../../domain/refusal.js';
import { couldBeSecret, newSecret, secretHash } from '../../platform/secrets.js';
import type { Tx } from '../../platform/transact.js';

/** A seat's card, a screen's address or a one-time sign-in, as it is kept. */
export interface LinkRecord {
  readonly id: string;
  readonly kind: 'SEAT' | 'ACCOUNT' | 'ROOM';
  readonly accountId: string | null;
  readonly memberId: string | null;
  readonly sessionId: string | null;
  readonly expiresAt: Date;
  readonly used: boolean;
}

interface FoundLink extends LinkRecord {
  readonly voided: boolean;
}

const HOUR = 3_600_000;

const READ_LINK = `
select k.id, k.kind, k.account_id as "accountId", k.member_id as "memberId", k.session_id as "sessionId",
  k.expires_at as "expiresAt", k.used_at is not null as used,
  k.voided_at is not null or a.retired_at is not null or m.member_to < (coalesce(s.opened_at, now()) at time zone 'Asia/Ho_Chi_Minh')::date as voided
from link k left join account a on a.id = k.account_id left join council_member m on m.id = k.member_id
         left join session s on s.id = k.session_id
where k.token_hash = $1`;

/** Issues links; the token is shown once and only its hash is kept. */
export class Links {
  constructor(private readonly now: () => Date) {}

  /** A card for one seat of one session; the seat's former card is void. Good until two days after the session is planned, at least for two. */
  async issueSeatLink(
    tx: Tx,
    sessionId: string,
    memberId: string,
    token = newSecret('seat.'),
  ): Promise<{ token: string; expiresAt: Date }> {
    await tx.query(
      `update link set voided_at = now() where kind = 'SEAT' and session_id = $1 and member_id = $2 and voided_at is null`,
      [sessionId, memberId],
    );
    const expiresAt = await this.sessionExpiry(tx, sessionId);
    await tx.query(
      `insert into link (kind, token_hash, session_id, member_id, expires_at) values ('SEAT', $1, $2, $3, $4)`,
      [secretHash(token), sessionId, memberId, expiresAt],
    );
    return { token, expiresAt };
  }

  /** The address of a session's results screen; the former one is void. */
  async issueRoomLink(
    tx: Tx,
    sessionId: string,
    token = newSecret('room.'),
  ): Promise<{ token: string; expiresAt: Date }> {
    await tx.query(
      `update link set voided_at = now() where kind = 'ROOM' and session_id = $1 and voided_at is null`,
      [sessionId],
    );
    const expiresAt = await this.sessionExpiry(tx, sessionId);
    await tx.query(
      `insert into link (kind, token_hash, session_id, expires_at) values ('ROOM', $1, $2, $3)`,
      [secretHash(token), sessionId, expiresAt],
    );
    return { token, expiresAt };
  }

  /** Signs in to an account once, within the hour. */
  async issueAccountLink(tx: Tx, accountId: string, hours = 1): Promise<{ token: string; expiresAt: Date }> {
    const token = newSecret('once.');
    const expiresAt = new Date(this.now().getTime() + hours * HOUR);
    await tx.query(
      `insert into link (kind, token_hash, account_id, expires_at) values ('ACCOUNT', $1, $2, $3)`,
      [secretHash(token), accountId, expiresAt],
    );
    return { token, expiresAt };
  }

  /** Waits for its turn on the session that a card belongs to; nothing for other links. */
  async lockSessionOf(tx: Tx, token: string): Promise<void> {
    await tx.query(
      'select id from session where id = (select session_id from link where token_hash = $1) for no key update',
      [secretHash(token)],
    );
  }

  /**
   * Reads a link as it stands, for whoever comes to the door: waits for nobody, and asks the database only about what
   * could be a link.
   * @throws {Refusal} LINK_INVALID when unknown, void or used up, LINK_EXPIRED
   */
  async look(tx: Tx, token: string): Promise<LinkRecord> {
    if (!couldBeSecret(token, ['seat.', 'room.', 'once.'])) throw new Refusal('LINK_INVALID');
    return this.checked(await tx.query<FoundLink[]>(READ_LINK, [secretHash(token)]));
  }

  /** Holds a link until the transaction ends. @throws {Refusal} as `look` */
  async open(tx: Tx, token: string): Promise<LinkRecord> {
    return this.checked(
      await tx.query<FoundLink[]>(`${READ_LINK} for no key update of k`, [secretHash(token)]),
    );
  }

  private checked([link]: readonly FoundLink[]): LinkRecord {
    if (!link || link.voided || (link.kind === 'ACCOUNT' && link.used)) throw new Refusal('LINK_INVALID');
    if (link.expiresAt <= this.now()) throw new Refusal('LINK_EXPIRED');
    return link;
  }

  async markUsed(tx: Tx, linkId: string): Promise<void> {
    await tx.query('update link set used_at = coalesce(used_at, now()) where id = $1', [linkId]);
  }

  private async sessionExpiry(tx: Tx, sessionId: string): Promise<Date> {
    const [session] = await tx.query<{ plannedAt: Date }[]>(
      'select planned_at as "plannedAt" from session where id = $1',
      [sessionId],
    );
    if (!session) throw new Refusal('NOT_FOUND', { session: sessionId });
    return new Date(Math.max(session.plannedAt.getTime(), this.now().getTime()) + 48 * HOUR);
  }
}
