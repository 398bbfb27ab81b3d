import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { SheetState } from '../../domain/phases.js';
import type { ConditionEffect } from '../../domain/scorecard.js';
import { described } from '../../platform/described.js';
import { CouncilRoleEnum, SheetStateEnum } from '../../platform/phase.types.js';
import { RefusalType } from '../../platform/refusal.types.js';
import { DateTimeScalar } from '../../platform/scalars.js';
import { TextType } from '../../platform/text.types.js';
import { ConditionEffectEnum } from '../criteria/criteria-set.types.js';
import { MeanType, OutcomeEnum, PartMeanType } from '../dossiers/released-result.types.js';
import type { SeatRole } from '../sessions/session-state.js';
import { PartTotalType } from '../sheets/sheet.types.js';

@ObjectType('BoardSeat', { description: 'How far one member has come with the dossier on the table.' })
export class BoardSeatType {
  @Field(() => ID, { description: 'Id of the council member.' })
  id!: string;

  @Field(() => String, { description: 'As screens name the member.' })
  label!: string;

  @Field(() => CouncilRoleEnum, { description: 'In the council.' })
  role!: SeatRole;

  @Field(() => SheetStateEnum, { description: 'RECUSED and ABSENT members hand in nothing.' })
  state!: SheetState;

  @Field(() => Int, { description: '1 for the first scoring, one more for each re-scoring (R 8.5).' })
  attempt!: number;

  @Field(() => Int, { description: 'Criteria scored so far.' })
  scored!: number;

  @Field(() => Int, { description: 'Criteria that apply.' })
  applicable!: number;

  @Field(() => Int, { nullable: true, description: 'Points so far, 0–100; null where they are hidden.' })
  total!: number | null;

  @Field(() => [PartTotalType], {
    nullable: true,
    description: 'Points of each part so far; null where they are hidden.',
  })
  parts!: PartTotalType[] | null;

  @Field(() => Int, { nullable: true, description: 'Total of the attempt before the re-scoring.' })
  previousTotal!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why the sheet was returned, or its member is recused or absent.',
  })
  reason!: string | null;

  @Field(() => Boolean, { description: 'A device of this seat is connected now.' })
  connected!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When a device of this seat was last heard of; null if never since the server started.',
  })
  lastSeenAt!: Date | null;

  @Field(() => Int, { description: 'Changes still on the device, as it last said.' })
  waitingOnDevice!: number;
}

@ObjectType('MinimumOutcome', {
  description: 'One minimum requirement of a class, tested on the submitted sheets (R 5.4).',
})
export class MinimumOutcomeType {
  @Field(() => Int, { description: 'The class that asks for it, 3–5.' })
  stars!: number;

  @Field(() => String, { description: 'Code within the scorecard.' })
  criterion!: string;

  @Field(() => TextType, { description: 'Of the criterion.' })
  title!: TextType;

  @Field(() => Int, { description: 'Points the criterion must reach.' })
  minPoints!: number;

  @Field(() => Boolean, { description: 'By the `minimumTest` of the regulation.' })
  met!: boolean;

  @Field(() => MeanType, { description: 'Of the criterion over the submitted sheets.' })
  mean!: MeanType;

  @Field(() => [String], { description: 'Members whose own mark is below the minimum.' })
  failingMembers!: string[];
}

@ObjectType('NextClass', { description: 'How far the next class is.' })
export class NextClassType {
  @Field(() => Int, { description: 'One above the class that would be reached now, 2–5.' })
  stars!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Points short, two decimals; null where the mean suffices.',
  })
  shortBy!: string | null;

  @Field(() => [String], { description: 'Criteria whose minimum is missed.' })
  missingMinimums!: string[];
}

@ObjectType('BoardDeviation', { description: "How far the members' totals lie apart (R 8.5)." })
export class BoardDeviationType {
  @Field(() => Int, { description: 'Highest less lowest total, in points.' })
  spread!: number;

  @Field(() => Int, { description: 'The limit of the regulation; only more than this is a breach.' })
  limit!: number;

  @Field(() => Boolean, { description: '`spread` is more than `limit`; an equal one is no breach.' })
  exceeded!: boolean;

  @Field(() => [String], {
    description: 'Labels of the members with the highest total; empty without a spread.',
  })
  highest!: string[];

  @Field(() => [String], {
    description: 'Labels of the members with the lowest total; empty without a spread.',
  })
  lowest!: string[];
}

@ObjectType('Provisional', { description: 'What the result would be over the sheets submitted so far.' })
export class ProvisionalType {
  @Field(() => MeanType, { nullable: true, description: 'Null while nothing is submitted.' })
  mean!: MeanType | null;

  @Field(() => [PartMeanType], { description: 'One entry for each part; empty while nothing is submitted.' })
  parts!: PartMeanType[];

  @Field(() => Int, { nullable: true, description: 'Class by the mean alone.' })
  bandClass!: number | null;

  @Field(() => Int, { nullable: true, description: 'Class by the mean and the minimums.' })
  starClass!: number | null;

  @Field(() => [MinimumOutcomeType], {
    description: 'Of every class, met or not; empty where none are known.',
  })
  minimums!: MinimumOutcomeType[];

  @Field(() => NextClassType, {
    nullable: true,
    description: 'Null at 5 stars, and while nothing is submitted.',
  })
  next!: NextClassType | null;

  @Field(() => BoardDeviationType, {
    nullable: true,
    description: 'Null while nothing is submitted; of a lone sheet it is 0.',
  })
  deviation!: BoardDeviationType | null;

  @Field(() => [TextType], { description: 'Why this class, in words.' })
  why!: TextType[];

  @Field(() => [RefusalType], {
    description: 'What conclude would refuse now, in words; empty when it can be concluded.',
  })
  obstacles!: RefusalType[];
}

@ObjectType('BoardResult', { description: 'The concluded result.' })
export class BoardResultType {
  @Field(() => OutcomeEnum, { description: 'A class, a stop or an exclusion.' })
  outcome!: keyof typeof OutcomeEnum;

  @Field(() => Int, {
    nullable: true,
    description: '1–5; null where the evaluation was stopped or rejected.',
  })
  starClass!: number | null;

  @Field(() => MeanType, {
    nullable: true,
    description: "Of the members' totals, in points, 0–100 (R 8.6); null where no sheet counts.",
  })
  mean!: MeanType | null;

  @Field(() => [PartMeanType], { description: 'One entry for each part; empty where no sheet counts.' })
  parts!: PartMeanType[];

  @Field(() => [TextType], {
    description: 'In words: why this class, which minimum fails, how far from the next class.',
  })
  why!: TextType[];

  @Field(() => DateTimeScalar, { description: 'When it was fixed; the sheets are sealed since.' })
  concludedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null until the release.' })
  releasedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Written at the conclusion; null where none was given or the viewer may not read it.',
  })
  reason!: string | null;
}

const FindingStateEnum = { REPORTED: 'REPORTED', CONFIRMED: 'CONFIRMED', DISMISSED: 'DISMISSED' } as const;
registerEnumType(FindingStateEnum, {
  name: 'FindingState',
  description: 'Reported by a member, then decided by whoever presides.',
  valuesConfig: described<keyof typeof FindingStateEnum>({
    REPORTED: 'Waits for a decision; nothing can be concluded meanwhile.',
    CONFIRMED: 'The fact holds, with the effect of its condition.',
    DISMISSED: 'The fact does not hold; without effect.',
  }),
});

@ObjectType('Finding', {
  description: 'A reported fact that excludes the dossier or stops its evaluation (R 4.20–4.24).',
})
export class FindingType {
  @Field(() => ID, { description: 'Sent to `confirmStop`.' })
  id!: string;

  @Field(() => String, { description: 'Of the condition, within the scorecard.' })
  code!: string;

  @Field(() => ConditionEffectEnum, { description: 'What a confirmation brings about.' })
  effect!: ConditionEffect;

  @Field(() => String, { description: '"DOSSIER", or the code of a criterion, group or section.' })
  scope!: string;

  @Field(() => TextType, { description: "The condition in the scorecard's words." })
  text!: TextType;

  @Field(() => String, {
    nullable: true,
    description: 'What the member saw, in his words; null where nothing was written.',
  })
  remark!: string | null;

  @Field(() => String, { description: 'Label of the member; empty where he is no longer in the council.' })
  reportedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When the member reported it.' })
  reportedAt!: Date;

  @Field(() => FindingStateEnum, { description: 'Only CONFIRMED ones have an effect.' })
  state!: keyof typeof FindingStateEnum;

  @Field(() => String, { nullable: true, description: 'Of the decision; null while REPORTED.' })
  reason!: string | null;
}
