import fc from 'fast-check';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** What people paste by mistake and attackers on purpose. */
const HOSTILE = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\u202Etxt.exe',
  '🌟👩‍👩‍👧‍👦',
  'Ｎguyễn',
  'e\u0301'.repeat(300),
  "'; drop table mark; --",
  '" or 1=1 --',
  '${7*7}{{7*7}}',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '%00%0d%0aSet-Cookie: a=b',
  '\uD800',
  'null',
  'NaN',
  '0',
  '1e309',
  '__proto__',
  'constructor',
  'x'.repeat(5_000),
  '9'.repeat(400),
  '\n\r\t\u2028',
];
/** What passes the checks of the door, so that the rest of an input is looked at too. */
const PLAUSIBLE = ['Tên thử', '12/QĐ-UBND', 'lý do', 'thu-nghiem', '1.1', 'Trâu vàng đi chợ 7'];
const INTEGERS = [0, -1, 1, 2, 7, 100, 32_767, 32_768, 2_147_483_647, -2_147_483_648];
const DAYS = [
  ...['2026-11-22', '2026-11-23', '2026-01-05', '2030-12-31', '2021-06-01'],
  ...['0001-01-01', '1899-12-31', '2024-02-29', '2025-06-30', '9999-12-31', '2026-02-30'],
  ...['0000-00-00', '20261122', '-2026-01-01', '275760-09-13'],
];
const MOMENTS = [
  ...[
    '2026-11-22T03:04:05.678Z',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '1970-01-01T00:00:00+14:00',
  ],
  ...['2026-11-22T24:00:00Z', '2026-11-22', '+275760-09-13T00:00:00Z'],
];

/** One operation with one field at its root, and how its variables are drawn. */
export interface Operation {
  readonly field: string;
  readonly text: string;
  readonly variables: fc.Arbitrary<Record<string, unknown>>;
}

/** Ids in the record by the table they are of, so that nonsense also reaches what lies behind them. */
export type KnownIds = ReadonlyMap<string, readonly string[]>;

/** Every root field of a kind as an operation of its own, with variables that fit their types and mean nothing. */
export function operationsOf(schema: GraphQLSchema, kind: 'query' | 'mutation', ids: KnownIds): Operation[] {
  const root = kind === 'query' ? schema.getQueryType()! : schema.getMutationType()!;
  return Object.values(root.getFields()).map((field) => ({
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
    { weight: 4, arbitrary: record(args, place) },
    { weight: 1, arbitrary: bare },
    { weight: 1, arbitrary: bare.map((given) => ({ ...Object.fromEntries(nulls), ...given })) },
  );
}

function textOf(schema: GraphQLSchema, kind: string, field: GraphQLField<unknown, unknown>): string {
  const given = field.args.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const passed = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const head = given ? `${kind}(${given})` : kind;
  return `${head} { ${field.name}${passed ? `(${passed})` : ''} ${selection(schema, getNamedType(field.type), 3)} }`;
}

/** Everything below that needs no argument, so that whatever is computed for an answer is computed. */
function selection(schema: GraphQLSchema, type: GraphQLNamedType, depth: number): string {
  if (isLeafType(type)) return '';
  if (!isObjectType(type)) return '{ __typename ... on Refusal { code message { vi en } fields { field } } }';
  return `{ __typename ${depth > 0 ? fieldsOf(schema, type, depth) : ''} }`;
}

const fieldsOf = (schema: GraphQLSchema, type: GraphQLObjectType, depth: number): string =>
  Object.values(type.getFields())
    .filter(({ args }) => args.every((each) => !isNonNullType(each.type) || each.defaultValue !== undefined))
    .map((field) => `${field.name} ${selection(schema, getNamedType(field.type), depth - 1)}`)
    .join(' ');

/** What is known of the place a value is drawn for. */
interface Place {
  readonly ids: KnownIds;
  /** Name of the argument or field, or of the operation where that says only `id`. */
  readonly about: string;
  readonly depth: number;
}

const record = (
  fields: readonly (GraphQLArgument | GraphQLInputField)[],
  { ids, about, depth }: Place,
): fc.Arbitrary<Record<string, unknown>> => {
  const draw = ({ name, type }: GraphQLArgument | GraphQLInputField) =>
    valueOf(type, { ids, about: name === 'id' ? about : name, depth });
  return fc.record(Object.fromEntries(fields.map((field) => [field.name, draw(field)])), {
    requiredKeys: fields.filter(({ type }) => isNonNullType(type)).map(({ name }) => name),
  });
};

function valueOf(type: GraphQLInputType, place: Place): fc.Arbitrary<unknown> {
  if (!isNonNullType(type)) return fc.option(valueOfGiven(type, place), { freq: 4 });
  return valueOfGiven(getNullableType(type), place);
}

function valueOfGiven(type: GraphQLInputType, place: Place): fc.Arbitrary<unknown> {
  const inner = { ...place, depth: place.depth + 1 };
  if (isListType(type)) {
    const each = valueOf(type.ofType, inner);
    const long = fc.array(each, { minLength: 60, maxLength: 80 });
    return fc.oneof(
      { weight: 8, arbitrary: fc.array(each, { maxLength: 3 }) },
      ...(place.depth === 0 ? [{ weight: 1, arbitrary: long }] : []),
    );
  }
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  if (isInputObjectType(type)) return record(Object.values(type.getFields()), inner);
  return leaf(getNamedType(type).name, place);
}

function leaf(name: string, { ids, about }: Place): fc.Arbitrary<unknown> {
  const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 40 }));
  const all = [...ids.values()].flat();
  switch (name) {
    case 'ID':
      return fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...meantBy(about, ids)) },
        { weight: 2, arbitrary: fc.constantFrom(...all) },
        { weight: 1, arbitrary: fc.uuid() },
        { weight: 1, arbitrary: text },
      );
    case 'Int':
      return fc.oneof(fc.constantFrom(...INTEGERS), fc.integer({ min: 0, max: 10 }), fc.integer());
    case 'Boolean':
      return fc.boolean();
    case 'Date':
      return fc.constantFrom(...DAYS);
    case 'DateTime':
      return fc.constantFrom(...MOMENTS);
    case 'String':
      // Where codes and cursors are texts, real ones lead further than letters do.
      return fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...PLAUSIBLE) },
        { weight: 3, arbitrary: text },
        { weight: 1, arbitrary: fc.constantFrom(...meantBy(about, ids)) },
      );
    default:
      throw new Error(`nothing is known of the scalar ${name}`);
  }
}

/** `memberIds` and `changeMember` mean rows of council_member; what names no table means any. */
function meantBy(about: string, ids: KnownIds): readonly string[] {
  const name = about.toLowerCase();
  const tables = [...ids.keys()].filter((table) => name.includes(table.split('_').at(-1)!));
  const meant = tables.flatMap((table) => ids.get(table)!);
  return meant.length > 0 ? meant : [...ids.values()].flat();
}
