import { describe, expect, it } from 'vitest';
import { inMemory } from '../../server/features/accounts/limiters.js';
import { BeginLimits, SignInLimits } from '../../server/features/accounts/sign-in-limits.js';
import { networkOf } from '../../server/platform/network-of.js';

describe('the place in the network under which attempts are counted', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::FFFF:cb00:7109', '203.0.113.9'],
    ['2001:db8:7:42::1', '2001:db8:7:42::/64'],
    ['2001:0DB8:0007:0042:ffff:1:2:3', '2001:db8:7:42::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['no address', 'no address'],
  ])('of %s is %s', (address, network) => expect(networkOf(address)).toBe(network));

  const tries = async (limits: SignInLimits, many: number, addressOf: (index: number) => string) => {
    const codes = [];
    for (let index = 0; index < many; index += 1)
      codes.push(
        await limits
          .attempt({ username: 'chutich', address: addressOf(index), generation: '' })
          .catch((error: unknown) => (error as { code: string }).code),
      );
    return codes;
  };

  it('is one for a whole IPv6 network, and another for the next one', async () => {
    const limits = new SignInLimits(inMemory);
    const codes = await tries(limits, 11, (index) => `2001:db8:7:42::${(index + 1).toString(16)}`);
    expect(codes).toEqual([...Array.from({ length: 10 }, () => undefined), 'TOO_MANY_ATTEMPTS']);
    expect(await tries(limits, 1, () => '2001:db8:7:43::1')).toEqual([undefined]);
  });

  it('is one for an IPv4 address however it is written', async () => {
    const codes = await tries(new SignInLimits(inMemory), 11, (index) =>
      index % 2 === 0 ? '203.0.113.9' : '::ffff:203.0.113.9',
    );
    expect(codes.at(-1)).toBe('TOO_MANY_ATTEMPTS');
  });

  it('loses no attempt for people of one hall who are asked for a code first', async () => {
    const limits = new SignInLimits(inMemory);
    const hall = '203.0.113.9';
    for (let person = 0; person < 120; person += 1) {
      const attempted = { username: `person ${person}`, address: hall, generation: '' };
      await limits.attempt(attempted);
      await limits.takenBack(attempted);
      await limits.attempt(attempted);
      await limits.succeeded(attempted);
    }
    expect(await tries(limits, 10, () => hall)).toEqual(Array.from({ length: 10 }, () => undefined));
  });

  it('is one for sign-ins by a provider too', async () => {
    const limits = new BeginLimits(inMemory);
    for (let index = 1; index <= 100; index += 1) await limits.attempt(`2001:db8:7:42::${index}`);
    await expect(limits.attempt('2001:db8:7:42::aaaa')).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  });
});
