import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ApolloClient, ApolloLink, Observable, type DocumentNode } from '@apollo/client/core';
import { print } from '@apollo/client/utilities';
import type { Client, Sink, SubscribePayload } from 'graphql-ws';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import * as generated from '../../client/generated/operations';
import { SaveMarksDocument, ViewerDocument } from '../../client/generated/operations';
import { useAct } from '../../client/live/act';
import { apollo } from '../../client/live/apollo';
import { documentId, sendingIds } from '../../client/live/document-ids';
import { faultKind } from '../../client/live/faults';
import { isOutdated } from '../../client/live/outdated';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const operations = Object.values(generated).filter((each) =>
  (each as DocumentNode).definitions.some(({ kind }) => kind === 'OperationDefinition'),
) as DocumentNode[];
const list = JSON.parse(readFileSync('client/generated/trusted-documents.json', 'utf8')) as Record<
  string,
  string
>;

/** What our client, with its own cache, hands to the link of its documents. */
async function handedOn(document: DocumentNode): Promise<DocumentNode> {
  const seen: DocumentNode[] = [];
  const link = new ApolloLink(({ query }) => {
    seen.push(query);
    return new Observable((observer) => observer.error(new Error('seen')));
  });
  const client = new ApolloClient({ cache: apollo.cache, link });
  const definition = document.definitions.find((each) => each.kind === 'OperationDefinition')!;
  if (definition.operation === 'subscription')
    client.subscribe({ query: document }).subscribe({ error: () => undefined });
  else if (definition.operation === 'mutation')
    await client.mutate({ mutation: document, fetchPolicy: 'no-cache' }).catch(() => undefined);
  else await client.query({ query: document, fetchPolicy: 'no-cache' }).catch(() => undefined);
  return seen[0]!;
}

describe('The list of trusted documents', () => {
  it('holds exactly what the client sends, each under the hash of its text and under the id that is sent', async () => {
    const sent: Record<string, string> = {};
    for (const operation of operations) {
      const document = await handedOn(operation);
      sent[documentId(document)] = print(document);
      expect(documentId(document)).toBe(sha256(print(document)));
    }
    expect(sent).toEqual(list);
    expect(operations.length).toBe(Object.keys(list).length);
    expect(operations.length).toBeGreaterThan(50);
  });
});

interface Asked {
  operationName: string;
  query?: string;
  extensions?: { persistedQuery?: { version: number; sha256Hash: string } };
  variables: object;
}

/** A server that answers each request by what it knows. */
function server(answer: (asked: Asked) => object): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', (_address: string, { body }: { body: string }) => {
    const one = JSON.parse(body) as Asked;
    asked.push(one);
    return Promise.resolve(new Response(JSON.stringify(answer(one))));
  });
  return asked;
}

const coded = (code: string) => ({ errors: [{ message: 'x', extensions: { code } }] });
const viewer = { __typename: 'Viewer', id: 'v1', kind: 'ANONYMOUS', name: '', isAdmin: false, loginKey: null, account: null, seats: [] }; // prettier-ignore
const ask = () => apollo.query({ query: ViewerDocument, fetchPolicy: 'no-cache' });
const input = { sheetId: 's', saveId: 'one', baseVersion: 1, marks: [], enteredAt: 'now' } as never;
const saved = { saveMarks: { __typename: 'Refusal', refusalCode: 'X', message: { __typename: 'Text', vi: '', en: '' }, fields: [] } }; // prettier-ignore

describe('A page over HTTP', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('sends ids and no text', async () => {
    const asked = server(() => ({ data: { viewer } }));
    await ask();
    expect(asked).toHaveLength(1);
    expect(asked[0]!.query).toBeUndefined();
    expect(asked[0]!.extensions).toEqual({
      persistedQuery: { version: 1, sha256Hash: documentId(ViewerDocument) },
    });
  });

  it('sends the text of the same save to a server of another build, and texts from then on', async () => {
    const asked = server(({ query }) => (query ? { data: saved } : coded('PERSISTED_QUERY_NOT_FOUND')));
    const act = effectScope().run(() => useAct(SaveMarksDocument))!;
    await act.run({ input });
    expect(act.refusal.value?.refusalCode).toBe('X');
    expect(asked.map(({ query }) => Boolean(query))).toEqual([false, true]);
    expect(asked[1]!.variables).toEqual(asked[0]!.variables);
    expect(sha256(asked[1]!.query!)).toBe(asked[0]!.extensions!.persistedQuery!.sha256Hash);
    await act.run({ input });
    expect(asked).toHaveLength(3);
    expect(asked[2]!.query).toBe(asked[1]!.query);
    expect(isOutdated.value).toBe(false);
  });

  it('is told to be loaded anew where a server takes no text from it', async () => {
    server(() => coded('DOCUMENT_NOT_TRUSTED'));
    const act = effectScope().run(() => useAct(SaveMarksDocument))!;
    await act.run({ input });
    expect(act.notice.value).toMatch(/bản cũ.*tải lại trang/);
    expect(isOutdated.value).toBe(true);
    expect(faultKind(await ask().catch((error: unknown) => error))).toBe('outdated');
  });
});

describe('A page over the socket', () => {
  const payload: SubscribePayload = {
    query: 'subscription { x }',
    extensions: { persistedQuery: { version: 1, sha256Hash: 'id' } },
  };
  /** A socket on which the test is the server. */
  function socket() {
    const sent: SubscribePayload[] = [];
    const sinks: Sink[] = [];
    const left: number[] = [];
    const client = {
      subscribe: (one: SubscribePayload, sink: Sink) => {
        const at = sent.push(one) - 1;
        sinks.push(sink);
        return () => void left.push(at);
      },
    } as unknown as Client;
    const heard = { next: vi.fn(), error: vi.fn(), complete: vi.fn() };
    const leave = sendingIds(client).subscribe(payload, heard);
    return { sent, sinks, left, heard, leave };
  }
  const unknown = [{ message: 'x', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }];

  it('sends ids and no text, and hears what comes', () => {
    const { sent, sinks, left, heard, leave } = socket();
    expect(sent).toEqual([{ ...payload, query: '' }]);
    sinks[0]!.next({ data: { x: 1 } });
    sinks[0]!.complete();
    expect(heard.next).toHaveBeenCalledWith({ data: { x: 1 } });
    expect(heard.complete).toHaveBeenCalledOnce();
    leave();
    expect(left).toEqual([0]);
  });

  it('sends the text where the id is unknown, as after an upgrade in the middle of a session, and nobody notices', () => {
    const { sent, sinks, left, heard, leave } = socket();
    sinks[0]!.next({ data: { x: 1 } });
    sinks[0]!.error(unknown);
    expect(sent[1]).toEqual(payload);
    sinks[1]!.next({ data: { x: 2 } });
    expect(heard.next).toHaveBeenLastCalledWith({ data: { x: 2 } });
    expect(heard.error).not.toHaveBeenCalled();
    leave();
    expect(left).toEqual([1]);
  });

  it('hands every other error on, also one to the text', () => {
    const { sinks, sent, heard } = socket();
    sinks[0]!.error(unknown);
    sinks[1]!.error([{ message: 'x', extensions: { code: 'FORBIDDEN' } }]);
    expect(sent).toHaveLength(2);
    expect(heard.error).toHaveBeenCalledOnce();
  });
});
