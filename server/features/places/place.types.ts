import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { described } from '../../platform/described.js';
import { DateScalar } from '../../platform/scalars.js';
import { RefusalType } from '../../platform/refusal.types.js';
import { Identifier, Wording } from '../../platform/wording.js';
import { PLACE_LEVELS, type PlaceLevel } from './places.js';

export const PlaceLevelEnum = Object.fromEntries(PLACE_LEVELS.map((level) => [level, level]));
registerEnumType(PlaceLevelEnum, {
  name: 'PlaceLevel',
  description: 'Trung ương, tỉnh, huyện (old data), xã.',
  valuesConfig: described<PlaceLevel>({
    CENTRAL: 'Trung ương: the whole country; above the provinces.',
    PROVINCE: 'Tỉnh, thành phố trực thuộc trung ương.',
    DISTRICT: 'Huyện; none since July 2025 (R 2.7).',
    COMMUNE: 'Xã, phường, đặc khu.',
  }),
});

@ObjectType('Place', { description: 'A unit of administration.' })
export class PlaceType {
  @Field(() => ID, { description: 'Kept for good; a retired place has it still.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Unit code of Quyết định 19/2025/QĐ-TTg, where known.',
  })
  code!: string | null;

  @Field(() => PlaceLevelEnum, { description: 'DISTRICT in old data only (R 2.7).' })
  level!: PlaceLevel;

  @Field(() => String, { description: 'Unique among the places of its level with the same parent.' })
  name!: string;

  parentId!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day the unit ceased (R 2.7).' })
  retiredOn!: string | null;

  @Field(() => Int, {
    description: 'Rises when the place itself changes; send it back with the next change.',
  })
  version!: number;
}

@InputType({ description: 'A unit of administration as it is to be.' })
export class PlaceInput {
  @Field(() => String, {
    nullable: true,
    description: 'Unit code of Quyết định 19/2025/QĐ-TTg, at most 20 characters; null where unknown.',
  })
  @Wording(20)
  code?: string | null;

  @Field(() => PlaceLevelEnum, {
    description: 'Directly below that of the parent; a commune may also stand below a province.',
  })
  level!: PlaceLevel;

  @Field(() => String, { description: 'At most 200 characters.' })
  @Wording(200)
  name!: string;

  @Field(() => ID, { nullable: true, description: 'The place it belongs to; null at the top.' })
  @Identifier()
  parentId?: string | null;
}

export const PlaceOutcome = createUnionType({
  name: 'PlaceOutcome',
  description: 'The place as it is now, or why nothing was done.',
  types: () => [PlaceType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : PlaceType),
});
