import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar } from '../../platform/scalars.js';
import { RefusalType } from '../../platform/refusal.types.js';
import { Identifier, Wording } from '../../platform/wording.js';
import { PLACE_LEVELS, type PlaceLevel } from './places.js';

export const PlaceLevelEnum = Object.fromEntries(PLACE_LEVELS.map((level) => [level, level]));
registerEnumType(PlaceLevelEnum, {
  name: 'PlaceLevel',
  description: 'Trung ương, tỉnh, huyện (old data), xã.',
});

@ObjectType('Place', { description: 'A unit of administration.' })
export class PlaceType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Unit code of Quyết định 19/2025/QĐ-TTg, where known.',
  })
  code!: string | null;

  @Field(() => PlaceLevelEnum)
  level!: PlaceLevel;

  @Field(() => String)
  name!: string;

  parentId!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day the unit ceased (R 2.7).' })
  retiredOn!: string | null;

  @Field(() => Int, {
    description: 'Rises when the place itself changes; send it back with the next change.',
  })
  version!: number;
}

@InputType()
export class PlaceInput {
  @Field(() => String, { nullable: true })
  @Wording(20)
  code?: string | null;

  @Field(() => PlaceLevelEnum)
  level!: PlaceLevel;

  @Field(() => String)
  @Wording(200)
  name!: string;

  @Field(() => ID, { nullable: true })
  @Identifier()
  parentId?: string | null;
}

export const PlaceOutcome = createUnionType({
  name: 'PlaceOutcome',
  types: () => [PlaceType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : PlaceType),
});
