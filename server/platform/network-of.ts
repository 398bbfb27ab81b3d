import ipaddr from 'ipaddr.js';

/** What one household or one office is given at least: whoever has any address of it has all of them. RFC 6177 */
const GROUPS_OF_NETWORK = 4;

/**
 * What is counted as one place in the network: an IPv4 address itself, of an IPv6 address its /64, for whoever has one of
 * these has 2⁶⁴ of them. An IPv4 address that is written as IPv6 is the IPv4 address.
 * @returns what is no address as it is
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  const network = parsed.parts.slice(0, GROUPS_OF_NETWORK).map((group) => group.toString(16));
  return `${network.join(':')}::/64`;
}
