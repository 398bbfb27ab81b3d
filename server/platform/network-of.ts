import { isIPv6 } from 'node:net';

const GROUPS = 8;
/** What one household or one office is given at least: whoever has any address of it has all of them. RFC 6177 */
const GROUPS_OF_NETWORK = 4;

/**
 * What is counted as one place in the network: an IPv4 address itself, of an IPv6 address its /64, for whoever has one of
 * these has 2⁶⁴ of them. An IPv4 address that is written as IPv6 is the IPv4 address.
 * @returns what is no address as it is
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) return address;
  const groups = groupsOf(bare);
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (mapped) return [groups[6]! >> 8, groups[6]! & 255, groups[7]! >> 8, groups[7]! & 255].join('.');
  const network = groups.slice(0, GROUPS_OF_NETWORK).map((group) => group.toString(16));
  return `${network.join(':')}::/64`;
}

/** @returns the eight numbers of an IPv6 address, however short it is written */
function groupsOf(address: string): number[] {
  const [before = '', after] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [first, last] = [before, after ?? ''].map((part) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)),
  ) as [number[], number[]];
  const left = GROUPS - first.length - last.length;
  return [...first, ...Array.from({ length: left }, () => 0), ...last];
}
