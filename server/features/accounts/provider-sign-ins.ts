import { createHash, randomBytes } from 'node:crypto';
import { Refusal, type RefusalCode } from '../../domain/refusal.js';
import { newSecret, sameHash, secretHash } from '../../platform/secrets.js';
import type { Transactor, Tx } from '../../platform/transact.js';
import type { Device, SignInCookies, Viewer } from '../../platform/viewer.js';
import type { SecondFactors } from './second-factors.js';
import type { SignIns } from './sign-ins.js';

/** Somebody, as a provider vouches for him. */
export interface Person {
  readonly issuer: string;
  /** Who it is at this issuer, for good. */
  readonly subject: string;
  /** What an administrator may have written into an account; null where the provider does not say. */
  readonly name: string | null;
  /** The provider vouches for the name too. */
  readonly verified: boolean;
}

/** What goes to the provider and must come back, known to the browser alone that began. */
export interface OwnedAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Whoever knows people by a sign-on of their own. */
export interface Provider {
  /** Where to send somebody. @throws {Refusal} PROVIDER_UNREACHABLE */
  address(attempt: OwnedAttempt): Promise<string>;
  /**
   * Whom it sent back.
   * @param query  what it wrote behind our address, with its question mark
   * @throws {Refusal} PROVIDER_UNREACHABLE, PROVIDER_REFUSED
   */
  person(query: string, attempt: OwnedAttempt): Promise<Person>;
}

/** An account as far as it is linked. */
export interface LinkedAccount {
  readonly accountId: string;
  readonly retired: boolean;
}

/** What became of an attempt. */
export interface Judged {
  readonly secretHash: Buffer;
  readonly accountId: string | null;
  readonly refusal: RefusalCode | null;
  readonly retired: boolean;
}

/** Where attempts and links are kept. */
export interface ProviderRecords {
  /** Clears away what is over, too. */
  begin(attempt: { key: string; secretHash: Buffer; next: string; expiresAt: Date }): Promise<void>;
  /** @returns where it is to lead, and whether this is the first time that it is used; null where there is none */
  use(key: string, secretHash: Buffer): Promise<{ next: string; first: boolean } | null>;
  judge(key: string, outcome: { accountId: string | null; refusal: RefusalCode | null }): Promise<void>;
  /** Null where there is none, or it is not judged, or is over. */
  judged(key: string): Promise<Judged | null>;
  /** @returns false where somebody else was quicker */
  remove(key: string): Promise<boolean>;
  /** Holds the account until the transaction ends. @returns false where it is retired */
  hold(accountId: string): Promise<boolean>;
  /** The account that has taken this very person; the link is held until the transaction ends. */
  bySubject(person: Person): Promise<LinkedAccount | null>;
  /** The account into which an administrator wrote this name, held likewise. @param anyCase capitals are alike */
  byName(name: string, anyCase: boolean): Promise<LinkedAccount | null>;
  /** From now on the account is this person's. @returns false where it is another's already */
  bind(accountId: string, person: Person): Promise<boolean>;
}

/** Slows down whoever begins again and again. */
export interface BeginThrottle {
  /** @throws {Refusal} TOO_MANY_ATTEMPTS */
  attempt(address: string): Promise<void>;
  /** It led to a sign-in and counts for nothing. */
  succeeded(address: string): Promise<void>;
}

export interface ProviderSettings {
  /** Which of the provider's words an administrator writes into an account. */
  readonly claim: string;
  /** Whose second step counts. */
  readonly secondStep: 'ours' | 'provider';
}

/** Long enough to find a password and a phone, in milliseconds. */
const LASTS = 600_000;
const LONGEST_PATH = 500;

/**
 * Signing in by a province's own sign-on. The browser that begins gets a cookie, from which state, nonce and verifier are
 * reckoned, so that nothing kept here is of use to its reader; the provider sends it back; the page then asks what came out,
 * as it asks for a sign-in by password.
 */
export class ProviderSignIns {
  constructor(
    private readonly transactor: Transactor,
    private readonly recordsIn: (tx: Tx) => ProviderRecords,
    private readonly provider: Provider,
    private readonly settings: ProviderSettings,
    private readonly throttle: BeginThrottle,
    private readonly signIns: Pick<SignIns, 'enter'>,
    private readonly secondFactors: Pick<SecondFactors, 'check' | 'isInForce'>,
    private readonly fault: (error: unknown) => void,
    private readonly now: () => Date,
  ) {}

  /**
   * @param next  the path to go on with; one that is not ours is forgotten
   * @returns the provider's address to go to
   * @throws {Refusal} PROVIDER_UNREACHABLE, TOO_MANY_ATTEMPTS
   */
  async begin(next: string, device: Device, cookies: SignInCookies): Promise<string> {
    const key = randomBytes(9).toString('base64url');
    const secret = newSecret();
    const address = await this.provider.address(owned(key, secret));
    // Counted with what is kept: pressing while the provider was away must not close the button when it is back.
    await this.throttle.attempt(device.address);
    const expiresAt = new Date(this.now().getTime() + LASTS);
    await this.records.begin({ key, secretHash: secretHash(secret), next: ownPath(next), expiresAt });
    cookies.set(key, secret, expiresAt);
    return address;
  }

  /** Somebody is sent back. @returns the path of ours to go on with: it says which attempt, never what came out */
  async returned(query: string, cookies: Pick<SignInCookies, 'get'>): Promise<string> {
    try {
      return await this.judge(query, cookies);
    } catch (error) {
      this.fault(error);
      return LAPSED;
    }
  }

  /**
   * Ends an attempt in a sign-in, or says why not.
   * @param code of the account's second step, where it is asked for
   * @throws {Refusal} what the provider or the link came to; SIGN_IN_LAPSED; CODE_NEEDED, WRONG_CODE, TOO_MANY_ATTEMPTS,
   *   after which the attempt goes on
   */
  async finish(
    key: string,
    code: string | null,
    device: Device,
    cookies: SignInCookies,
    attempts: SignInCookies,
  ): Promise<Viewer> {
    const found = await this.ownJudged(key, attempts);
    const refusal = found.retired ? 'ACCOUNT_RETIRED' : found.refusal;
    if (refusal !== null || found.accountId === null) {
      await this.records.remove(key);
      attempts.clear(key);
      throw new Refusal(refusal ?? 'SIGN_IN_LAPSED');
    }
    const { accountId } = found;
    const coded =
      this.settings.secondStep === 'provider' || (await this.secondFactors.check(accountId, code));
    const viewer = await this.transactor.run(async (tx) => {
      const records = this.recordsIn(tx);
      // Whoever retires, links anew or turns the second step on holds the account too: what was judged is judged again.
      if (!(await records.hold(accountId))) throw new Refusal('ACCOUNT_RETIRED');
      if (!(await records.remove(key))) throw new Refusal('SIGN_IN_LAPSED');
      if (!coded && (await this.secondFactors.isInForce(tx, accountId))) throw new Refusal('CODE_NEEDED');
      return this.signIns.enter(tx, accountId, device, cookies);
    });
    attempts.clear(key);
    await this.throttle.succeeded(device.address);
    return viewer;
  }

  private async ownJudged(key: string, attempts: SignInCookies): Promise<Judged> {
    const secret = attempts.get(key);
    const found = secret === undefined ? null : await this.records.judged(key);
    if (!found || !sameHash(secretHash(secret!), found.secretHash)) throw new Refusal('SIGN_IN_LAPSED');
    return found;
  }

  private async judge(query: string, cookies: Pick<SignInCookies, 'get'>): Promise<string> {
    const state = new URLSearchParams(query).get('state') ?? '';
    const key = state.split('.', 1)[0] ?? '';
    const secret = cookies.get(key);
    if (secret === undefined || owned(key, secret).state !== state) return LAPSED;
    const used = await this.records.use(key, secretHash(secret));
    if (!used) return LAPSED;
    // Sent twice: the first time alone counts, and the page asks what came out of it.
    if (used.first) await this.settle(key, query, owned(key, secret));
    return `/dang-nhap?${new URLSearchParams({ sso: key, tiep: used.next }).toString()}`;
  }

  private async settle(key: string, query: string, attempt: OwnedAttempt): Promise<void> {
    try {
      const person = await this.provider.person(query, attempt);
      // In one transaction, which holds the link: whoever changes it meanwhile finds the attempt and ends it.
      await this.transactor.run(async (tx) => {
        const records = this.recordsIn(tx);
        await records.judge(key, { accountId: await this.accountOf(records, person), refusal: null });
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await this.records.judge(key, { accountId: null, refusal: error.code });
    }
  }

  /**
   * Whose account it is: that of this very person, whatever he is called by now; else the one into which an administrator
   * wrote the name, if nobody has taken it yet.
   */
  private async accountOf(records: ProviderRecords, person: Person): Promise<string> {
    const taken = await records.bySubject(person);
    if (taken && !taken.retired) return taken.accountId;
    const none = new Refusal(taken ? 'ACCOUNT_RETIRED' : 'NOT_LINKED');
    if (person.name === null) throw none;
    if (!person.verified) throw new Refusal('EMAIL_UNVERIFIED');
    const named = await records.byName(person.name, this.settings.claim === 'email');
    if (!named) throw none;
    if (named.retired) throw new Refusal('ACCOUNT_RETIRED');
    if (!(await records.bind(named.accountId, person))) throw new Refusal('LINKED_TO_ANOTHER');
    return named.accountId;
  }

  private get records(): ProviderRecords {
    return this.recordsIn(this.transactor.reader);
  }
}

/** An attempt that is none: the page asks for it like for any other, and is told so. */
const LAPSED = '/dang-nhap?sso=-';

/** Each is of no use for finding the other, or the cookie. */
function owned(key: string, secret: string): OwnedAttempt {
  const part = (of: string) => createHash('sha256').update(`${of} ${secret}`).digest('base64url');
  return { state: `${key}.${part('state')}`, nonce: part('nonce'), verifier: part('verifier') };
}

/** A path of ours, or the first page: whoever signs in must not be led elsewhere. */
function ownPath(asked: string): string {
  // eslint-disable-next-line no-control-regex -- browsers leave control characters out, and "/\t/x" becomes "//x"
  return asked.length <= LONGEST_PATH && /^\/(?![/\\])[^\\\u0000-\u0020\u007f]*$/.test(asked) ? asked : '/';
}
