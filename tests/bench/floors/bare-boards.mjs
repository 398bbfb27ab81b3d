// The floor of sending boards: the same bytes to every socket, and nothing else.
import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import { answering } from '../answering.mjs';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });

answering({
  address: async () => {
    if (server.address() === null) await once(server, 'listening');
    return `ws://127.0.0.1:${server.address().port}`;
  },
  send: (text) => {
    const bytes = Buffer.from(text);
    for (const socket of server.clients) socket.send(bytes, { binary: false });
  },
});
