import { ApolloError, from } from '@apollo/client/core';
import { GraphQLError } from 'graphql';
import { beforeEach, describe, expect, it } from 'vitest';
import { apollo } from '../../client/live/apollo';
import { endedSignIn } from '../../client/live/sign-in-state';
import { signInWatch } from '../../client/live/sign-in-watch';
import { useLiveBoard } from '../../client/live/useLiveBoard';
import { loadViewer } from '../../client/live/viewer';
import { withSetup } from './support/mounting';
import { Replies } from './support/replies';

const over = (code: string, reason?: string) =>
  new ApolloError({ graphQLErrors: [new GraphQLError('no', { extensions: { code, reason } })] });

describe('The end of a sign-in', () => {
  beforeEach(() => (endedSignIn.value = null));

  it('is noticed when a live board ends because another device took the seat', () => {
    const replies = new Replies();
    apollo.setLink(from([signInWatch, replies]));
    const { result, unmount } = withSetup(() => useLiveBoard(() => 's1'));
    replies.streams[0]!.error(over('UNAUTHENTICATED', 'TAKEN_OVER'));
    expect(endedSignIn.value?.reason).toBe('TAKEN_OVER');
    expect(result.ended.value).toBe('TAKEN_OVER');
    unmount();
  });

  it('is noticed when a request is turned away', async () => {
    const replies = new Replies({
      Viewer: () => {
        throw over('UNAUTHENTICATED', 'SIGNED_OUT');
      },
    });
    apollo.setLink(from([signInWatch, replies]));
    await loadViewer(true).catch(() => {});
    expect(endedSignIn.value?.reason).toBe('SIGNED_OUT');
  });

  it('is not what a forbidden page means', () => {
    const replies = new Replies();
    apollo.setLink(from([signInWatch, replies]));
    const { result, unmount } = withSetup(() => useLiveBoard(() => 's1'));
    replies.streams[0]!.error(over('FORBIDDEN'));
    expect(endedSignIn.value).toBeNull();
    expect(result.ended.value).toBe('FORBIDDEN');
    unmount();
  });
});
