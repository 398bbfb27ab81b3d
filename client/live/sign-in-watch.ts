import { ApolloError, type ApolloLink } from '@apollo/client/core';
import { onError } from '@apollo/client/link/error';
import { noteSignInEnded } from './sign-in-state';

/** Notes when an answer, or the end of a stream, says that this tab's sign-in is over. Stands on both ways to the server. */
export const signInWatch: ApolloLink = onError(({ graphQLErrors, networkError }) => {
  // The socket hands the errors that end a stream on as a thrown one.
  const errors = graphQLErrors ?? (networkError instanceof ApolloError ? networkError.graphQLErrors : []);
  const over = errors.find((error) => error.extensions?.code === 'UNAUTHENTICATED');
  if (over) noteSignInEnded(over.extensions?.reason);
});
