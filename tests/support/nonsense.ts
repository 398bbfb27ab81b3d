import fc from 'fast-check';
import {
  getNamedType,
  isAbstractType,
  isLeafType,
  isNonNullType,
  isObjectType,
  parse,
  specifiedRules,
  validate,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { limitRules, MOST_TOKENS } from '../../server/platform/documents.js';
import { record, type KnownIds } from './nonsense-values.js';

/** One operation with one field at its root, and how its variables are drawn. */
export interface Operation {
  readonly field: string;
  readonly text: string;
  readonly variables: fc.Arbitrary<Record<string, unknown>>;
}

export type OperationKind = 'query' | 'mutation' | 'subscription';

/** Every root field of a kind as an operation of its own, with variables that fit their types and mean nothing. */
export function operationsOf(schema: GraphQLSchema, kind: OperationKind, ids: KnownIds): Operation[] {
  const roots = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  };
  return Object.values(roots[kind]!.getFields()).map((field) => ({
    field: field.name,
    text: textOf(schema, kind, field),
    variables: variablesOf(field, ids),
  }));
}

/** What may be left out is given, left out or null; by many clients all of it in the same way. */
function variablesOf({ name, args }: GraphQLField<unknown, unknown>, ids: KnownIds): Operation['variables'] {
  const place = { ids, about: name, depth: 0 };
  const needed = args.filter(({ type }) => isNonNullType(type));
  const nulls = args.flatMap((arg) => (needed.includes(arg) ? [] : [[arg.name, null]]));
  const bare = record(needed, place);
  return fc.oneof(
    { weight: 2, arbitrary: record(args, place) },
    { weight: 2, arbitrary: record(args, { ...place, sound: 12 }) },
    { weight: 2, arbitrary: record(args, { ...place, sound: 100 }) },
    { weight: 1, arbitrary: bare },
    { weight: 1, arbitrary: bare.map((given) => ({ ...Object.fromEntries(nulls), ...given })) },
  );
}

const DEPTHS = [4, 3, 2];
const rules = [...specifiedRules, ...limitRules(false)];
const texts = new WeakMap<GraphQLSchema, Map<string, string>>();

/** As deep a question as the door takes. @throws where it takes none */
function textOf(schema: GraphQLSchema, kind: OperationKind, field: GraphQLField<unknown, unknown>): string {
  const known = texts.get(schema) ?? new Map<string, string>();
  texts.set(schema, known);
  const found =
    known.get(`${kind} ${field.name}`) ??
    DEPTHS.map((depth) => documentOf(schema, kind, field, depth)).find((text) => isTaken(schema, text));
  if (found === undefined) throw new Error(`no document for ${field.name} passes the door's limits`);
  known.set(`${kind} ${field.name}`, found);
  return found;
}

function isTaken(schema: GraphQLSchema, text: string): boolean {
  try {
    return validate(schema, parse(text, { maxTokens: MOST_TOKENS }), rules).length === 0;
  } catch {
    return false;
  }
}

function documentOf(
  schema: GraphQLSchema,
  kind: OperationKind,
  field: GraphQLField<unknown, unknown>,
  depth: number,
): string {
  const given = field.args.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const passed = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const head = given ? `${kind}(${given})` : kind;
  return `${head} { ${field.name}${passed ? `(${passed})` : ''} ${selection(schema, getNamedType(field.type), depth)} }`;
}

/** Everything below that needs no argument, so that whatever is computed for an answer is computed. */
function selection(schema: GraphQLSchema, type: GraphQLNamedType, depth: number): string {
  if (isLeafType(type)) return '';
  if (isObjectType(type)) return `{ __typename ${fieldsOf(schema, type, depth, new Map())} }`;
  if (!isAbstractType(type)) throw new Error(`${type.name} is nothing to select from`);
  // A name that means another type in another member of the union gets an alias there, but never in the refusal.
  const taken = new Map<string, string>();
  const members = [...schema.getPossibleTypes(type)]
    .sort((one, two) => Number(two.name === 'Refusal') - Number(one.name === 'Refusal'))
    .map((member) => `... on ${member.name} { ${fieldsOf(schema, member, depth, taken)} }`);
  return `{ __typename ${members.join(' ')} }`;
}

/** @param taken  the types of the names that are selected already beside it */
function fieldsOf(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  depth: number,
  taken: Map<string, string>,
): string {
  if (depth === 0) return '__typename';
  const chosen = Object.values(type.getFields()).filter(
    ({ args, type: of }) =>
      args.every((each) => !isNonNullType(each.type) || each.defaultValue !== undefined) &&
      (depth > 1 || isLeafType(getNamedType(of))),
  );
  return ['__typename', ...chosen.map((field) => one(schema, type, field, depth, taken))].join(' ');
}

function one(
  schema: GraphQLSchema,
  of: GraphQLObjectType,
  { name, type }: GraphQLField<unknown, unknown>,
  depth: number,
  taken: Map<string, string>,
): string {
  const says = String(type);
  const alias = (taken.get(name) ?? says) === says ? '' : `${of.name}_${name}: `;
  if (!alias) taken.set(name, says);
  return `${alias}${name} ${selection(schema, getNamedType(type), depth - 1)}`;
}
