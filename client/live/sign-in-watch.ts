import { ApolloError, type ApolloLink } from '@apollo/client/core';
import { onError, type ErrorResponse } from '@apollo/client/link/error';
import { noteSignInEnded } from './sign-in-state';

/** What the server said was wrong. The socket hands the errors that end a stream on as a thrown one. */
export const errorsSaid = ({ graphQLErrors, networkError }: ErrorResponse) =>
  graphQLErrors ?? (networkError instanceof ApolloError ? networkError.graphQLErrors : []);

/** Notes when an answer, or the end of a stream, says that this tab's sign-in is over. Stands on both ways to the server. */
export const signInWatch: ApolloLink = onError((response) => {
  const over = errorsSaid(response).find((error) => error.extensions?.code === 'UNAUTHENTICATED');
  if (over) noteSignInEnded(over.extensions?.reason);
});
