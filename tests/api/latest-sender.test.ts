import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { LatestSender, Payload } from '../../server/platform/latest-sender.js';

const board = (length: number) => ({ data: { board: 'x'.repeat(length) } });
const UUID = '0b5bd5b4-7f3e-4b5e-9a55-3c1f1c8a2b11';

describe('the latest whole state over a socket', () => {
  let server: WebSocketServer;
  let client: WebSocket;
  let socket: WebSocket;
  let stream: Duplex;
  let received: string[];
  beforeAll(async () => {
    server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
  });
  afterAll(() => new Promise((done) => server.close(done)));
  const open = async () => {
    client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    received = [];
    client.on('message', (data) => received.push((data as Buffer).toString()));
    const [accepted, request] = (await once(server, 'connection')) as [WebSocket, { socket: Duplex }];
    socket = accepted;
    stream = request.socket;
    if (client.readyState !== WebSocket.OPEN) await once(client, 'open');
  };
  afterEach(() => client.terminate());
  const arrived = async (count: number) => {
    while (received.length < count) await once(client, 'message');
    return received.map((text) => JSON.parse(text) as { id: string; payload?: ReturnType<typeof board> });
  };

  // Frames name their length in 1, 3 or 9 bytes: both sides of each border, with the head, whatever the id.
  it.each(['1', '12', UUID])('comes whole at every length, to the operation %s', async (id) => {
    await open();
    const head = `{"id":"${id}","type":"next","payload":{"data":{"board":""}}}`.length;
    const lengths = [0, 125 - head, 126 - head, 127 - head, 65_535 - head, 65_536 - head, 200_000].filter(
      (length) => length >= 0,
    );
    const sender = new LatestSender(socket, stream, id);
    for (const [index, length] of lengths.entries()) {
      sender.send(new Payload(JSON.stringify(board(length))));
      const messages = await arrived(index + 1);
      expect(messages[index]).toEqual({ id, type: 'next', payload: board(length) });
    }
  });

  it('mixes with nothing else that the socket sends', async () => {
    await open();
    const [one, other] = [new LatestSender(socket, stream, '1'), new LatestSender(socket, stream, UUID)];
    const payload = new Payload(JSON.stringify(board(5000)));
    one.send(payload);
    socket.send(JSON.stringify({ id: 'between' }));
    socket.ping();
    other.send(payload);
    one.fail([{ message: 'over' }]);
    const messages = await arrived(4);
    expect(messages.map(({ id }) => id)).toEqual(['1', 'between', UUID, '1']);
    expect(messages[2]!.payload).toEqual(board(5000));
  });

  it('sends a client that had stopped reading the frame on its way and the latest one, nothing between', async () => {
    await open();
    client.pause();
    const sender = new LatestSender(socket, stream, '1');
    // More than any system takes for a client that reads nothing.
    const states = Array.from({ length: 40 }, (_, index) => board(2_000_000 + index));
    for (const state of states) sender.send(new Payload(JSON.stringify(state)));
    expect(stream.writableLength).toBeLessThan(5_000_000);
    client.resume();
    let messages = await arrived(1);
    while (messages.at(-1)!.payload!.data.board.length !== 2_000_039)
      messages = await arrived(messages.length + 1);
    expect(messages.length).toBeLessThan(10);
  });

  it('says nothing to a socket that is closed', async () => {
    await open();
    client.close();
    await once(socket, 'close');
    new LatestSender(socket, stream, '1').send(new Payload(JSON.stringify(board(10))));
    expect(received).toEqual([]);
  });
});
