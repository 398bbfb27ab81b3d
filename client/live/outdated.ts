import type { ApolloLink } from '@apollo/client/core';
import { onError } from '@apollo/client/link/error';
import { readonly, ref } from 'vue';
import { errorsSaid } from './sign-in-watch';

/** The code of an answer to a document that the server does not take from a page. */
export const NOT_TRUSTED = 'DOCUMENT_NOT_TRUSTED';

const outdated = ref(false);

/** Whether the server has said that it takes only what pages of another build send: this one must be loaded anew. */
export const isOutdated = readonly(outdated);

/** Notes when the server says so. Stands on both ways to the server. */
export const outdatedWatch: ApolloLink = onError((response) => {
  if (errorsSaid(response).some(({ extensions }) => extensions?.code === NOT_TRUSTED)) outdated.value = true;
});
