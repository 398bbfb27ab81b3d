import { readFileSync } from 'node:fs';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLNamedType,
} from 'graphql';
import { describe, expect, it } from 'vitest';

/** Anything of the schema that may have a description. */
interface Described {
  readonly name: string;
  readonly description?: string | null;
}

/** A type with all that stands in it, by its path: "Query.place(id:)". */
function partsOf(type: GraphQLNamedType): [path: string, part: Described][] {
  const inside = (part: Described): [string, Described] => [`${type.name}.${part.name}`, part];
  if (isEnumType(type)) return type.getValues().map(inside);
  if (isInputObjectType(type)) return Object.values(type.getFields()).map(inside);
  if (!isObjectType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    inside(field),
    ...field.args.map((arg): [string, Described] => [`${type.name}.${field.name}(${arg.name}:)`, arg]),
  ]);
}

/** The paths of all that nobody has described. */
function undescribed(schemaText: string): string[] {
  const types = Object.values(buildSchema(schemaText).getTypeMap());
  return types
    .filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type))
    .flatMap((type): [string, Described][] => [[type.name, type], ...partsOf(type)])
    .filter(([, { description }]) => !description?.trim())
    .map(([path]) => path);
}

describe('the schema as other systems read it', () => {
  it('says of every type, field, input field, enum value and argument what it means', () => {
    expect(undescribed(readFileSync('schema.graphql', 'utf8'))).toEqual([]);
  });

  it('names what has no description', () => {
    const schema = `
      "Asked."
      type Query { "Marks." marks(member: ID, "Page." first: Int): Phase sheets(in: Wish): Int }
      "Wanted."
      input Wish { year: Int }
      enum Phase { "Open." OPEN CLOSED }`;
    expect(undescribed(schema).sort()).toEqual([
      'Phase',
      'Phase.CLOSED',
      'Query.marks(member:)',
      'Query.sheets',
      'Query.sheets(in:)',
      'Wish.year',
    ]);
  });
});
