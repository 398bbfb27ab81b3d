import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Regime } from '../../domain/decrees.js';
import type { StarClass } from '../../domain/scorecard.js';
import { PageInfoType } from '../../platform/paging.js';
import { RefusalType } from '../../platform/refusal.types.js';
import { Identifier, OptionalWording, Whole, Wording } from '../../platform/wording.js';
import { RegimeEnum } from '../criteria/regime.types.js';

@ObjectType('Product', { description: 'A product; its star classes come from its dossiers.' })
export class ProductType {
  @Field(() => ID, { description: 'Kept for good.' })
  id!: string;

  @Field(() => String, { description: 'As on the registration form.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Province code - commune code - running number - year of evaluation, where given (R 3.5).',
  })
  code!: string | null;

  producerId!: string;

  @Field(() => String, { nullable: true, description: 'Null where there is no photo.' })
  photoUrl!: string | null;

  @Field(() => Int, {
    description: 'Rises when the product itself changes; send it back with the next change.',
  })
  version!: number;
}

@ObjectType('ProductConnection', { description: 'A page of products, by name.' })
export class ProductConnectionType {
  @Field(() => [ProductType], { description: 'At most as many as `first` asks for.' })
  nodes!: ProductType[];

  @Field(() => PageInfoType, { description: 'Whether and where the list goes on.' })
  pageInfo!: PageInfoType;

  @Field(() => Int, { description: 'Of the whole list.' })
  totalCount!: number;
}

@InputType({
  description:
    'From `sectorCode` on, all refer to one and the same released result: products without one are left out.',
})
export class ProductFilter {
  @Field(() => String, {
    nullable: true,
    description: "Part of the product's name or code, or of the producer's name.",
  })
  @OptionalWording(200)
  search?: string | null;

  @Field(() => ID, { nullable: true, description: "The producer's place, or any place above it." })
  @Identifier()
  placeId?: string | null;

  @Field(() => String, { nullable: true, description: 'As in CriteriaSet.' })
  @OptionalWording(40)
  sectorCode?: string | null;

  @Field(() => RegimeEnum, { nullable: true, description: 'The decree of the scorecard of the result.' })
  regime?: Regime | null;

  @Field(() => Int, { nullable: true, description: '1–26.' })
  @Whole(1, 26)
  productSet?: number | null;

  @Field(() => Int, { nullable: true, description: '1–5.' })
  @Whole(1, 5)
  starClass?: StarClass | null;

  @Field(() => Int, { nullable: true, description: 'Year of the evaluation, 2018–2100.' })
  @Whole(2018, 2100)
  year?: number | null;

  @Field(() => Int, { nullable: true, description: 'Đợt within the year, 1–12.' })
  @Whole(1, 12)
  batch?: number | null;
}

@InputType({ description: 'The product as it is to be.' })
export class ProductInput {
  @Field(() => String, { description: 'As on the registration form, at most 200 characters.' })
  @Wording(200)
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Mã số sản phẩm (R 3.5), at most 60 characters; null while none is given.',
  })
  @OptionalWording(60)
  code?: string | null;

  @Field(() => ID, { description: 'Who makes it and applies for it.' })
  @Identifier()
  producerId!: string;
}

export const ProductOutcome = createUnionType({
  name: 'ProductOutcome',
  description: 'The product as it is now, or why nothing was done.',
  types: () => [ProductType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : ProductType),
});
