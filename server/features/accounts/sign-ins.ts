import { randomBytes } from 'node:crypto';
import { Refusal } from '../../domain/refusal.js';
import { newSecret, sameSecret, secretHash } from '../../platform/secrets.js';
import type { Transactor, Tx } from '../../platform/transact.js';
import type { Device, SignInCookies, Viewer } from '../../platform/viewer.js';
import type { Links } from './links.js';
import type { LoginRepository } from './login.repository.js';
import { verifyPassword } from './passwords.js';
import type { SecondFactors } from './second-factors.js';
import type { Viewers } from './viewers.js';

/** Who tries to sign in as whom. */
export interface Attempted {
  /** In the letters by which accounts are found: what the database takes for one name is counted as one. */
  readonly username: string;
  readonly address: string;
  /** Another one for each password the account has had: with a new one whoever was slowed down begins anew. */
  readonly generation: string;
}

/** Slows down whoever guesses. */
export interface SignInThrottle {
  /**
   * Counts an attempt before it is judged, so that a hundred guesses sent at once are not all judged.
   * @throws {Refusal} TOO_MANY_ATTEMPTS with the seconds to wait
   */
  attempt(attempted: Attempted): Promise<void>;
  /** The attempt was right and counts for nothing, like those before it under this name. */
  succeeded(attempted: Attempted): Promise<void>;
  /** The attempt was neither right nor wrong, and counts for nothing; those before it go on counting. */
  takenBack(attempted: Attempted): Promise<void>;
}

/** Browsers say some 200 characters of themselves; whoever says more has other things in mind. */
const LONGEST_USER_AGENT = 400;

/** Signing in with a name, with a card, with a one-time link; and signing out. */
export class SignIns {
  constructor(
    private readonly transactor: Transactor,
    private readonly logins: LoginRepository,
    private readonly links: Links,
    private readonly viewers: Viewers,
    private readonly throttle: SignInThrottle,
    private readonly secondFactors: Pick<SecondFactors, 'check' | 'isInForce'>,
    private readonly sessionHours: number,
    private readonly now: () => Date,
  ) {}

  /**
   * @param code of the second step, where the account has one
   * @throws {Refusal} WRONG_PASSWORD, never saying which half was wrong; CODE_NEEDED and WRONG_CODE only to whoever knows
   *   the password; TOO_MANY_ATTEMPTS
   */
  async withPassword(
    username: string,
    password: string,
    code: string | null,
    device: Device,
    cookies: SignInCookies,
  ): Promise<Viewer> {
    const { account, attempted } = await this.judge(username, password, device.address);
    if (!account?.passwordHash) throw new Refusal('WRONG_PASSWORD');
    const { id, passwordHash } = account;
    const coded = await this.secondFactors.check(id, code).catch(async (error: unknown) => {
      // Whoever is only asked for his code has guessed nothing; a hall of them would use up its address.
      if (error instanceof Refusal && error.code === 'CODE_NEEDED') await this.throttle.takenBack(attempted);
      throw error;
    });
    await this.throttle.succeeded(attempted);
    return this.transactor.run(async (tx) => {
      // Judging took its time: whoever changed the password or turned the second step on meanwhile ended this one too.
      if (!(await this.logins.touchByPassword(tx, id, passwordHash))) throw new Refusal('WRONG_PASSWORD');
      if (!coded && (await this.secondFactors.isInForce(tx, id))) throw new Refusal('CODE_NEEDED');
      return this.openAccount(tx, id, device, cookies);
    });
  }

  /** Signs in to an account whose holder has been made sure of. */
  async enter(tx: Tx, accountId: string, device: Device, cookies: SignInCookies): Promise<Viewer> {
    await this.logins.touchAccount(tx, accountId);
    return this.openAccount(tx, accountId, device, cookies);
  }

  private openAccount(tx: Tx, accountId: string, device: Device, cookies: SignInCookies): Promise<Viewer> {
    const who = { accountId, memberId: null, sessionId: null, linkId: null };
    return this.open(tx, who, device, cookies);
  }

  /** Whether the password is this name's; slowed down like signing in. @throws {Refusal} TOO_MANY_ATTEMPTS */
  async isRight(username: string, password: string, address: string): Promise<boolean> {
    const { account, attempted } = await this.judge(username, password, address);
    if (account) await this.throttle.succeeded(attempted);
    return account !== null;
  }

  /**
   * Opens a seat by its card, or an account by a one-time link.
   * @throws {Refusal} LINK_INVALID, LINK_EXPIRED, SEAT_TAKEN unless `takeOver`
   */
  async withLink(token: string, takeOver: boolean, device: Device, cookies: SignInCookies): Promise<Viewer> {
    // Whoever tries what is no link costs one glance, and no transaction that others wait for.
    const seen = await this.links.look(this.transactor.reader, token);
    const found = await this.transactor.run(async (tx, emit) => {
      // The session before its cards, in the order in which cards are issued, so that neither waits for the other.
      // And one device at a time: two tablets that scan one card in the same moment must not both be let in.
      await this.links.lockSessionOf(tx, token);
      // The account before its links, as a new password has them: one that voids this link is waited for here.
      if (seen.accountId !== null) await this.logins.touchAccount(tx, seen.accountId);
      const link = await this.links.open(tx, token);
      if (link.kind === 'ROOM') throw new Refusal('LINK_INVALID');
      const { accountId, memberId, sessionId } = link;
      if (memberId !== null && sessionId !== null) {
        const kept = await this.freeSeat(tx, sessionId, memberId, takeOver, cookies);
        if (kept) return kept;
        emit({ kind: 'rightsChanged', sessionId });
      }
      await this.links.markUsed(tx, link.id);
      return this.open(tx, { accountId, memberId, sessionId, linkId: link.id }, device, cookies);
    });
    if (typeof found !== 'string') return found;
    return this.viewers.identify({ loginKey: found, loginSecret: cookies.get(found) });
  }

  async out(viewer: Viewer, cookies: SignInCookies): Promise<void> {
    if (viewer.kind !== 'ACCOUNT' && viewer.kind !== 'SEAT') return;
    await this.transactor.run(async (tx, emit) => {
      await this.logins.end(tx, viewer.loginId, 'SIGNED_OUT');
      emit({ kind: 'rightsChanged', sessionId: viewer.kind === 'SEAT' ? viewer.sessionId : null });
    });
    cookies.clear(viewer.loginKey);
  }

  /** Is somebody on the seat of this card? Null for a link that is no card or works no more. */
  async seatOf(token: string): Promise<{ sessionId: string; memberId: string; taken: boolean } | null> {
    const tx = this.transactor.reader;
    const link = await this.links.look(tx, token).catch((error: unknown) => {
      if (error instanceof Refusal) return null;
      throw error;
    });
    if (!link?.memberId || !link.sessionId) return null;
    const { sessionId, memberId } = link;
    return { sessionId, memberId, taken: await this.logins.isTaken(tx, sessionId, memberId) };
  }

  /** @returns the account, if the password is its own; the attempt stays counted until it is said to have succeeded */
  private async judge(username: string, password: string, address: string) {
    const { account, attempted } = await this.attempt(username, address);
    const right = await verifyPassword(account?.passwordHash ?? null, password);
    return { account: right ? account : null, attempted };
  }

  private async attempt(username: string, address: string) {
    const name = username.trim().normalize('NFC');
    const { compared, account } = await this.logins.accountByName(this.transactor.reader, name);
    const attempted = { username: compared, address, generation: account?.passwordHash?.slice(-16) ?? '' };
    await this.throttle.attempt(attempted);
    return { account, attempted };
  }

  /** Makes the seat free. @returns the key of the sign-in when this very browser already sits there */
  private async freeSeat(
    tx: Tx,
    sessionId: string,
    memberId: string,
    takeOver: boolean,
    cookies: SignInCookies,
  ): Promise<string | null> {
    const holder = await this.logins.onSeat(tx, sessionId, memberId);
    if (!holder) return null;
    const own = cookies.get(holder.key);
    if (own !== undefined && sameSecret(own, holder.secretHash)) return holder.key;
    if (!takeOver) throw new Refusal('SEAT_TAKEN');
    await this.logins.end(tx, holder.id, 'TAKEN_OVER');
    return null;
  }

  private async open(
    tx: Tx,
    who: {
      accountId: string | null;
      memberId: string | null;
      sessionId: string | null;
      linkId: string | null;
    },
    { address, userAgent }: Device,
    cookies: SignInCookies,
  ): Promise<Viewer> {
    const key = randomBytes(9).toString('base64url');
    const secret = newSecret();
    const expiresAt = new Date(this.now().getTime() + this.sessionHours * 3_600_000);
    const loginId = await this.logins.insert(tx, {
      ...who,
      key,
      secretHash: secretHash(secret),
      expiresAt,
      address,
      userAgent: userAgent?.slice(0, LONGEST_USER_AGENT) ?? null,
    });
    cookies.set(key, secret, expiresAt);
    if (who.accountId !== null) {
      const [account] = await tx.query<{ isAdmin: boolean }[]>(
        'select is_admin as "isAdmin" from account where id = $1',
        [who.accountId],
      );
      return {
        kind: 'ACCOUNT',
        loginId,
        loginKey: key,
        accountId: who.accountId,
        isAdmin: account?.isAdmin ?? false,
      };
    }
    return { kind: 'SEAT', loginId, loginKey: key, memberId: who.memberId!, sessionId: who.sessionId! };
  }
}
