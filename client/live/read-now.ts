import type { OperationVariables, TypedDocumentNode } from '@apollo/client/core';
import { apollo } from './apollo';

/**
 * What a query of one root field finds on the server now, whatever the cache holds; lists on the screen follow it.
 * @returns null also where the server could not be asked
 */
export async function readNow<TData, TVariables extends OperationVariables>(
  document: TypedDocumentNode<TData, TVariables>,
  variables: TVariables,
): Promise<TData[Exclude<keyof TData, '__typename'>] | null> {
  try {
    const { data } = await apollo.query({ query: document, variables, fetchPolicy: 'network-only' });
    const { __typename, ...fields } = data as TData & { __typename?: string };
    return Object.values(fields)[0] as TData[Exclude<keyof TData, '__typename'>];
  } catch {
    return null;
  }
}
