import type { ExecutionResult } from 'graphql';

/** A promise and its settling; Node 20 has no Promise.withResolvers. */
export function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

/** A stream that says nothing and ends when told: graphql-ws calls return() only on this full shape. */
export function silentStream(
  over: Promise<void>,
  leave: () => void,
): AsyncGenerator<ExecutionResult, void, void> {
  const end = (): Promise<IteratorResult<ExecutionResult, void>> => {
    leave();
    return Promise.resolve({ value: undefined, done: true });
  };
  const stream: AsyncGenerator<ExecutionResult, void, void> = {
    next: () => over.then(end),
    return: end,
    throw: end,
    [Symbol.asyncIterator]: () => stream,
    [Symbol.asyncDispose]: async () => leave(),
  };
  return stream;
}
