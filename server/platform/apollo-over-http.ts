import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import { GraphQLError, type GraphQLSchema, type ValidationRule } from 'graphql';
import { PLAIN_JSON_GETS_200 } from './answer-status.js';
import { toldAge } from './database/report-age.js';
import { MOST_TOKENS } from './documents.js';
import { maskError } from './mask-error.js';
import { noteRequest } from './request-ids.js';
import type { TrustedDocuments } from './trusted-documents.js';
import type { RequestContext } from './viewer.js';

/** What it answers by. */
export interface ApolloSettings {
  readonly config: { readonly introspection: boolean };
  readonly schema: GraphQLSchema;
  readonly rules: readonly ValidationRule[];
  readonly trusted: TrustedDocuments;
}

/** GraphQL over HTTP, by Apollo Server; not started yet. Limits and masked faults are those of the sockets. */
export function apolloOver(
  app: FastifyInstance,
  { config, schema, rules, trusted }: ApolloSettings,
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema,
    introspection: config.introspection,
    validationRules: [...rules],
    parseOptions: { maxTokens: MOST_TOKENS },
    persistedQueries: { cache: readOnly(trusted) },
    hideSchemaDetailsFromClientErrors: !config.introspection,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    formatError: (formatted, error) => maskError(formatted, error, app.log),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // It would watch every field of every answer for cache hints, of which the schema has none.
      ApolloServerPluginCacheControlDisabled(),
      fastifyApolloDrainPlugin(app),
      SUBSCRIPTIONS_NEED_A_SOCKET,
      PLAIN_JSON_GETS_200,
      TELL_AGE_OF_REPORTS,
      NOTE_REQUEST_OF_ERRORS,
    ],
    stopOnTerminationSignals: false,
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: (m) => app.log.warn(m),
      error: (m) => app.log.error(m),
    },
  });
}

/** Apollo Server's own list of texts by id, which strangers could otherwise fill. It puts a word before each id. */
const readOnly = (trusted: TrustedDocuments) => ({
  get: (key: string) => Promise.resolve(trusted.textOf(key.replace(/^apq:/, ''))),
  set: () => Promise.resolve(),
  delete: () => Promise.resolve(false),
});

/** Executed here a subscription would be a fault, for it has no board to start from. */
const SUBSCRIPTIONS_NEED_A_SOCKET: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ operation }) => {
        if (operation?.operation !== 'subscription') return Promise.resolve();
        const words = 'Theo dõi bảng điều hành qua WebSocket. / Subscriptions need a WebSocket.';
        throw new GraphQLError(words, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
      },
    }),
};

/** Beside the data, where whoever keeps the answer finds it. */
const TELL_AGE_OF_REPORTS: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ response: { body }, contextValue }) => {
        const told = toldAge(contextValue);
        if (told && body.kind === 'single')
          body.singleResult.extensions = { ...body.singleResult.extensions, ...told };
        return Promise.resolve();
      },
    }),
};

/** For the log, before they are masked. */
const NOTE_REQUEST_OF_ERRORS: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didEncounterErrors: ({ errors, contextValue }) => {
        for (const error of errors) noteRequest(error, contextValue.requestId);
        return Promise.resolve();
      },
    }),
};
