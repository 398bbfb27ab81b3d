import { expect, vi } from 'vitest';
import WebSocket from 'ws';
import type { LiveCouncil } from './live-council.js';
import type { Loose } from './server.js';

/** Both doors of a council's server, HTTP and the socket, without a sign-in's cookies and headers. */
export class BareDoors {
  constructor(private readonly council: () => LiveCouncil) {}

  readonly address = () => `${this.council().stage.server.address}/graphql`;

  readonly post = async (body: string, headers: Record<string, string> = {}) => {
    const response = await fetch(this.address(), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    const text = await response.text();
    return { status: response.status, text, json: () => JSON.parse(text) };
  };

  readonly ask = (query: string, variables: object = {}, headers: Record<string, string> = {}) =>
    this.post(JSON.stringify({ query, variables }), headers);

  /** A bare socket, as a stranger's program would open it. */
  readonly socket = async (params: object = {}, headers: Record<string, string> = {}) => {
    const ws = new WebSocket(this.address().replace('http', 'ws'), 'graphql-transport-ws', { headers });
    const said: Loose[] = [];
    ws.on('message', (data: Buffer) => said.push(JSON.parse(data.toString())));
    const closed = new Promise<{ code: number; reason: string }>((resolve) =>
      ws.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    );
    const refused = new Promise<number>((resolve) =>
      ws.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0)),
    );
    ws.on('error', () => undefined);
    const opened = new Promise<'open'>((resolve) => ws.on('open', () => resolve('open')));
    const how = await Promise.race([opened, refused]);
    if (how === 'open') ws.send(JSON.stringify({ type: 'connection_init', payload: params }));
    const until = (type: string, id?: string) =>
      vi.waitFor(() => {
        const found = said.find(
          (message) => message.type === type && (id === undefined || message.id === id),
        );
        expect(found, JSON.stringify(said).slice(0, 500)).toBeTruthy();
        return found;
      }, 5000);
    /** The errors by which an operation was refused: in words of the protocol or as its only answer. */
    const refusal = (id: string) =>
      vi.waitFor(() => {
        const found = said.find((message) => message.id === id && message.type !== 'complete');
        const errors = found?.type === 'error' ? found.payload : found?.payload.errors;
        expect(errors, JSON.stringify(said).slice(0, 500)).toBeTruthy();
        return errors[0];
      }, 5000);
    const question = (id: string, query: string, variables: object = {}) =>
      ws.send(JSON.stringify({ id, type: 'subscribe', payload: { query, variables } }));
    return { ws, said, how, closed, until, refusal, ask: question };
  };

  /** A socket with a results screen's token, which any rule SESSION admits. */
  readonly screenSocket = async () => {
    const { token: bearer } = await this.council().stage.dataSource.transaction((tx) =>
      this.council().stage.server.api.live.links.issueRoomLink(tx, this.council().sessionId),
    );
    const screen = await this.socket({ bearer });
    await screen.until('connection_ack');
    return screen;
  };
}
