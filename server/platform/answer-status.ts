import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { RequestContext } from './viewer.js';

const NOT_UNDERSTOOD = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

const asksForPlainJson = (accept: string | undefined): boolean =>
  !accept?.includes('application/graphql-response+json');

/** The same for a document that was refused unread: its error, with the status and headers of the answer. */
export function statedRefusal(error: unknown, accept: string | undefined): unknown {
  if (!(error instanceof GraphQLError)) return error;
  const { message, extensions } = error;
  const status = asksForPlainJson(accept) && extensions['code'] !== 'BAD_REQUEST' ? 200 : 400;
  const http = { status, headers: new HeaderMap([['cache-control', 'no-store']]) };
  return new GraphQLError(message, { extensions: { ...extensions, http } });
}

/**
 * Whoever asks for plain JSON gets a document that cannot be parsed, validated or given its variables answered by 200
 * with the errors in it, as GraphQL over HTTP recommends: under that type other statuses may come from anything between
 * us. Whoever asks for application/graphql-response+json gets the 400.
 */
export const PLAIN_JSON_GETS_200: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ request, response, errors }) => {
        const plain = asksForPlainJson(request.http?.headers.get('accept'));
        const { http } = response;
        const notUnderstood = errors?.every(({ extensions }) =>
          NOT_UNDERSTOOD.has(String(extensions['code'])),
        );
        if (plain && http.status === 400 && notUnderstood) http.status = 200;
        return Promise.resolve();
      },
    }),
};
