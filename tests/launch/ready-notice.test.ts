import { expect, it } from 'vitest';
import { wordReady } from '../../server/launch/print-ready.js';

it('shows address, links, data and how to stop, each on a line of its own and in one column', () => {
  const text = wordReady({
    address: 'http://192.168.1.20:4000',
    links: [
      { label: 'Chủ tịch (chair)', url: 'http://192.168.1.20:4000/ghe/abc' },
      { label: 'Màn hình phòng họp (room screen)', url: 'http://192.168.1.20:4000/man-hinh/def' },
    ],
    dataDir: '/var/lib/cham-sao-1',
    stopHint: 'Ctrl-C',
  });
  const lines = text.split('\n').filter((line) => line.startsWith('  '));
  const values = ['http://192.168.1.20:4000', 'http://192.168.1.20:4000/ghe/abc'].concat([
    'http://192.168.1.20:4000/man-hinh/def',
    '/var/lib/cham-sao-1',
    'Ctrl-C',
  ]);
  expect(lines.map((line) => line.split(/ {2,}/).at(-1))).toEqual(values);
  expect(new Set(lines.map((line, index) => line.length - (values[index] ?? '').length)).size).toBe(1);
});
