import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { closeSocket, Outgoing } from '../../server/platform/outgoing.js';
import { speakGraphql } from '../../server/platform/speak-graphql.js';
import { Pulse } from '../../server/platform/pulse.js';

describe('what is said over a socket', () => {
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
  afterEach(() => client.terminate());
  const open = async (settings: object = {}) => {
    client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, settings);
    received = [];
    client.on('message', (data) => received.push((data as Buffer).toString()));
    const [accepted, request] = (await once(server, 'connection')) as [WebSocket, { socket: Duplex }];
    socket = accepted;
    stream = request.socket;
    if (client.readyState !== WebSocket.OPEN) await once(client, 'open');
    return new Outgoing(socket, stream);
  };
  const arrived = async (count: number) => {
    while (received.length < count) await once(client, 'message');
    return received;
  };

  // Frames name their length in 1, 3 or 9 bytes: both sides of each border, and letters of several bytes.
  it('comes whole and in order, whatever its length', async () => {
    const outgoing = await open();
    const texts = [0, 1, 125, 126, 65_535, 65_536, 300_000].map((length) => 'a'.repeat(length));
    texts.push('ố'.repeat(42), 'Phiếu chấm điểm của đồng chí đã được ghi 🌾');
    for (const text of texts) outgoing.say(text);
    expect(await arrived(texts.length)).toEqual(texts);
  });

  it('leaves in one piece where it was said in one turn, in two where a turn lay between', async () => {
    const outgoing = await open();
    const pieces: number[] = [];
    const write = stream.write.bind(stream);
    stream.write = ((bytes: Buffer) => pieces.push(bytes.length) > 0 && write(bytes)) as typeof stream.write;
    outgoing.say('next');
    await Promise.resolve();
    outgoing.say('complete');
    await arrived(2);
    outgoing.say('later');
    expect(await arrived(3)).toEqual(['next', 'complete', 'later']);
    expect(pieces).toEqual(['next'.length + 2 + 'complete'.length + 2, 'later'.length + 2]);
  });

  it('still comes where the socket is closed after it in the same turn', async () => {
    const outgoing = await open();
    outgoing.say('the last word');
    closeSocket(socket, 4403, 'over');
    const [code] = (await once(client, 'close')) as [number];
    expect([code, received]).toEqual([4403, ['the last word']]);
  });

  it('is cut off for whoever reads none of it, before it fills the memory', async () => {
    const outgoing = await open();
    client.pause();
    const over = once(socket, 'close');
    for (let time = 0; time < 400 && socket.readyState === WebSocket.OPEN; time += 1) {
      outgoing.say('x'.repeat(200_000));
      outgoing.flush();
      expect(stream.writableLength).toBeLessThan(9_000_000);
    }
    await over;
  });

  it('ends where the other end is gone without a word, and not where it answers', async () => {
    const pulse = new Pulse(5);
    await open({ autoPong: false });
    const silent = { client, over: once(socket, 'close') };
    pulse.watch(socket);
    await open();
    pulse.watch(socket);
    await silent.over;
    // Several rounds more.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(socket.readyState).toBe(WebSocket.OPEN);
    pulse.stop();
    silent.client.terminate();
  });
});

describe('a device that pings and pings, and reads no answer', () => {
  let server: WebSocketServer;
  let stop: () => void;
  beforeAll(async () => {
    const handleProtocols = () => 'graphql-transport-ws';
    server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols });
    const log = { error: () => undefined };
    stop = speakGraphql(server, { onConnect: () => true }, log, (socket, { socket: stream }, requestId) => ({
      ...{ socket, stream, address: '', requestId },
    }));
    await once(server, 'listening');
  });
  afterAll(() => {
    stop();
    return new Promise((done) => server.close(done));
  });

  // Those of the protocol beneath ws answers by itself, and counts.
  it.each(['a message', 'a frame'] as const)('is cut off where each ping is %s', async (how) => {
    const at = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = new WebSocket(at, 'graphql-transport-ws');
    const [socket, { socket: stream }] = (await once(server, 'connection')) as [
      WebSocket,
      { socket: Duplex },
    ];
    if (client.readyState !== WebSocket.OPEN) await once(client, 'open');
    client.send(JSON.stringify({ type: 'connection_init' }));
    await once(client, 'message');
    client.pause();
    const over = once(socket, 'close') as Promise<[number]>;
    const ping = JSON.stringify({ type: 'ping', payload: { x: 'x'.repeat(20_000) } });
    let most = 0;
    for (const until = Date.now() + 30_000; socket.readyState === WebSocket.OPEN && Date.now() < until;) {
      for (let time = 0; time < 500 && client.bufferedAmount < 1_000_000; time += 1)
        if (how === 'a frame') client.ping('x'.repeat(125));
        else client.send(ping);
      await new Promise((done) => setImmediate(done));
      most = Math.max(most, stream.writableLength);
      expect(most).toBeLessThan(9_000_000);
    }
    // Cut off, and not for anything it said.
    expect((await over)[0]).toBe(1006);
    client.terminate();
  });
});
