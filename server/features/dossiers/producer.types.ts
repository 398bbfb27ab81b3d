import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PageInfoType } from '../../platform/paging.js';
import { RefusalType } from '../../platform/refusal.types.js';
import { Identifier, OptionalWording, Wording } from '../../platform/wording.js';
import { PRODUCER_KINDS, type ProducerKind } from './producers.js';

export const ProducerKindEnum = Object.fromEntries(PRODUCER_KINDS.map((kind) => [kind, kind]));
registerEnumType(ProducerKindEnum, {
  name: 'ProducerKind',
  description: 'Cooperative, cooperative group, enterprise, farm, household, association (R 2.1).',
});

@ObjectType('Producer', { description: 'Who makes products and applies for their star class (chủ thể).' })
export class ProducerType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => ProducerKindEnum)
  kind!: ProducerKind;

  placeId!: string;

  phone!: string | null;

  address!: string | null;

  @Field(() => Int, {
    description: 'Rises when the producer itself changes; send it back with the next change.',
  })
  version!: number;
}

@ObjectType('ProducerConnection', { description: 'A page of producers, by name.' })
export class ProducerConnectionType {
  @Field(() => [ProducerType])
  nodes!: ProducerType[];

  @Field(() => PageInfoType)
  pageInfo!: PageInfoType;

  @Field(() => Int, { description: 'Of the whole list.' })
  totalCount!: number;
}

@InputType()
export class ProducerInput {
  @Field(() => String)
  @Wording(200)
  name!: string;

  @Field(() => ProducerKindEnum)
  kind!: ProducerKind;

  @Field(() => ID)
  @Identifier()
  placeId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'As people write it; several separated by "/" or ";". At most 50 characters.',
  })
  @OptionalWording(50)
  phone?: string | null;

  @Field(() => String, { nullable: true })
  @OptionalWording(300)
  address?: string | null;
}

export const ProducerOutcome = createUnionType({
  name: 'ProducerOutcome',
  types: () => [ProducerType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : ProducerType),
});
