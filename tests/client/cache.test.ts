import { readFileSync } from 'node:fs';
import { gql, type InMemoryCache } from '@apollo/client/core';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  type GraphQLObjectType,
} from 'graphql';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { apollo } from '../../client/live/apollo';

const cache = apollo.cache as InMemoryCache;
const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));

/** Whether the cache keeps objects of this type on their own: there a list that shrinks needs a word. */
const standsAlone = (type: GraphQLObjectType): boolean =>
  type.name === 'Query' ||
  cache.identify({
    __typename: type.name,
    id: 'x',
    ...('code' in type.getFields() && { code: 'x' }),
  } as never) !== undefined;

const lists = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter(({ name }) => !name.startsWith('__') && name !== 'Mutation' && name !== 'Subscription')
  .filter((type) => type.name === 'Query' || 'id' in type.getFields() || type.name === 'CriteriaSet')
  .filter(standsAlone)
  .flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => isListType(getNullableType(field.type)) && isObjectType(getNamedType(field.type)))
      .map((field) => ({ type: type.name, field: field.name })),
  );

describe('What the client has read', () => {
  afterEach(async () => {
    vi.restoreAllMocks();
    await apollo.clearStore();
  });

  it('has many lists, as the schema says', () => expect(lists.length).toBeGreaterThan(15));

  it.each(lists)('takes newer $field of $type as they come, also when it is shorter', ({ type, field }) => {
    expect(cache.policies.getMergeFunction(type, field, undefined)).toBeTypeOf('function');
  });

  it('forgets a mark that was taken back, and says nothing about it in the console', () => {
    const said = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
    const query = gql`
      query ($id: ID!) {
        mySheet(evaluationId: $id) {
          id
          marks {
            criterion
          }
        }
      }
    `;
    const marks = (...criteria: string[]) => ({
      mySheet: {
        __typename: 'ScoreSheet',
        id: 's1',
        marks: criteria.map((criterion) => ({ __typename: 'Mark', criterion })),
      },
    });
    for (const data of [marks('A.1', 'A.2'), marks('A.2')])
      apollo.writeQuery({ query, variables: { id: 'e1' }, data });
    expect(apollo.readQuery({ query, variables: { id: 'e1' } })).toEqual(marks('A.2'));
    for (const spy of said) expect(spy).not.toHaveBeenCalled();
  });
});
