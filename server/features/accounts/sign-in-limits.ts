import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { Refusal } from '../../domain/refusal.js';
import { networkOf } from '../../platform/network-of.js';
import type { BeginThrottle } from './provider-sign-ins.js';
import type { CodeThrottle } from './second-factors.js';
import type { Attempted, SignInThrottle } from './sign-ins.js';

/** Makes what counts under a name: so many in so many seconds. Who makes it decides where the counts are kept. */
export type MakeLimiter = (limit: {
  readonly keyPrefix: string;
  readonly points: number;
  readonly duration: number;
}) => RateLimiterAbstract;

/**
 * Ten wrong attempts at signing in a name and address in a quarter of an hour, and a hundred an address whatever the name.
 * Of IPv6 a whole /64 counts as one address.
 * Somebody else's guessing from elsewhere locks nobody out; who is locked out by a neighbour is let in by a new password,
 * as long as the address has attempts left.
 */
export class SignInLimits implements SignInThrottle {
  private readonly perName: RateLimiterAbstract;
  private readonly perAddress: RateLimiterAbstract;

  constructor(make: MakeLimiter) {
    this.perName = make({ keyPrefix: 'name', points: 10, duration: 900 });
    this.perAddress = make({ keyPrefix: 'address', points: 100, duration: 900 });
  }

  async attempt(attempted: Attempted): Promise<void> {
    const waits = await Promise.all([
      consume(this.perName, keyOf(attempted)),
      consume(this.perAddress, networkOf(attempted.address)),
    ]);
    const wait = Math.max(...waits);
    if (wait > 0) throw new Refusal('TOO_MANY_ATTEMPTS', { seconds: Math.ceil(wait / 1000) });
  }

  async succeeded(attempted: Attempted): Promise<void> {
    await Promise.all([
      this.perName.delete(keyOf(attempted)),
      this.perAddress.reward(networkOf(attempted.address)),
    ]);
  }

  async takenBack(attempted: Attempted): Promise<void> {
    await Promise.all([
      this.perName.reward(keyOf(attempted)),
      this.perAddress.reward(networkOf(attempted.address)),
    ]);
  }
}

/**
 * Twenty wrong codes of second steps an account in an hour, from wherever. Only who knows the password gets as far, so
 * nobody else can lock the holder out.
 */
export class CodeLimits implements CodeThrottle {
  private readonly perAccount: RateLimiterAbstract;

  constructor(make: MakeLimiter) {
    this.perAccount = make({ keyPrefix: 'code', points: 20, duration: 3600 });
  }

  async attempt(accountId: string): Promise<void> {
    const wait = await consume(this.perAccount, accountId);
    if (wait > 0) throw new Refusal('TOO_MANY_ATTEMPTS', { seconds: Math.ceil(wait / 1000) });
  }

  async succeeded(accountId: string): Promise<void> {
    await this.perAccount.delete(accountId);
  }
}

/** A hundred sign-ins by a provider that came to nothing, an address in a quarter of an hour: each is kept for minutes. */
export class BeginLimits implements BeginThrottle {
  private readonly perAddress: RateLimiterAbstract;

  constructor(make: MakeLimiter) {
    this.perAddress = make({ keyPrefix: 'provider', points: 100, duration: 900 });
  }

  async attempt(address: string): Promise<void> {
    const wait = await consume(this.perAddress, networkOf(address));
    if (wait > 0) throw new Refusal('TOO_MANY_ATTEMPTS', { seconds: Math.ceil(wait / 1000) });
  }

  async succeeded(address: string): Promise<void> {
    await this.perAddress.reward(networkOf(address));
  }
}

const keyOf = ({ username, address, generation }: Attempted): string =>
  `${networkOf(address)} ${generation} ${username.slice(0, 100)}`;

/** @returns milliseconds to wait; 0 when the attempt may go on */
async function consume(limiter: RateLimiterAbstract, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (state) {
    // It rejects with its state when the limit is passed.
    if (state instanceof RateLimiterRes) return state.msBeforeNext;
    throw state;
  }
}
