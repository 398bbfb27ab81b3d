import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** How much one network address may ask of the sockets in a minute, as this node has seen it. */
export class AddressLimit {
  private readonly limiter: RateLimiterMemory | null;

  /** @param perMinute 0 sets no limit */
  constructor(perMinute: number) {
    this.limiter = perMinute > 0 ? new RateLimiterMemory({ points: perMinute, duration: 60 }) : null;
  }

  /** Counts one more. @returns seconds to wait; 0 when it may go on */
  async count(address: string): Promise<number> {
    try {
      await this.limiter?.consume(address);
      return 0;
    } catch (state) {
      // It rejects with its state when the limit is passed.
      if (state instanceof RateLimiterRes) return Math.max(1, Math.ceil(state.msBeforeNext / 1000));
      throw state;
    }
  }
}
