import { createHash } from 'node:crypto';
import { print, type ExecutionArgs } from 'graphql';

const questions = new WeakMap<object, string>();
/** What is asked, as a short text: the same for the same document, operation and variables. */
export function questionOf({ document, operationName, variableValues }: ExecutionArgs): string {
  const text = questions.get(document) ?? createHash('sha256').update(print(document)).digest('hex');
  questions.set(document, text);
  return `${text} ${operationName ?? ''} ${JSON.stringify(variableValues ?? {})}`;
}
