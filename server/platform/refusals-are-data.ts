import { getNullableType, GraphQLError, isUnionType } from 'graphql';
import type { MiddlewareFn } from 'type-graphql';
import { Refusal } from '../domain/refusal.js';
import { asRefusal } from './postgres-refusals.js';
import { fieldFaults, wordRefusal } from './refusal-words.js';
import { refused } from './spots.js';
import { RefusalType } from './refusal.types.js';
import type { RequestContext } from './viewer.js';

/**
 * Turns a Refusal thrown below into data where the operation's outcome union has a place for it, and into an error
 * with its code everywhere else (queries, subscriptions). Decision 0001.
 */
export const refusalsAreData: MiddlewareFn<RequestContext> = async ({ info }, next) => {
  try {
    return await next();
  } catch (thrown) {
    const error = thrown instanceof Refusal ? thrown : asRefusal(thrown);
    if (!error) throw thrown;
    refused.tell({ code: error.code });
    const outcome = getNullableType(info.returnType);
    if (isUnionType(outcome) && outcome.getTypes().some((type) => type.name === 'Refusal'))
      return refusalType(error);
    throw refusalError(error);
  }
};

/** The refusal as the API shows it. */
export function refusalType(refusal: Refusal): RefusalType {
  return Object.assign(new RefusalType(), {
    code: refusal.code,
    message: wordRefusal(refusal),
    fields: fieldFaults(refusal),
  });
}

/** The refusal as an error, for queries and subscriptions. */
export function refusalError(refusal: Refusal): GraphQLError {
  const words = wordRefusal(refusal);
  return new GraphQLError(`${words.vi} / ${words.en}`, {
    extensions: { code: refusal.code, message: words },
  });
}
