import {
  ApolloClient,
  ApolloLink,
  type DocumentNode,
  HttpLink,
  InMemoryCache,
  Observable,
  from,
  split,
} from '@apollo/client/core';
import { setContext } from '@apollo/client/link/context';
import { onError } from '@apollo/client/link/error';
import { RetryLink } from '@apollo/client/link/retry';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { getMainDefinition } from '@apollo/client/utilities';
import { ViewerDocument } from '../generated/operations';
import { noteFound, noteLost } from './connection';
import { idBesideText, idsOverHttp, sendingIds } from './document-ids';
import { outdatedWatch } from './outdated';
import { bearer, isEndReason, loginKey, noteSignInEnded } from './sign-in-state';
import { signInWatch } from './sign-in-watch';
import { patientFetch, ServerAway } from './patient-fetch';
import { openSocket } from './socket';

const socket = openSocket(`${location.origin.replace(/^http/, 'ws')}/graphql`, whyRefused);

const signed = setContext((_operation, { headers = {} }: { headers?: Record<string, string> }) => {
  const login = loginKey();
  if (bearer.value) return { headers: { ...headers, authorization: `Bearer ${bearer.value}` } };
  return { headers: login ? { ...headers, 'x-login': login } : headers };
});

const watched = new ApolloLink((operation, forward) =>
  forward(operation).map((result) => {
    noteFound('requests');
    return result;
  }),
);

const faults = onError(({ networkError }) => {
  if (networkError && !('statusCode' in networkError)) noteLost('requests');
});

/** Reading twice does no harm: where one server is just stopping, another one answers. What writes is the outbox's, or the hand's. */
const readAgain = new RetryLink({
  delay: { initial: 300, max: 1_500, jitter: true },
  attempts: {
    max: 4,
    retryIf: (error, { query }) => error instanceof ServerAway && kindOf(query) === 'query',
  },
});

const http = from([
  signInWatch,
  outdatedWatch,
  faults,
  readAgain,
  signed,
  watched,
  idsOverHttp,
  new HttpLink({ uri: '/graphql', credentials: 'same-origin', fetch: patientFetch }),
]);

let streams = 0;

/** Only a socket that somebody needs can be lost. */
const counted = new ApolloLink((operation, forward) => {
  const stream = forward(operation);
  return new Observable((observer) => {
    streams += 1;
    const subscription = stream.subscribe(observer);
    return () => {
      subscription.unsubscribe();
      streams -= 1;
      if (streams === 0) noteFound('socket');
    };
  });
});

/** Whether it reads, writes or follows. */
function kindOf(query: DocumentNode): string {
  const definition = getMainDefinition(query);
  return definition.kind === 'OperationDefinition' ? definition.operation : definition.kind;
}

const isSubscription: Parameters<typeof split>[0] = ({ query }) => kindOf(query) === 'subscription';

/** A newer list stands for itself: what is missing from it was taken away, and must not be missed as lost. */
const whole = { merge: false } as const;
const lists = <Field extends string>(...fields: Field[]) =>
  Object.fromEntries(fields.map((field) => [field, whole])) as Record<Field, typeof whole>;

/** Types whose `id` or `code` names them only inside their parent, or that have neither, live inside the parent. */
function makeCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Query: {
        fields: lists(
          'apiTokens',
          'cardDifferences',
          'councils',
          'criteriaSetDrafts',
          'criteriaSets',
          'evaluationSheets',
          'ownSignIns',
          'places',
          'sessionResults',
          'sessions',
          'starDistribution',
        ),
      },
      Viewer: { keyFields: [], fields: lists('seats') },
      Council: { fields: lists('members', 'regulations', 'sessions') },
      Session: { fields: lists('agenda', 'attendance') },
      SessionHistoryEntry: { fields: lists('changes', 'dossiers', 'members') },
      Dossier: { fields: lists('assessments', 'evaluations') },
      Product: { fields: lists('recognised') },
      ScoreSheet: { fields: lists('marks', 'parts', 'attempts') },
      CriteriaSet: {
        keyFields: ['code'],
        fields: lists('conditions', 'evidenceCatalogue', 'parts', 'starBands', 'starMinimums'),
      },
      CriteriaSetDraft: { fields: { ...lists('differences', 'faults'), content: whole } },
      BackupStatus: { fields: lists('kept') },
      // An effect is of one reading of one file, whatever it would change.
      PlannedEffect: { keyFields: false },
      // The same member sits at every item of the agenda, each time with another state.
      BoardSeat: { keyFields: false },
      BoardMember: { keyFields: false },
      BoardItem: { keyFields: false },
      SessionBoard: { keyFields: false },
      // Two pages of the client may read different fields of the same one.
      AccountConnection: { merge: true },
      DossierConnection: { merge: true },
      OpenSignInConnection: { merge: true },
      ProducerConnection: { merge: true },
      ProductConnection: { merge: true },
      ReleasedResult: { merge: true },
      BoardQuorum: { merge: true },
    },
  });
}

const stream = from([
  signInWatch,
  outdatedWatch,
  counted,
  idBesideText,
  new GraphQLWsLink(sendingIds(socket)),
]);

/** The tab's one client. Lists and pages read through its cache; live boards come by `useLiveBoard`. */
export const apollo = new ApolloClient({
  cache: makeCache(),
  link: split(isSubscription, stream, http),
});

/** The socket was refused. Where its reason does not say why, the viewer's own query does. */
async function whyRefused(reason: string): Promise<void> {
  if (isEndReason(reason)) return noteSignInEnded(reason);
  try {
    const { data } = await apollo.query({ query: ViewerDocument, fetchPolicy: 'no-cache' });
    if (data.viewer.kind === 'ANONYMOUS') noteSignInEnded('EXPIRED');
  } catch {
    /* an answer that says why has been noted on its way; without one, there is nothing to say */
  }
}

/** After signing in or out: another person's data must not stay, and the socket must say who it is anew. */
export async function forgetEverything(): Promise<void> {
  socket.terminate();
  await apollo.clearStore();
}
