import { afterEach, describe, expect, it, vi } from 'vitest';
import { ANSWER_WITHIN_MS, patientFetch, ServerAway } from '../../client/live/patient-fetch';

/** A network that answers nothing until it is told to stop waiting. */
const silent = (_input: unknown, { signal }: RequestInit) =>
  new Promise<Response>((_resolve, reject) => {
    signal!.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });

describe('A request', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is given up as a network fault when nothing answers', async () => {
    vi.useFakeTimers();
    vi.stubGlobal('fetch', silent);
    const outcome = patientFetch('/graphql').catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(ANSWER_WITHIN_MS);
    expect(await outcome).toBeInstanceOf(TypeError);
  });

  it('still ends at once when the page that asked is left', async () => {
    vi.stubGlobal('fetch', silent);
    const page = new AbortController();
    const outcome = patientFetch('/graphql', { signal: page.signal }).catch((error: Error) => error.name);
    page.abort();
    expect(await outcome).toBe('AbortError');
  });

  it.each([502, 503, 504])(
    'is a network fault where a proxy answers %i for a server that is away',
    async (status) => {
      vi.stubGlobal('fetch', async () => new Response('<html>nginx</html>', { status }));
      const outcome = await patientFetch('/graphql').catch((error: unknown) => error);
      expect(outcome).toBeInstanceOf(ServerAway);
      expect(outcome).toBeInstanceOf(TypeError);
    },
  );

  it('hands on what was answered in time', async () => {
    vi.stubGlobal('fetch', async () => new Response('ok'));
    expect(await (await patientFetch('/graphql')).text()).toBe('ok');
  });
});
