import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clientAddress, trustOf } from '../../server/platform/client-address.js';

const asking = (from: string, forwarded?: string) =>
  ({
    socket: { remoteAddress: from },
    headers: { ...(forwarded && { 'x-forwarded-for': forwarded }) },
  }) as IncomingMessage;

describe('who asks', () => {
  it.each([
    ['is who is connected, where no proxy is believed', false, '10.0.0.9', '1.1.1.1', '10.0.0.9'],
    ['is who is connected, where nothing was forwarded', 2, '10.0.0.9', undefined, '10.0.0.9'],
    ['is the last that one proxy has added', 1, '10.0.0.9', '6.6.6.6, 1.1.1.1', '1.1.1.1'],
    ['is the last but one past two proxies', 2, '10.0.0.9', '6.6.6.6, 1.1.1.1, 10.0.0.8', '1.1.1.1'],
    ['is never further than what was forwarded', 5, '10.0.0.9', '1.1.1.1', '1.1.1.1'],
    [
      'is the first that is no known proxy',
      '10.0.0.0/8',
      '10.0.0.9',
      '6.6.6.6, 1.1.1.1, 10.0.0.8',
      '1.1.1.1',
    ],
    [
      'is found behind a known IPv6 network',
      '::1, fd00::/8',
      '::1',
      '6.6.6.6,2001:db8::5,fd00::7',
      '2001:db8::5',
    ],
    ['is found where IPv4 comes as IPv6', '10.0.0.0/8', '::ffff:10.0.0.9', '1.1.1.1', '1.1.1.1'],
    ['is whatever an unknown proxy is', '10.0.0.0/8', '9.9.9.9', '1.1.1.1', '9.9.9.9'],
    ['is what a known proxy made of nonsense', '10.0.0.0/8', '10.0.0.9', '1.1.1.1, nonsense', 'nonsense'],
  ] as const)('%s', (_, proxies, from, forwarded, expected) => {
    expect(clientAddress(asking(from, forwarded), trustOf(proxies))).toBe(expected);
  });
});
