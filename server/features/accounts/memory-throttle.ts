import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../../domain/refusal.js';
import type { SignInThrottle } from './sign-ins.js';

/**
 * Sign-in attempts as this node has seen them: ten wrong ones a name and address in a quarter of an hour, and a
 * hundred an address whatever the name. Somebody else's guessing from elsewhere locks nobody out.
 */
export class MemoryThrottle implements SignInThrottle {
  private readonly perName = new RateLimiterMemory({ points: 10, duration: 900 });
  private readonly perAddress = new RateLimiterMemory({ points: 100, duration: 900 });

  async check(username: string, address: string): Promise<void> {
    const [name, from] = await Promise.all([
      this.perName.get(keyOf(username, address)),
      this.perAddress.get(address),
    ]);
    const wait = Math.max(waitOf(name, 10), waitOf(from, 100));
    if (wait > 0) throw new Refusal('TOO_MANY_ATTEMPTS', { seconds: Math.ceil(wait / 1000) });
  }

  async failed(username: string, address: string): Promise<void> {
    await Promise.all([consume(this.perName, keyOf(username, address)), consume(this.perAddress, address)]);
  }

  async succeeded(username: string, address: string): Promise<void> {
    await this.perName.delete(keyOf(username, address));
  }
}

const keyOf = (username: string, address: string): string =>
  `${address} ${username.trim().toLowerCase().slice(0, 100)}`;

const waitOf = (state: RateLimiterRes | null, most: number): number =>
  state && state.consumedPoints >= most ? state.msBeforeNext : 0;

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  // It rejects with its state when the limit is passed; the next check says so to the person.
  await limiter.consume(key).catch((state: unknown) => {
    if (!(state instanceof RateLimiterRes)) throw state;
  });
}
