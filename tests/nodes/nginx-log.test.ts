import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { Nginx } from '../support/nginx.js';
import { findProgram } from '../support/programs.js';

const program = findProgram('nginx');
const SECRET = 'Zk3vVx2mYt8QbLw0N7cPsa1D';

it.skipIf(!program)(
  'nginx as we ship it writes no card into its log, and the id that the node was given',
  async () => {
    const ids: unknown[] = [];
    const node = createServer(({ headers }, response) => {
      ids.push(headers['x-request-id']);
      response.end();
    }).listen(0, '127.0.0.1');
    await once(node, 'listening');
    const nginx = await Nginx.start(program!, [(node.address() as AddressInfo).port]);
    try {
      const paths = [
        '/ghe/seat.',
        '/seat/seat.',
        '/man-hinh/room.',
        '/screen/room.',
        '//ghe/once.',
        '/GHE/seat.',
      ];
      for (const path of paths) {
        const headers = { referer: `http://x/ghe/seat.${SECRET}`, 'x-request-id': SECRET };
        await (await fetch(`${nginx.address}${path}${SECRET}?card=${SECRET}`, { headers })).text();
      }
      await expect.poll(() => nginx.shippedLog().match(/\/\.\.\. /g)).toHaveLength(paths.length);
      const log = nginx.shippedLog();
      expect(log).not.toContain(SECRET);
      expect(log).toContain(' GET /ghe/... 200 ');
      expect(ids).toHaveLength(paths.length);
      for (const id of ids) {
        expect(id).toMatch(/^[0-9a-f]{32}$/);
        expect(log).toContain(` ${String(id)}\n`);
      }
    } finally {
      await nginx.stop();
      node.close();
    }
  },
);
