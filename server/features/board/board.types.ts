import { createUnionType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { EvaluationPhase, SessionPhase } from '../../domain/phases.js';
import { DateTimeScalar } from '../../platform/scalars.js';
import { CouncilRoleEnum, EvaluationPhaseEnum, SessionPhaseEnum } from '../../platform/phase.types.js';
import { RefusalType } from '../../platform/refusal.types.js';
import { TextType } from '../../platform/text.types.js';
import { RegulationType } from '../councils/regulation.types.js';
import { BoardQuorumType } from '../sessions/quorum.types.js';
import type { SeatRole } from '../sessions/session-state.js';
import { BoardResultType, BoardSeatType, FindingType, ProvisionalType } from './board-item.types.js';

const CohortEnum = {
  CHAIR: 'CHAIR',
  MEMBER: 'MEMBER',
  SUPPORT: 'SUPPORT',
  ROOM: 'ROOM',
  ADMIN: 'ADMIN',
} as const;
registerEnumType(CohortEnum, {
  name: 'Cohort',
  description: 'Who sees the same of a session: CHAIR is the chair, an acting vice-chair and the secretary.',
});

@ObjectType('BoardMember', { description: 'A member of the council in this session.' })
export class BoardMemberType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  label!: string;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  institution!: string;

  @Field(() => CouncilRoleEnum)
  role!: SeatRole;

  @Field(() => Boolean)
  voting!: boolean;

  @Field(() => Boolean)
  present!: boolean;

  @Field(() => String, { nullable: true })
  absenceReason!: string | null;

  @Field(() => Boolean, { description: 'A device of this seat is connected now.' })
  connected!: boolean;

  @Field(() => DateTimeScalar, { nullable: true })
  lastSeenAt!: Date | null;
}

@ObjectType('BoardItem', {
  description: 'One dossier on the agenda, as far as the viewer may see it at its stage.',
})
export class BoardItemType {
  @Field(() => ID, { description: "The evaluation's id." })
  id!: string;

  @Field(() => Int)
  position!: number;

  @Field(() => EvaluationPhaseEnum)
  phase!: EvaluationPhase;

  @Field(() => Int, { description: '1 for the first scoring, one more for each re-scoring (R 8.5).' })
  attempt!: number;

  @Field(() => Int, { description: 'Lần 1, lần 2 within the batch.' })
  round!: number;

  @Field(() => String)
  productName!: string;

  @Field(() => String)
  producerName!: string;

  @Field(() => String)
  placeName!: string;

  @Field(() => Int, { description: 'Number of the product set, 1–26.' })
  productSet!: number;

  @Field(() => TextType)
  productSetTitle!: TextType;

  @Field(() => String, { nullable: true })
  photoUrl!: string | null;

  @Field(() => ID, { nullable: true, description: 'Null where the viewer may not open the dossier.' })
  dossierId!: string | null;

  @Field(() => String, { nullable: true })
  criteriaSetCode!: string | null;

  @Field(() => Boolean, {
    description: 'The viewer is recused from this product and sees no more of it than the room.',
  })
  recused!: boolean;

  @Field(() => Int, { nullable: true, description: 'Sheets submitted; null where the viewer may not know.' })
  submittedCount!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Sheets that are to come in; recused and absent members left out, and those not called yet.',
  })
  expectedCount!: number | null;

  @Field(() => [BoardSeatType], { nullable: true, description: 'Chair and secretary only.' })
  seats!: BoardSeatType[] | null;

  @Field(() => ProvisionalType, { nullable: true, description: 'Chair and, by regulation, secretary only.' })
  provisional!: ProvisionalType | null;

  @Field(() => [FindingType], { nullable: true, description: 'Chair and secretary only.' })
  findings!: FindingType[] | null;

  @Field(() => [FindingType], {
    nullable: true,
    description:
      'What the viewer reported himself, and what became of it; null for who is no member or recused.',
  })
  myFindings!: FindingType[] | null;

  @Field(() => BoardResultType, {
    nullable: true,
    description: 'After release; for the chair from the conclusion on.',
  })
  result!: BoardResultType | null;

  @Field(() => String, { nullable: true, description: 'Why the dossier was deferred.' })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: 'What is to be mended before round 2 (R 8.9).' })
  fixList!: string | null;
}

@ObjectType('SessionBoard', {
  description:
    'All that one cohort may see of a session, whole. Later boards have a higher or equal revision.',
})
export class SessionBoardType {
  @Field(() => ID, { description: "The session's id." })
  id!: string;

  @Field(() => Int)
  revision!: number;

  @Field(() => CohortEnum)
  cohort!: keyof typeof CohortEnum;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  councilName!: string;

  @Field(() => Int)
  year!: number;

  @Field(() => Int)
  batch!: number;

  @Field(() => Int)
  round!: number;

  @Field(() => String, { nullable: true })
  location!: string | null;

  @Field(() => SessionPhaseEnum)
  phase!: SessionPhase;

  @Field(() => String, { nullable: true })
  suspendedReason!: string | null;

  @Field(() => ID, { nullable: true, description: 'The evaluation on the table, if any.' })
  onTable!: string | null;

  @Field(() => Boolean, {
    description:
      'The viewer scores here, and it is not recorded yet whether he is present: his marks would be refused.',
  })
  notCalled!: boolean;

  @Field(() => Boolean, {
    description:
      'The viewer scores here and is recorded absent: his marks would be refused. Of others this is told in `members` alone.',
  })
  recordedAbsent!: boolean;

  @Field(() => [BoardItemType])
  agenda!: BoardItemType[];

  @Field(() => BoardQuorumType)
  quorum!: BoardQuorumType;

  @Field(() => [BoardMemberType], {
    nullable: true,
    description: 'Chair, secretary and administrators only.',
  })
  members!: BoardMemberType[] | null;

  @Field(() => RegulationType, { description: 'The regulation pinned by the session.' })
  regulation!: RegulationType;

  @Field(() => String, {
    nullable: true,
    description:
      "Code of the end of the session's record, once the session is closed; printed in the minutes.",
  })
  recordCode!: string | null;
}

export const BoardOutcome = createUnionType({
  name: 'BoardOutcome',
  description: "Acts of conducting answer with the actor's own board.",
  types: () => [SessionBoardType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : SessionBoardType),
});
