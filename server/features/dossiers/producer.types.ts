import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { described } from '../../platform/described.js';
import { PageInfoType } from '../../platform/paging.js';
import { RefusalType } from '../../platform/refusal.types.js';
import { Identifier, OptionalWording, Wording } from '../../platform/wording.js';
import { PRODUCER_KINDS, type ProducerKind } from './producers.js';

export const ProducerKindEnum = Object.fromEntries(PRODUCER_KINDS.map((kind) => [kind, kind]));
registerEnumType(ProducerKindEnum, {
  name: 'ProducerKind',
  description: 'Cooperative, cooperative group, enterprise, farm, household, association (R 2.1).',
  valuesConfig: described<ProducerKind>({
    COOPERATIVE: 'Hợp tác xã.',
    COOPERATIVE_GROUP: 'Tổ hợp tác.',
    ENTERPRISE: 'Doanh nghiệp nhỏ và vừa.',
    FARM: 'Trang trại.',
    HOUSEHOLD: 'Hộ sản xuất.',
    REGISTERED_HOUSEHOLD: 'Hộ kinh doanh: a household with business registration.',
    ASSOCIATION: 'Hội, trung tâm điều hành or the like; for tourism.',
    OTHER: 'None of the others; in old data.',
  }),
});

@ObjectType('Producer', { description: 'Who makes products and applies for their star class (chủ thể).' })
export class ProducerType {
  @Field(() => ID, { description: 'Kept for good.' })
  id!: string;

  @Field(() => String, { description: 'As on the registration form.' })
  name!: string;

  @Field(() => ProducerKindEnum, { description: 'Legal form (R 2.1).' })
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
  @Field(() => [ProducerType], { description: 'At most as many as `first` asks for.' })
  nodes!: ProducerType[];

  @Field(() => PageInfoType, { description: 'Whether and where the list goes on.' })
  pageInfo!: PageInfoType;

  @Field(() => Int, { description: 'Of the whole list.' })
  totalCount!: number;
}

@InputType({ description: 'The producer (chủ thể) as it is to be.' })
export class ProducerInput {
  @Field(() => String, { description: 'As on the registration form, at most 200 characters.' })
  @Wording(200)
  name!: string;

  @Field(() => ProducerKindEnum, { description: 'Legal form (R 2.1).' })
  kind!: ProducerKind;

  @Field(() => ID, { description: 'Commune as a rule; reports count by it.' })
  @Identifier()
  placeId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'As people write it; several separated by "/" or ";". At most 50 characters.',
  })
  @OptionalWording(50)
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 300 characters; null where unknown.' })
  @OptionalWording(300)
  address?: string | null;
}

export const ProducerOutcome = createUnionType({
  name: 'ProducerOutcome',
  description: 'The producer as it is now, or why nothing was done.',
  types: () => [ProducerType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : ProducerType),
});
