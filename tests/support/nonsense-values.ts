import fc from 'fast-check';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
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
  'a\uDC00b',
  '\uFEFF\uFFFF',
  '\u200F\u202Bمرحبا\u2066',
  '%s%n%x %d',
  '{"$gt":""}',
  'null',
  'NaN',
  '0',
  '1e309',
  '__proto__',
  'constructor',
  'toString',
  'x'.repeat(5_000),
  'x'.repeat(100_000),
  'Hội đồng '.repeat(3_000),
  '9'.repeat(400),
  '\n\r\t\u2028',
];
/** What passes the checks of the door, so that the rest of an input is looked at too. */
const PLAUSIBLE = [
  `seat.${'A'.repeat(32)}`,
  `once.${'b'.repeat(32)}`,
  'Tên thử',
  '12/QĐ-UBND',
  'lý do',
  'thu-nghiem',
  '1.1',
  'Trâu vàng đi chợ 7',
];
const INTEGERS = [0, -1, 1, 2, 7, 100, 32_767, 32_768, 2_147_483_647, -2_147_483_648];
const DAYS = [
  ...['2026-11-22', '2026-11-23', '2026-01-05', '2030-12-31', '2021-06-01'],
  ...['0001-01-01', '1899-12-31', '2024-02-29', '2025-06-30', '9999-12-31', '2026-02-30'],
  ...['0001-12-31', '0099-02-28', '0000-00-00', '20261122', '-2026-01-01', '275760-09-13'],
];
const MOMENTS = [
  ...[
    '2026-11-22T03:04:05.678Z',
    '2027-03-01T01:00:00+07:00',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '1970-01-01T00:00:00+14:00',
  ],
  ...['2026-11-22T24:00:00Z', '2026-11-22', '+275760-09-13T00:00:00Z'],
];

/** Ids in the record by the table they are of, so that nonsense also reaches what lies behind them. */
export type KnownIds = ReadonlyMap<string, readonly string[]>;

/** What is known of the place a value is drawn for. */
interface Place {
  readonly ids: KnownIds;
  /** Name of the argument or field, or of the operation where that says only `id`. */
  readonly about: string;
  readonly depth: number;
  /** How much oftener than usual a value makes sense, so that the one that does not gets past the first look. */
  readonly sound?: number;
}

export const record = (
  fields: readonly (GraphQLArgument | GraphQLInputField)[],
  place: Place,
): fc.Arbitrary<Record<string, unknown>> => {
  const draw = ({ name, type }: GraphQLArgument | GraphQLInputField) =>
    valueOf(type, { ...place, about: name === 'id' ? place.about : name });
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
    const same = fc.tuple(each, fc.integer({ min: 2, max: 3 }));
    return fc.oneof(
      { weight: 8, arbitrary: fc.array(each, { maxLength: 3 }) },
      { weight: 1, arbitrary: same.map(([value, times]) => Array<unknown>(times).fill(value)) },
      ...(place.depth === 0 ? [{ weight: 1, arbitrary: long }] : []),
    );
  }
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  if (isInputObjectType(type)) return record(Object.values(type.getFields()), inner);
  return leaf(getNamedType(type).name, place);
}

function leaf(name: string, { ids, about, sound = 1 }: Place): fc.Arbitrary<unknown> {
  const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 40 }));
  const all = [...ids.values()].flat();
  switch (name) {
    case 'ID':
      return fc.oneof(
        { weight: 12 * sound, arbitrary: fc.constantFrom(...meantBy(about, ids)) },
        { weight: 2, arbitrary: fc.constantFrom(...all) },
        { weight: 1, arbitrary: fc.uuid() },
        { weight: 1, arbitrary: text },
      );
    case 'Int': {
      // Most rows are as old as they were made; what knows a row's version gets at the row.
      if (about.toLowerCase().endsWith('version'))
        return fc.oneof(
          { weight: 3, arbitrary: fc.constantFrom(1, 1, 2, 3) },
          { weight: 1, arbitrary: fc.constantFrom(...INTEGERS) },
        );
      const small = sound > 1 ? fc.integer({ min: 1, max: 5 }) : fc.integer({ min: 0, max: 10 });
      return fc.oneof(
        { weight: 1, arbitrary: fc.constantFrom(...INTEGERS) },
        { weight: sound, arbitrary: about === 'year' ? fc.constant(2026) : small },
        { weight: 1, arbitrary: fc.integer() },
      );
    }
    case 'Boolean':
      return fc.boolean();
    case 'Date':
      return fc.oneof(
        { weight: sound - 1, arbitrary: fc.constantFrom(...DAYS.slice(0, 5)) },
        { weight: 1, arbitrary: fc.constantFrom(...DAYS) },
      );
    case 'DateTime':
      return fc.oneof(
        { weight: sound - 1, arbitrary: fc.constantFrom(...MOMENTS.slice(0, 2)) },
        { weight: 1, arbitrary: fc.constantFrom(...MOMENTS) },
      );
    case 'String':
      // Where codes and cursors are texts, real ones lead further than letters do.
      return fc.oneof(
        { weight: 4 * sound, arbitrary: fc.constantFrom(...PLAUSIBLE) },
        { weight: 3, arbitrary: text },
        { weight: isKnown(about, ids) ? 8 * sound : 1, arbitrary: fc.constantFrom(...meantBy(about, ids)) },
      );
    default:
      throw new Error(`nothing is known of the scalar ${name}`);
  }
}

const tablesOf = (about: string, ids: KnownIds): string[] => {
  const name = SYNONYMS[about] ?? about.toLowerCase();
  return [...ids.keys()].filter((table) => name.includes(table.split('_').at(-1)!));
};

/** Where a name tells of its table by another word. */
const SYNONYMS: Readonly<Record<string, string>> = {
  setPassword: 'account',
  endSignIn: 'login',
  from: 'code',
  to: 'code',
};

const isKnown = (about: string, ids: KnownIds): boolean => tablesOf(about, ids).length > 0;

/** `memberIds` and `changeMember` mean rows of council_member; what names no table means any. */
function meantBy(about: string, ids: KnownIds): readonly string[] {
  const meant = tablesOf(about, ids).flatMap((table) => ids.get(table)!);
  return meant.length > 0 ? meant : [...ids.values()].flat();
}
