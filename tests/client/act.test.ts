import { gql, type TypedDocumentNode } from '@apollo/client/core';
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useAct } from '../../client/live/act';
import { setLocale } from '../../client/ui/locale';
import { refused, Replies } from './support/replies';

type Opened = { openSession: { __typename: 'SessionBoard'; id: string } | { __typename: 'Refusal' } };
const OpenSession = gql`
  mutation OpenSession($sessionId: ID!) {
    openSession(sessionId: $sessionId) {
      __typename
    }
  }
` as TypedDocumentNode<Opened, { sessionId: string }>;

const board = { openSession: { __typename: 'SessionBoard', id: 's1' } };
const act = () => useAct(OpenSession, { fetchPolicy: 'no-cache' });

describe('An act', () => {
  afterEach(() => setLocale('vi'));

  it('gives back what the council got when it was lawful', async () => {
    new Replies({ OpenSession: () => board });
    const { run, notice } = act();
    expect(await run({ sessionId: 's1' })).toMatchObject({ id: 's1' });
    expect(notice.value).toBe('');
  });

  it('words a refusal in the reader’s language, and again when the reader switches', async () => {
    new Replies({
      OpenSession: () => ({
        openSession: refused('NO_QUORUM', 'Chưa đủ túc số: cần 10, có 9.', 'No quorum.'),
      }),
    });
    const { run, notice, refusal } = act();
    expect(await run({ sessionId: 's1' })).toBeNull();
    expect(refusal.value?.refusalCode).toBe('NO_QUORUM');
    expect(notice.value).toBe('Chưa đủ túc số: cần 10, có 9.');
    setLocale('en');
    expect(notice.value).toBe('No quorum.');
  });

  it('says which field of the input is at fault', async () => {
    const fields = [{ field: 'input.name', message: { vi: 'Tên còn trống.', en: 'The name is empty.' } }];
    new Replies({
      OpenSession: () => ({ openSession: refused('INVALID_INPUT', 'Chưa hợp lệ.', 'Not valid.', fields) }),
    });
    const { run, fieldFault, notice } = act();
    await run({ sessionId: 's1' });
    expect(fieldFault('name')).toBe('Tên còn trống.');
    expect(fieldFault('location')).toBe('');
    expect(notice.value).toBe('Chưa hợp lệ. Tên còn trống.');
  });

  it('says that nothing was changed when it did not get through', async () => {
    new Replies({
      OpenSession: () => {
        throw new TypeError('Failed to fetch');
      },
    });
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const { run, notice, busy } = act();
    expect(await run({ sessionId: 's1' })).toBeNull();
    vi.restoreAllMocks();
    expect(notice.value).toContain('Chưa gửi được');
    expect(notice.value).toContain('Không có gì bị thay đổi');
    expect(busy.value).toBe(false);
  });

  it('does not say that nothing was changed where only the answer may have been lost', async () => {
    new Replies({
      OpenSession: () => {
        throw new TypeError('Failed to fetch');
      },
    });
    const { run, notice } = act();
    expect(await run({ sessionId: 's1' })).toBeNull();
    expect(notice.value).toContain('chưa rõ việc này đã được ghi hay chưa');
    expect(notice.value).not.toContain('Không có gì bị thay đổi');
  });

  it('takes the former notice away when it is tried again', async () => {
    let answers = 0;
    new Replies({
      OpenSession: () =>
        answers++ === 0 ? { openSession: refused('WRONG_PHASE', 'Chưa được.', 'Not yet.') } : board,
    });
    const { run, notice } = act();
    await run({ sessionId: 's1' });
    expect(notice.value).toBe('Chưa được.');
    await run({ sessionId: 's1' });
    expect(notice.value).toBe('');
  });

  it('is sent once however often the button is pressed', async () => {
    let answer = (_data: object) => {};
    const replies = new Replies({ OpenSession: () => new Promise((resolve) => (answer = resolve)) });
    const { run, busy } = act();
    const first = run({ sessionId: 's1' });
    await flushPromises();
    expect(busy.value).toBe(true);
    expect(await run({ sessionId: 's1' })).toBeNull();
    answer(board);
    expect(await first).toMatchObject({ id: 's1' });
    expect(replies.sentOf('OpenSession')).toHaveLength(1);
  });
});
