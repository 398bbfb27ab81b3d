/** How long a request may go without an answer: a dead access point answers nothing at all, not even "no". */
export const ANSWER_WITHIN_MS = 30_000;

/** `fetch` that gives up in the end, as a network fault, so that no button waits for ever. */
export async function patientFetch(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const giveUp = new AbortController();
  init.signal?.addEventListener('abort', () => giveUp.abort());
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    giveUp.abort();
  }, ANSWER_WITHIN_MS);
  try {
    return await fetch(input, { ...init, signal: giveUp.signal });
  } catch (error) {
    throw late ? new TypeError('The server did not answer in time.') : error;
  } finally {
    clearTimeout(timer);
  }
}
