// The plain way of sending boards: graphql-ws and a PubSub; every subscriber's operation is executed and put into text
// by itself. The board is published ready-made, so reading it costs this server nothing.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { root } from '../../../server/launch/repo-node.mjs';
import { answering } from '../answering.mjs';

// The PubSub that type-graphql brings along and recommends.
const { createPubSub } = createRequire(import.meta.resolve('type-graphql'))('@graphql-yoga/subscription');
const pubSub = createPubSub();
const schema = buildSchema(readFileSync(join(root, 'schema.graphql'), 'utf8'));
const { sessionBoard } = schema.getSubscriptionType().getFields();
let subscribers = 0;
sessionBoard.subscribe = (_root, { sessionId }) => {
  subscribers += 1;
  return pubSub.subscribe('board', sessionId);
};
sessionBoard.resolve = (board) => board;

const http = createServer();
useServer({ schema }, new WebSocketServer({ server: http, path: '/graphql', perMessageDeflate: false }));

answering({
  address: async () => {
    if (!http.listening) await once(http.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${http.address().port}`;
  },
  /** Waits until all have subscribed: this server opens no stream with a board, so nobody could tell by that. */
  subscribed: async (count) => {
    while (subscribers < count) await new Promise((resolve) => setTimeout(resolve, 10));
  },
  send: ({ sessionId, board }) => pubSub.publish('board', sessionId, board),
});
