/** How long a request may go without an answer: a dead access point answers nothing at all, not even "no". */
export const ANSWER_WITHIN_MS = 30_000;

/** What a proxy says for a server that it cannot reach, or that is just stopping. Our own never answers so here. */
const AWAY = new Set([502, 503, 504]);

/** Somebody before the server answered in its stead: nobody knows whether it had the request. */
export class ServerAway extends TypeError {
  override readonly name = 'ServerAway';
}

/**
 * `fetch` that gives up in the end, as a network fault, so that no button waits for ever.
 * @throws {ServerAway} where a proxy answered that there is no server
 */
export async function patientFetch(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const giveUp = new AbortController();
  init.signal?.addEventListener('abort', () => giveUp.abort());
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    giveUp.abort();
  }, ANSWER_WITHIN_MS);
  try {
    const answer = await fetch(input, { ...init, signal: giveUp.signal });
    if (AWAY.has(answer.status)) throw new ServerAway(`The server is away (${answer.status}).`);
    return answer;
  } catch (error) {
    throw late ? new TypeError('The server did not answer in time.') : error;
  } finally {
    clearTimeout(timer);
  }
}
