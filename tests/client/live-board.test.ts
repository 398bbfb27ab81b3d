import { ApolloError } from '@apollo/client/core';
import { flushPromises } from '@vue/test-utils';
import { GraphQLError } from 'graphql';
import { ref } from 'vue';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useLiveBoard } from '../../client/live/useLiveBoard';
import { withSetup } from './support/mounting';
import { Replies } from './support/replies';

const board = (revision: number, changes: object = {}) => ({
  data: {
    sessionBoard: { __typename: 'SessionBoard', id: 's1', revision, phase: 'OPEN', agenda: [], ...changes },
  },
});

describe('The live board', () => {
  afterEach(() => vi.useRealTimers());

  it('shows each newer board whole', () => {
    const replies = new Replies();
    const { result, unmount } = withSetup(() => useLiveBoard(() => 's1'));
    expect(result.board.value).toBeNull();
    replies.streams[0]!.next(board(4));
    replies.streams[0]!.next(board(5, { phase: 'SUSPENDED' }));
    expect(result.board.value).toMatchObject({ revision: 5, phase: 'SUSPENDED' });
    expect(replies.sentOf('LiveBoard')).toEqual([{ sessionId: 's1' }]);
    unmount();
  });

  it('ignores a board older than the one shown', () => {
    const replies = new Replies();
    const { result, unmount } = withSetup(() => useLiveBoard(() => 's1'));
    replies.streams[0]!.next(board(9, { phase: 'CLOSED' }));
    replies.streams[0]!.next(board(8));
    expect(result.board.value).toMatchObject({ revision: 9, phase: 'CLOSED' });
    unmount();
  });

  it('takes a board of the same revision: who is connected changes without one', () => {
    const replies = new Replies();
    const { result, unmount } = withSetup(() => useLiveBoard(() => 's1'));
    replies.streams[0]!.next(board(9));
    replies.streams[0]!.next(board(9, { location: 'Hội trường B' }));
    expect(result.board.value).toMatchObject({ location: 'Hội trường B' });
    unmount();
  });

  it('joins again by itself when the stream breaks off, and keeps showing the last board meanwhile', async () => {
    vi.useFakeTimers();
    const replies = new Replies();
    const { result, unmount } = withSetup(() => useLiveBoard(() => 's1'));
    replies.streams[0]!.next(board(2));
    replies.streams[0]!.complete();
    expect(result.board.value).toMatchObject({ revision: 2 });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(replies.streams).toHaveLength(2);
    replies.streams[1]!.next(board(3));
    expect(result.board.value).toMatchObject({ revision: 3 });
    expect(result.ended.value).toBeNull();
    unmount();
  });

  it('keeps the last board where the server finds this page too old, and asks again', async () => {
    vi.useFakeTimers();
    const replies = new Replies();
    const { result, unmount } = withSetup(() => useLiveBoard(() => 's1'));
    replies.streams[0]!.next(board(2));
    const tooOld = new GraphQLError('reload', { extensions: { code: 'DOCUMENT_NOT_TRUSTED' } });
    replies.streams[0]!.error(new ApolloError({ graphQLErrors: [tooOld] }));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(replies.streams).toHaveLength(2);
    expect(result.board.value).toMatchObject({ revision: 2 });
    expect(result.ended.value).toBeNull();
    unmount();
  });

  it.each([
    [
      'ENDED',
      new ApolloError({
        graphQLErrors: [new GraphQLError('no', { extensions: { code: 'FORBIDDEN', reason: 'ENDED' } })],
      }),
    ],
    [
      'NOT_FOUND',
      new ApolloError({ graphQLErrors: [new GraphQLError('no', { extensions: { code: 'NOT_FOUND' } })] }),
    ],
    ['TAKEN_OVER', new Error('Socket closed with event 4403 TAKEN_OVER')],
  ])('says why it ended for good (%s), and does not knock again', async (reason, error) => {
    vi.useFakeTimers();
    const replies = new Replies();
    const { result, unmount } = withSetup(() => useLiveBoard(() => 's1'));
    replies.streams[0]!.error(error);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(result.ended.value).toBe(reason);
    expect(replies.streams).toHaveLength(1);
    unmount();
  });

  it('shows nothing of the former session when the page turns to another one', async () => {
    const replies = new Replies();
    const session = ref('s1');
    const { result, unmount } = withSetup(() => useLiveBoard(() => session.value));
    replies.streams[0]!.next(board(50));
    session.value = 's2';
    await flushPromises();
    expect(result.board.value).toBeNull();
    replies.streams[1]!.next(board(1, { id: 's2' }));
    expect(result.board.value).toMatchObject({ id: 's2', revision: 1 });
    unmount();
  });
});
