import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { Refusal } from '../../domain/refusal.js';
import { secretHash } from '../../platform/secrets.js';
import type { Transactor, Tx } from '../../platform/transact.js';

/** The second step of one account, as it is kept. */
export interface SecondFactorRecord {
  /** Shared with the app on the phone, in base32. */
  readonly secret: string;
  /** Null while its holder has not shown a first code. */
  readonly confirmedAt: Date | null;
}

/** Where second steps are kept. */
export interface SecondFactorRecords {
  find(accountId: string): Promise<SecondFactorRecord | null>;
  /** Keeps a secret that waits for its first code, in place of another one that waits. @returns false where one is in force */
  begin(accountId: string, secret: string): Promise<boolean>;
  /** Nobody signs in to the account, and nothing else of it changes, until the transaction ends. */
  lockAccount(accountId: string): Promise<void>;
  /** Ends the account's sign-ins but for one, and voids its one-time links. */
  endLogins(accountId: string, butLoginId: string): Promise<void>;
  /** @returns false where another secret waits by now, or this one is in force already */
  confirm(
    accountId: string,
    secret: string,
    step: number,
    recoveryHashes: readonly Buffer[],
  ): Promise<boolean>;
  /** Uses a step of the clock up. @returns false where it, or a later one, was used before */
  useStep(accountId: string, step: number): Promise<boolean>;
  /** @returns false where there is no such code, or no more */
  useRecovery(accountId: string, hash: Buffer): Promise<boolean>;
  /** @returns false where there was none */
  remove(accountId: string): Promise<boolean>;
}

/** What an app on a phone needs to make codes; shown until the first code was typed. */
export interface SecondFactorSetup {
  /** `otpauth://totp/…`, for the QR code. */
  readonly uri: string;
  /** Base32, for typing it off. */
  readonly secret: string;
}

/**
 * Slows down whoever guesses codes: at signing in, where the password is known, under the account; from a device that is
 * signed in already under that sign-in, so that a device left open cannot shut the holder out elsewhere.
 */
export interface CodeThrottle {
  /** Counts a code before it is judged. @throws {Refusal} TOO_MANY_ATTEMPTS with the seconds to wait */
  attempt(id: string): Promise<void>;
  /** The code was right: those before it count for nothing. */
  succeeded(id: string): Promise<void>;
}

const ISSUER = 'Chấm Sao';
const RECOVERY_CODES = 8;
/** However somebody spaces a code: in characters. */
const LONGEST_CODE = 100;
/** Without 0, 1, i, l and o, which are read for each other. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';
/** Phones go wrong by some seconds: the codes just before and just after count too. RFC 6238 §5.2 */
const WINDOW = 1;
const PERIOD = 30;

/**
 * Signing in by a password and a code from a phone (TOTP, RFC 6238: SHA-1, six digits, thirty seconds), for accounts whose
 * holders want it; and the codes on paper for whoever has lost the phone.
 */
export class SecondFactors {
  constructor(
    private readonly transactor: Transactor,
    private readonly recordsIn: (tx: Tx) => SecondFactorRecords,
    private readonly throttle: CodeThrottle,
    private readonly now: () => Date,
  ) {}

  /**
   * A new secret, which counts for nothing until `confirm`.
   * @throws {Refusal} ALREADY_DONE where the account has a second step in force
   */
  async begin(accountId: string, username: string): Promise<SecondFactorSetup> {
    const secret = new Secret({ size: 20 }).base32;
    if (!(await this.recordsIn(this.transactor.reader).begin(accountId, secret)))
      throw new Refusal('ALREADY_DONE', { account: accountId });
    return { secret, uri: totpOf(secret, username).toString() };
  }

  /**
   * From now on signing in asks for a code. Every other sign-in of the account ends: it was made without one.
   * @param loginId of the sign-in that confirms
   * @returns recovery codes, each good once; they are kept nowhere
   * @throws {Refusal} WRONG_CODE, TOO_MANY_ATTEMPTS, NOT_FOUND where nothing waits, ALREADY_DONE
   */
  async confirm(accountId: string, code: string, loginId: string): Promise<readonly string[]> {
    const records = this.recordsIn(this.transactor.reader);
    const waiting = await records.find(accountId);
    if (!waiting) throw new Refusal('NOT_FOUND', { account: accountId });
    if (waiting.confirmedAt) throw new Refusal('ALREADY_DONE', { account: accountId });
    await this.throttle.attempt(loginId);
    const step = this.stepOf(waiting.secret, code);
    if (step === null) throw new Refusal('WRONG_CODE');
    const recovery = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    const hashes = recovery.map((each) => secretHash(canonical(each)));
    await this.transactor.run(async (tx, emit) => {
      const now = this.recordsIn(tx);
      await now.lockAccount(accountId);
      if (!(await now.confirm(accountId, waiting.secret, step, hashes)))
        throw new Refusal('CONFLICT', { account: accountId });
      await now.endLogins(accountId, loginId);
      emit({ kind: 'rightsChanged', sessionId: null });
    });
    await Promise.all([this.throttle.succeeded(loginId), this.throttle.succeeded(accountId)]);
    return recovery;
  }

  /**
   * Lets pass whoever needs no code, or gives one that was not used before: of the phone, or from the paper.
   * @returns whether a code was asked for
   * @throws {Refusal} CODE_NEEDED, WRONG_CODE, TOO_MANY_ATTEMPTS
   */
  async check(accountId: string, code: string | null): Promise<boolean> {
    const factor = await this.recordsIn(this.transactor.reader).find(accountId);
    if (!factor?.confirmedAt) return false;
    await this.judge(accountId, factor, code, accountId);
    return true;
  }

  /** Whether signing in asks for a code, as the transaction sees it. */
  async isInForce(tx: Tx, accountId: string): Promise<boolean> {
    return (await this.recordsIn(tx).find(accountId))?.confirmedAt != null;
  }

  private async judge(
    accountId: string,
    factor: SecondFactorRecord,
    code: string | null,
    counted: string,
  ): Promise<void> {
    const records = this.recordsIn(this.transactor.reader);
    if (!code?.trim()) throw new Refusal('CODE_NEEDED');
    await this.throttle.attempt(counted);
    // What is far too long for a code is a wrong one, and counts as one.
    if (code.length > LONGEST_CODE) throw new Refusal('WRONG_CODE');
    const step = this.stepOf(factor.secret, code);
    const right =
      step === null
        ? await records.useRecovery(accountId, secretHash(canonical(code)))
        : await records.useStep(accountId, step);
    if (!right) throw new Refusal('WRONG_CODE');
    await this.throttle.succeeded(counted);
  }

  /**
   * A person takes his own second step away, once more by a code.
   * @param loginId of the sign-in that asks
   * @throws {Refusal} ALREADY_DONE where no second step is in force; CODE_NEEDED, WRONG_CODE, TOO_MANY_ATTEMPTS
   */
  async removeOwn(accountId: string, code: string, loginId: string): Promise<void> {
    const factor = await this.recordsIn(this.transactor.reader).find(accountId);
    if (!factor?.confirmedAt) throw new Refusal('ALREADY_DONE', { account: accountId });
    await this.judge(accountId, factor, code, loginId);
    await this.remove(accountId);
  }

  /** Signing in asks for the password alone again. @throws {Refusal} ALREADY_DONE where no second step is in force */
  async remove(accountId: string): Promise<void> {
    if (!(await this.recordsIn(this.transactor.reader).remove(accountId)))
      throw new Refusal('ALREADY_DONE', { account: accountId });
    // With the next one whoever was slowed down begins anew.
    await this.throttle.succeeded(accountId);
  }

  /** @returns the step of the clock that a code belongs to; null where it is no code of this time */
  private stepOf(secret: string, code: string): number | null {
    const timestamp = this.now().getTime();
    const token = code.replace(/\s/g, '');
    const delta = totpOf(secret, '').validate({ token, timestamp, window: WINDOW });
    return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD) + delta;
  }
}

const totpOf = (secret: string, label: string): TOTP =>
  new TOTP({ issuer: ISSUER, label, secret, digits: 6, period: PERIOD });

function newRecoveryCode(): string {
  const letters = Array.from({ length: 10 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

/** As it is read off paper: capitals, spaces and hyphens as they come. */
const canonical = (code: string): string => code.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
