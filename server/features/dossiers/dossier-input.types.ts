import { Field, ID, InputType, Int } from 'type-graphql';
import type { CouncilLevel } from '../../domain/council-level.js';
import type { DossierKind, Regime } from '../../domain/decrees.js';
import { DateScalar } from '../../platform/scalars.js';
import { Identifier, OptionalWording, Whole } from '../../platform/wording.js';
import { CouncilLevelEnum } from '../councils/council-level.types.js';
import { RegimeEnum } from '../criteria/regime.types.js';
import { DossierKindEnum, DossierStateEnum } from './dossier.types.js';
import type { DossierState } from './dossier.js';

@InputType({ description: 'What the registration form says (phiếu đăng ký).' })
export class DossierInput {
  @Field(() => ID, { description: 'Of a registered product.' })
  @Identifier()
  productId!: string;

  @Field(() => DossierKindEnum, { description: 'Decides with `submittedOn` which decree governs (R 1.2).' })
  kind!: DossierKind;

  @Field(() => CouncilLevelEnum, { description: 'The level at which it is to be evaluated.' })
  level!: CouncilLevel;

  @Field(() => Int, { description: 'Year of the evaluation, 2018–2100.' })
  @Whole(2018, 2100)
  year!: number;

  @Field(() => Int, { description: 'Đợt within the year, 1–12.' })
  @Whole(1, 12)
  batch!: number;

  @Field(() => Int, { nullable: true, description: 'Lần within the batch, 1–9; 1 unless given.' })
  @Whole(1, 9)
  round?: number | null;

  @Field(() => DateScalar, { description: 'The day it was handed in to the commune.' })
  submittedOn!: string;

  @Field(() => Int, { description: '1–26; picks the scorecard together with the decree.' })
  @Whole(1, 26)
  productSet!: number;

  @Field(() => Boolean, {
    description: 'True: there is a product story; some criteria apply only then (R 4.10).',
  })
  hasStory!: boolean;

  @Field(() => RegimeEnum, {
    nullable: true,
    description:
      'For old data: the regime that governed when it was handed in. Without it, the one that governs today.',
  })
  regime?: Regime | null;
}

@InputType({ description: 'Which dossiers are wanted; what is left out narrows nothing.' })
export class DossierFilter {
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

  @Field(() => RegimeEnum, { nullable: true, description: 'By the decree of the pinned scorecard.' })
  regime?: Regime | null;

  @Field(() => Int, { nullable: true, description: '1–26.' })
  @Whole(1, 26)
  productSet?: number | null;

  @Field(() => DossierStateEnum, { nullable: true, description: 'Null: every state.' })
  state?: DossierState | null;

  @Field(() => DossierKindEnum, { nullable: true, description: 'Null: every kind.' })
  kind?: DossierKind | null;

  @Field(() => Int, { nullable: true, description: 'Year of the evaluation, 2018–2100.' })
  @Whole(2018, 2100)
  year?: number | null;

  @Field(() => Int, { nullable: true, description: 'Đợt within the year, 1–12.' })
  @Whole(1, 12)
  batch?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only those that could be put on an agenda now.',
  })
  withoutSession?: boolean | null;

  @Field(() => ID, {
    nullable: true,
    description:
      "The session whose agenda is filled: only dossiers of its council's level, from the council's place and those below it, that do not wait for a later round of another council or of another session.",
  })
  @Identifier()
  forSession?: string | null;
}
