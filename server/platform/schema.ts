import 'reflect-metadata';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { buildSchema, getMetadataStorage } from 'type-graphql';
import { RuleChecker } from './authorize.js';
import { refusalsAreData } from './refusals-are-data.js';
import { validateInput } from './validate-input.js';

/** A resolver object, made by compose with its use cases. */
export type Resolver = object & { constructor: new (...parts: never[]) => object };

/**
 * The executable schema over ready-made resolvers.
 * @throws when an operation states no rule: what nobody allowed is denied, at start and not in the meeting
 */
export async function buildApiSchema(resolvers: readonly Resolver[]): Promise<GraphQLSchema> {
  const byClass = new Map<unknown, object>(resolvers.map((resolver) => [resolver.constructor, resolver]));
  byClass.set(RuleChecker, new RuleChecker());
  readPlainFieldsPlainly();
  const schema = await buildSchema({
    resolvers: resolvers.map((resolver) => resolver.constructor) as unknown as [never],
    container: { get: (resolverClass: unknown) => byClass.get(resolverClass) },
    authChecker: RuleChecker,
    validateFn: validateInput,
    // type-graphql asks for one as soon as there is a subscription; ours is served by LiveBoards and never gets here.
    pubSub: {
      publish: () => undefined,
      subscribe: (topic) => {
        throw new Error(`nobody publishes ${topic}`);
      },
    },
    globalMiddlewares: [refusalsAreData],
    // It would ask the whole schema about itself at each start. Apollo Server judges it once more, by graphql-js' own rules.
    skipCheck: true,
  });
  describeRoots(schema);
  const silent = operationsWithoutRule(schema);
  if (silent.length > 0) throw new Error(`operations without a rule: ${silent.join(', ')}`);
  return schema;
}

/** type-graphql makes the three root types itself and lets nobody describe them. */
function describeRoots(schema: GraphQLSchema): void {
  const words: [GraphQLObjectType | null | undefined, string][] = [
    [schema.getQueryType(), 'What may be asked; a refusal here is an error with its code.'],
    [schema.getMutationType(), 'What may be done; a lawful no is a Refusal in the answer, and nothing was changed.'],
    [schema.getSubscriptionType(), 'What may be followed; each opens with how things stand.'],
  ]; // prettier-ignore
  for (const [root, description] of words) if (root) root.description = description;
}

/**
 * Leaves fields that only hand out a property to graphql-js. type-graphql would lead each of them through the global
 * middlewares and several promises, and a board has two thousand of them. Fields with a rule, middleware or resolver of
 * their own keep all that.
 */
function readPlainFieldsPlainly(): void {
  const { fields, authorizedFields, middlewares } = getMetadataStorage();
  const guarded = [...authorizedFields, ...middlewares];
  for (const field of fields) {
    const own = guarded.some(({ target, fieldName }) => target === field.target && fieldName === field.name);
    if (!own && field.name === field.schemaName) field.simple = true;
  }
}

/** Operations that state no rule of who may ask; must be empty. */
export function operationsWithoutRule(schema: GraphQLSchema): string[] {
  const { queries, mutations, subscriptions } = getMetadataStorage();
  const ruled = new Set(
    [...queries, ...mutations, ...subscriptions]
      .filter((operation) => operation.roles?.length)
      .map((o) => o.schemaName),
  );
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return roots
    .flatMap((root?: GraphQLObjectType | null) => Object.keys(root?.getFields() ?? {}))
    .filter((name) => !ruled.has(name));
}
