import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../../platform/scalars.js';
import { TextType } from '../../platform/text.types.js';
import type { Outcome } from './released-results.js';

export const OutcomeEnum = {
  CLASSIFIED: 'CLASSIFIED',
  STOPPED: 'STOPPED',
  REJECTED: 'REJECTED',
} as const satisfies { readonly [O in Outcome]: O };
registerEnumType(OutcomeEnum, {
  name: 'Outcome',
  description: 'How the evaluation of a dossier ended.',
  valuesConfig: {
    CLASSIFIED: { description: 'With a star class.' },
    STOPPED: { description: 'A stop was confirmed; no further steps were evaluated (R 4.23).' },
    REJECTED: { description: 'The dossier was excluded (R 4.20, 4.21).' },
  },
});

@ObjectType('Mean', { description: 'An exact mean: sum divided by count.' })
export class MeanType {
  @Field(() => Int, { description: 'Whole points.' })
  sum!: number;

  @Field(() => Int, { description: 'How many sheets were added up, 1 or more.' })
  count!: number;

  @Field(() => String, { description: 'Two decimals, cut and not rounded, with a decimal comma: "89,99".' })
  text!: string;
}

@ObjectType('PartMean', { description: 'The mean of one part of the scorecard.' })
export class PartMeanType {
  @Field(() => String, { description: '"A", "B", "C".' })
  code!: string;

  @Field(() => TextType, { description: 'As in the scorecard.' })
  title!: TextType;

  @Field(() => Int, { description: 'Whole points.' })
  maxPoints!: number;

  @Field(() => MeanType, { description: 'In points, 0 to `maxPoints`.' })
  mean!: MeanType;
}

@ObjectType('ReleasedResult', {
  description: 'A result that the chair has released: open to the room, to reports and to the producer.',
})
export class ReleasedResultType {
  @Field(() => ID, { description: 'Of the dossier in its session.' })
  evaluationId!: string;

  @Field(() => OutcomeEnum, { description: 'A class, a stop or an exclusion.' })
  outcome!: Outcome;

  @Field(() => Int, {
    nullable: true,
    description: '1–5; null where the evaluation was stopped or rejected.',
  })
  starClass!: number | null;

  @Field(() => MeanType, { nullable: true, description: 'In points, 0–100; null where no sheet counts.' })
  mean!: MeanType | null;

  @Field(() => [PartMeanType], { description: 'One entry for each part; empty where no sheet counts.' })
  parts!: readonly PartMeanType[];

  @Field(() => DateTimeScalar, { description: 'Public from this moment on.' })
  releasedAt!: Date;

  @Field(() => Int, { description: 'Year of the dossier, 2018–2100.' })
  year!: number;

  @Field(() => Int, { description: 'Đợt within the year.' })
  batch!: number;

  @Field(() => Int, { description: 'Lần within the batch.' })
  round!: number;

  @Field(() => String, { description: 'The scorecard it was evaluated under.' })
  criteriaSetCode!: string;

  @Field(() => String, { description: 'The decree of that scorecard, as cited.' })
  decree!: string;

  @Field(() => [TextType], {
    description: 'In words: why this class, which minimum fails, how far from the next class.',
  })
  why!: readonly TextType[];
}
