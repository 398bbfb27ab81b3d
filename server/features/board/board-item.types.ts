import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { SheetState } from '../../domain/phases.js';
import type { ConditionEffect } from '../../domain/scorecard.js';
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

  @Field(() => String)
  label!: string;

  @Field(() => CouncilRoleEnum)
  role!: SeatRole;

  @Field(() => SheetStateEnum)
  state!: SheetState;

  @Field(() => Int)
  attempt!: number;

  @Field(() => Int, { description: 'Criteria scored so far.' })
  scored!: number;

  @Field(() => Int, { description: 'Criteria that apply.' })
  applicable!: number;

  @Field(() => Int, { nullable: true, description: 'Points so far, 0–100; null where they are hidden.' })
  total!: number | null;

  @Field(() => [PartTotalType], { nullable: true })
  parts!: PartTotalType[] | null;

  @Field(() => Int, { nullable: true, description: 'Total of the attempt before the re-scoring.' })
  previousTotal!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why the sheet was returned, or its member is recused or absent.',
  })
  reason!: string | null;

  @Field(() => Boolean)
  connected!: boolean;

  @Field(() => DateTimeScalar, { nullable: true })
  lastSeenAt!: Date | null;

  @Field(() => Int, { description: 'Changes still on the device, as it last said.' })
  waitingOnDevice!: number;
}

@ObjectType('MinimumOutcome', {
  description: 'One minimum requirement of a class, tested on the submitted sheets (R 5.4).',
})
export class MinimumOutcomeType {
  @Field(() => Int)
  stars!: number;

  @Field(() => String)
  criterion!: string;

  @Field(() => TextType)
  title!: TextType;

  @Field(() => Int, { description: 'Points the criterion must reach.' })
  minPoints!: number;

  @Field(() => Boolean)
  met!: boolean;

  @Field(() => MeanType)
  mean!: MeanType;

  @Field(() => [String], { description: 'Members whose own mark is below the minimum.' })
  failingMembers!: string[];
}

@ObjectType('NextClass', { description: 'How far the next class is.' })
export class NextClassType {
  @Field(() => Int)
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

  @Field(() => Boolean)
  exceeded!: boolean;

  @Field(() => [String])
  highest!: string[];

  @Field(() => [String])
  lowest!: string[];
}

@ObjectType('Provisional', { description: 'What the result would be over the sheets submitted so far.' })
export class ProvisionalType {
  @Field(() => MeanType, { nullable: true, description: 'Null while nothing is submitted.' })
  mean!: MeanType | null;

  @Field(() => [PartMeanType])
  parts!: PartMeanType[];

  @Field(() => Int, { nullable: true, description: 'Class by the mean alone.' })
  bandClass!: number | null;

  @Field(() => Int, { nullable: true, description: 'Class by the mean and the minimums.' })
  starClass!: number | null;

  @Field(() => [MinimumOutcomeType])
  minimums!: MinimumOutcomeType[];

  @Field(() => NextClassType, { nullable: true })
  next!: NextClassType | null;

  @Field(() => BoardDeviationType, { nullable: true })
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
  @Field(() => OutcomeEnum)
  outcome!: keyof typeof OutcomeEnum;

  @Field(() => Int, { nullable: true })
  starClass!: number | null;

  @Field(() => MeanType, { nullable: true })
  mean!: MeanType | null;

  @Field(() => [PartMeanType])
  parts!: PartMeanType[];

  @Field(() => [TextType])
  why!: TextType[];

  @Field(() => DateTimeScalar)
  concludedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  releasedAt!: Date | null;

  @Field(() => String, { nullable: true })
  reason!: string | null;
}

const FindingStateEnum = { REPORTED: 'REPORTED', CONFIRMED: 'CONFIRMED', DISMISSED: 'DISMISSED' } as const;
registerEnumType(FindingStateEnum, {
  name: 'FindingState',
  description: 'Reported by a member, then decided by whoever presides.',
});

@ObjectType('Finding', {
  description: 'A reported fact that excludes the dossier or stops its evaluation (R 4.20–4.24).',
})
export class FindingType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  code!: string;

  @Field(() => ConditionEffectEnum)
  effect!: ConditionEffect;

  @Field(() => String)
  scope!: string;

  @Field(() => TextType)
  text!: TextType;

  @Field(() => String, { nullable: true })
  remark!: string | null;

  @Field(() => String)
  reportedBy!: string;

  @Field(() => DateTimeScalar)
  reportedAt!: Date;

  @Field(() => FindingStateEnum)
  state!: keyof typeof FindingStateEnum;

  @Field(() => String, { nullable: true })
  reason!: string | null;
}
