import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { checkExistingPostgres } from '../../server/platform/database/existing-postgres.js';
import { createTestDatabase } from '../support/database.js';

/** One message of PostgreSQL's protocol. */
function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

const int16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const int32 = (value: number) =>
  Buffer.from([value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255]);
const ready = message('Z', Buffer.from('I'));

/** A column of a result: name, table 0, column 0, type, size, modifier, text format. */
function column(name: string, type: number): Buffer {
  const head = [Buffer.from(`${name}\0`), int32(0), int16(0), int32(type), int16(4), int32(0), int16(0)];
  return Buffer.concat(head);
}

function row(...values: string[]): Buffer {
  const cells = values.flatMap((value) => [int32(Buffer.byteLength(value)), Buffer.from(value)]);
  return message('D', Buffer.concat([int16(values.length), ...cells]));
}

/** Speaks just enough of the protocol to be taken for an old PostgreSQL. */
async function pretendOldPostgres(version: string): Promise<{ url: string; close(): void }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', int32(0)), ready]));
      socket.on('data', (asked) => {
        if (asked[0] !== 'Q'.charCodeAt(0)) return;
        const columns = Buffer.concat([int16(2), column('version', 23), column('encoding', 25)]);
        const done = message('C', Buffer.from('SELECT 1\0'));
        socket.write(Buffer.concat([message('T', columns), row(version, 'UTF8'), done, ready]));
      });
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { url: `postgres://u:p@127.0.0.1:${port}/ocop`, close: () => server.close() };
}

describe('an existing PostgreSQL', () => {
  it('is taken when it is recent and keeps UTF8', async () => {
    const database = await createTestDatabase('empty');
    await expect(checkExistingPostgres(database.url)).resolves.toBeUndefined();
    await database.drop();
  });

  it('is refused before version 14', async () => {
    const old = await pretendOldPostgres('130022');
    await expect(checkExistingPostgres(old.url)).rejects.toThrow(
      /là bản 13: cần bản 14[\s\S]*version 13: version 14/,
    );
    old.close();
    const enough = await pretendOldPostgres('140000');
    await expect(checkExistingPostgres(enough.url)).resolves.toBeUndefined();
    enough.close();
  });

  it('is refused when it does not keep UTF8, which Vietnamese needs', async () => {
    const client = new pg.Client({ connectionString: inject('postgresUrl') });
    await client.connect();
    await client.query(
      `create database latin encoding 'LATIN1' locale_provider libc locale 'C' template template0`,
    );
    const address = new URL(inject('postgresUrl'));
    address.pathname = '/latin';
    await expect(checkExistingPostgres(address.href)).rejects.toThrow(/bảng mã LATIN1: cần UTF8/);
    await client.query('drop database latin');
    await client.end();
  });

  it('is refused with the reason when the password is wrong', async () => {
    const address = new URL(inject('postgresUrl'));
    address.password = 'wrong';
    await expect(checkExistingPostgres(address.href)).rejects.toThrow(/password authentication failed/);
  });
});
