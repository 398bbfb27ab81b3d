import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import { requestOf } from './request-ids.js';
import { faulted } from './spots.js';

/** Where faults are written down for the operators. */
export interface FaultLog {
  error(details: object, message: string): void;
}

/** Codes that are said to the asker as they are; everything else is our fault and stays inside. */
const SAID = new Set<unknown>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/**
 * What the asker is told of an error, on both doors. A fault is logged under an id with its cause, and only the id
 * goes out; refusals and rejections go out in words.
 * @param reqId  in which request it came up; looked for where it is left out, and unknown of what concerns many at once
 */
export function maskError(
  formatted: GraphQLFormattedError,
  thrown: unknown,
  log: FaultLog,
  reqId = requestOf(thrown),
): GraphQLFormattedError {
  const code = formatted.extensions?.['code'];
  const cause = thrown instanceof GraphQLError ? thrown.originalError : thrown;
  // What was thrown as a GraphQLError with a code of its own was meant to be read.
  const meant =
    thrown instanceof GraphQLError &&
    (!cause || cause instanceof GraphQLError) &&
    code !== 'INTERNAL_SERVER_ERROR';
  if (SAID.has(code) || (meant && code !== undefined)) return withoutTrace(formatted);
  const ofRequest = code === undefined ? codeOfRequest(thrown) : null;
  if (ofRequest) return withoutTrace({ ...formatted, extensions: { code: ofRequest } });
  const id = randomUUID().slice(0, 8);
  faulted.tell({});
  log.error({ reqId, id, path: formatted.path, err: cause ?? thrown }, 'fault while answering');
  return {
    message: `Hệ thống gặp lỗi, chưa rõ việc vừa rồi đã được ghi hay chưa; tải lại để xem (mã ${id}). / Something went wrong on our side; reload to see how things stand (code ${id}).`,
    ...(formatted.path && { path: formatted.path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR', id },
  };
}

/**
 * The code of what is wrong with a request itself, as Apollo gives it; graphql-ws gives none. Null for everything else:
 * an error of the document has a place in its text, and nothing of ours caused it; what a scalar cannot read of a
 * variable has a cause, and is the asker's mistake all the same.
 */
function codeOfRequest(thrown: unknown): string | null {
  if (!(thrown instanceof GraphQLError) || thrown.path !== undefined) return null;
  const node = thrown.nodes?.[0];
  if (node?.kind === Kind.VARIABLE_DEFINITION) return 'BAD_USER_INPUT';
  if (thrown.originalError) return null;
  return node ? 'GRAPHQL_VALIDATION_FAILED' : 'GRAPHQL_PARSE_FAILED';
}

/** Without graphql-js's guess at what was meant. */
export const withoutSuggestion = (message: string): string => message.replace(/ ?Did you mean .+\?$/s, '');

function withoutTrace({
  message,
  locations,
  path,
  extensions,
}: GraphQLFormattedError): GraphQLFormattedError {
  const { stacktrace: _, ...rest } = extensions ?? {};
  return {
    // What is wrong with a variable would lead whoever may not ask for the schema through its words.
    message: rest['code'] === 'BAD_USER_INPUT' ? withoutSuggestion(message) : message,
    ...(locations && { locations }),
    ...(path && { path }),
    ...(Object.keys(rest).length > 0 && { extensions: rest }),
  };
}
