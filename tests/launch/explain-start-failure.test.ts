import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.js';
import { explainStartFailure } from '../../server/launch/explain-start-failure.js';

/** What Node really says when it cannot listen there. */
function failToListen(port: number, host: string): Promise<unknown> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', done);
    server.listen(port, host, () => server.close(() => done(undefined)));
  });
}

describe('a failed start is explained', () => {
  it('by the port that is taken', async () => {
    const holder = createServer();
    await new Promise<void>((done) => holder.listen(0, '127.0.0.1', done));
    const { port } = holder.address() as AddressInfo;
    const error = await failToListen(port, '127.0.0.1');
    holder.close();
    const text = explainStartFailure(error, readConfig({ PORT: String(port) }));
    expect(text).toMatch(new RegExp(`^Cổng ${port} .*\nPort ${port} is in use.*PORT=4000\\.$`));
  });

  it('by the address this machine does not have', async () => {
    const error = await failToListen(0, '192.0.2.1');
    const text = explainStartFailure(error, readConfig({ HOST: '192.0.2.1' }));
    expect(text).toMatch(/^Máy này không có địa chỉ HOST=192\.0\.2\.1.*\nThis machine has no address/);
  });

  it('by its stack when only a programmer can mend it', () => {
    const text = explainStartFailure(new Error('impossible'), readConfig({}));
    expect(text).toMatch(/Lỗi ngoài dự kiến[\s\S]*impossible\n\s+at /);
  });

  it('by its stack, not by the port, when a connection elsewhere was refused', () => {
    const elsewhere = Object.assign(new Error('connect'), { code: 'EADDRINUSE', syscall: 'connect' });
    expect(explainStartFailure(elsewhere, readConfig({}))).toMatch(/Lỗi ngoài dự kiến/);
  });
});
