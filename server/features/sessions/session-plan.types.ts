import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { EvaluationPhase, SessionPhase } from '../../domain/phases.js';
import { EvaluationPhaseEnum, SessionPhaseEnum } from '../../platform/phase.types.js';
import { RefusalType } from '../../platform/refusal.types.js';
import { DateTimeScalar } from '../../platform/scalars.js';
import { Identifier, OptionalWording, Whole, Wording } from '../../platform/wording.js';

@ObjectType('Session', {
  description: 'One meeting of a council (phiên họp), as it is planned and administered.',
})
export class SessionType {
  @Field(() => ID, { description: 'Kept for good once it was opened.' })
  id!: string;

  councilId!: string;

  regulationId!: string | null;

  @Field(() => String, { description: 'As invitations and minutes have it.' })
  name!: string;

  @Field(() => Int, { description: 'Of the batch, 2018–2100.' })
  year!: number;

  @Field(() => Int, { description: 'Đợt within the year, 1–12.' })
  batch!: number;

  @Field(() => Int, { description: 'Lần within the batch, 1–9.' })
  round!: number;

  @Field(() => String, { nullable: true, description: 'Where it meets; null while not fixed.' })
  location!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it is to begin.' })
  plannedAt!: Date;

  @Field(() => SessionPhaseEnum, { description: 'Plans change only while PLANNED.' })
  phase!: SessionPhase;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Khai mạc; null until then.' })
  openedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Bế mạc; null until then.' })
  closedAt!: Date | null;

  @Field(() => Int, { description: 'Rises when the plan changes; send it back with the next change.' })
  version!: number;
}

@ObjectType('AgendaItem', { description: 'One dossier on an agenda.' })
export class AgendaItemType {
  @Field(() => ID, { description: "The evaluation's id." })
  id!: string;

  @Field(() => Int, {
    description: 'From 1; a number once said in an opened session stays, so there may be gaps.',
  })
  position!: number;

  @Field(() => EvaluationPhaseEnum, {
    description: 'As plans may tell it: STOPPED is told as CONCLUDED (R 8.7).',
  })
  phase!: EvaluationPhase;

  @Field(() => Int, { description: 'Lần in which the dossier is evaluated, 1–9.' })
  round!: number;

  dossierId!: string;
}

@ObjectType('Attendance', { description: 'Whether a member in office on the day of the session was there.' })
export class AttendanceType {
  memberId!: string;

  @Field(() => Boolean, { description: 'False also before anything was recorded.' })
  present!: boolean;

  @Field(() => String, { nullable: true, description: 'Why the member is absent.' })
  reason!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null before anything was recorded.' })
  changedAt!: Date | null;

  @Field(() => Boolean, { description: 'The seat has a card; issuing another one voids it.' })
  cardIssued!: boolean;
}

@InputType({ description: 'The plan of a session.' })
export class SessionInput {
  @Field(() => ID, { description: 'Of a council that has not ended.' })
  @Identifier()
  councilId!: string;

  @Field(() => String, { description: 'At most 200 characters.' })
  @Wording(200)
  name!: string;

  @Field(() => Int, { description: '2018–2100.' })
  @Whole(2018, 2100)
  year!: number;

  @Field(() => Int, { description: 'Đợt within the year, 1–12.' })
  @Whole(1, 12)
  batch!: number;

  @Field(() => Int, { description: 'Lần within the batch, 1–9, as the regulation of the council has it.' })
  @Whole(1, 9)
  round!: number;

  @Field(() => String, { nullable: true, description: 'At most 300 characters.' })
  @OptionalWording(300)
  location?: string | null;

  @Field(() => DateTimeScalar, { description: 'When it is to begin.' })
  plannedAt!: Date;
}

export const SessionOutcome = createUnionType({
  name: 'SessionOutcome',
  description: 'The session as it is now, or why nothing was done.',
  types: () => [SessionType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : SessionType),
});
