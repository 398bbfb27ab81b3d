import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Regime } from '../../domain/decrees.js';
import { TextType } from '../../platform/text.types.js';
import { Identifier, OptionalWording, Whole } from '../../platform/wording.js';
import { RegimeEnum } from '../criteria/regime.types.js';
import type { StarDistributionBy } from './star-counts.js';

export const StarDistributionByEnum = {
  PLACE: 'PLACE',
  SECTOR: 'SECTOR',
  PRODUCT_SET: 'PRODUCT_SET',
  BATCH: 'BATCH',
  YEAR: 'YEAR',
  DECREE: 'DECREE',
} as const satisfies { readonly [By in StarDistributionBy]: By };
registerEnumType(StarDistributionByEnum, {
  name: 'StarDistributionBy',
  description: 'By what released results are counted.',
  valuesConfig: {
    PLACE: {
      description:
        'The province of the producer; with filter.placeId the unit directly below that place: communes of a province, and its former districts with all their communes together. Producers at the place itself are counted there.',
    },
    SECTOR: { description: 'Ngành; the same code under every decree.' },
    PRODUCT_SET: { description: 'Bộ sản phẩm; each decree has its own 26.' },
    BATCH: { description: 'Đợt of a year.' },
    YEAR: { description: 'Year of the dossier.' },
    DECREE: { description: 'Decree of the scorecard.' },
  },
});

@ObjectType('StarCount', { description: 'Released results that share a key, by star class.' })
export class StarCountType {
  @Field(() => String, {
    description:
      'Id of the place, sector code, "R26_2026/4" (decree and set), "2026-2" (year and batch), year, or decree as in Regime.',
  })
  key!: string;

  @Field(() => TextType, { description: 'The key in words.' })
  label!: TextType;

  @Field(() => Int, { description: 'Results of 1 star.' })
  one!: number;

  @Field(() => Int, { description: 'Results of 2 stars.' })
  two!: number;

  @Field(() => Int, { description: 'Results of 3 stars.' })
  three!: number;

  @Field(() => Int, { description: 'Results of 4 stars.' })
  four!: number;

  @Field(() => Int, { description: 'Results of 5 stars.' })
  five!: number;

  @Field(() => Int, { description: 'Stopped or rejected: without a class (R 4.20–4.24).' })
  stopped!: number;

  @Field(() => Int, { description: 'All released results: the sum of the other numbers.' })
  total!: number;
}

@InputType({ description: 'Which released results are counted; what is left out narrows nothing.' })
export class StarDistributionFilter {
  @Field(() => ID, { nullable: true, description: "The producer's place, or any place above it." })
  @Identifier()
  placeId?: string | null;

  @Field(() => String, { nullable: true, description: 'As in CriteriaSet.' })
  @OptionalWording(40)
  sectorCode?: string | null;

  @Field(() => RegimeEnum, { nullable: true, description: 'The decree of the scorecard.' })
  regime?: Regime | null;

  @Field(() => Int, { nullable: true, description: '1–26.' })
  @Whole(1, 26)
  productSet?: number | null;

  @Field(() => Int, { nullable: true, description: 'Year of the dossier, 2018–2100.' })
  @Whole(2018, 2100)
  year?: number | null;

  @Field(() => Int, { nullable: true, description: 'Đợt within the year, 1–12.' })
  @Whole(1, 12)
  batch?: number | null;
}
