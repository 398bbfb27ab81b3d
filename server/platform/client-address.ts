import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Whether a proxy at this address, so many steps away (0 is who is connected), is believed. */
export type Trust = (address: string, hop: number) => boolean;

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** @param setting none, a number of proxies, the nearest first, or their addresses and networks, after commas */
export function trustOf(setting: false | number | string): Trust {
  if (setting === false) return () => false;
  if (typeof setting === 'number') return (_address, hop) => hop < setting;
  const known = new BlockList();
  for (const entry of setting.split(',')) {
    const [network = '', prefix] = entry.trim().split('/');
    if (prefix === undefined) known.addAddress(network, familyOf(network));
    else known.addSubnet(network, Number(prefix), familyOf(network));
  }
  return (address) => isIP(address) !== 0 && known.check(address, familyOf(address));
}

/** Who asks, as far as the proxies that are believed say; the same as what the HTTP door goes by. */
export function clientAddress({ headers, socket }: IncomingMessage, trust: Trust): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '');
  const steps = forwarded === '' ? [] : forwarded.split(',').reverse();
  let address = socket.remoteAddress ?? '';
  for (const [hop, next] of steps.entries()) {
    if (!trust(address, hop)) break;
    address = next.trim();
  }
  return address;
}
