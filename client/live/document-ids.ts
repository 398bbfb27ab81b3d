import { ApolloLink, type DocumentNode } from '@apollo/client/core';
import { createPersistedQueryLink } from '@apollo/client/link/persisted-queries';
import type { Client } from 'graphql-ws';

/** What `client/generate.mjs` wrote into the document: the SHA-256 of its text. A page opened by plain http could not reckon it. */
export function documentId(document: DocumentNode): string {
  const { __meta__: written } = document as { __meta__?: { hash: string } };
  if (!written) throw new Error('A document that was not generated has no id.');
  return written.hash;
}

type Meta = { meta: { persistedQueryNotFound: boolean; persistedQueryNotSupported: boolean } };

/** The server is of another build than this page. */
const isUnknown = ({ meta }: Meta): boolean => meta.persistedQueryNotFound || meta.persistedQueryNotSupported;

/** Over HTTP: the id in the stead of the text. Once a server does not know one, this page sends texts. */
export const idsOverHttp = createPersistedQueryLink({
  generateHash: documentId,
  disable: isUnknown,
  retry: isUnknown,
});

/** On the way to the socket: puts the id beside the text. */
export const idBesideText = new ApolloLink((operation, forward) => {
  operation.extensions['persistedQuery'] = { version: 1, sha256Hash: documentId(operation.query) };
  return forward(operation);
});

/** The socket, with texts left out of what goes over it, and sent after all where the server does not know the id. */
export function sendingIds(socket: Client): Client {
  return {
    ...socket,
    subscribe: (payload, sink) => {
      // The protocol asks for a text in every message.
      let leave = socket.subscribe(
        { ...payload, query: '' },
        {
          next: (result) => sink.next(result as Parameters<typeof sink.next>[0]),
          complete: () => sink.complete(),
          error: (error) => {
            if (saysUnknown(error)) leave = socket.subscribe(payload, sink);
            else sink.error(error);
          },
        },
      );
      return () => leave();
    },
  };
}

function saysUnknown(error: unknown): boolean {
  const errors: readonly { extensions?: { code?: unknown } }[] = Array.isArray(error) ? error : [];
  return errors.some(({ extensions }) => extensions?.code === 'PERSISTED_QUERY_NOT_FOUND');
}
