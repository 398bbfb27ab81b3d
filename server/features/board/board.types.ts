import { createUnionType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { EvaluationPhase, SessionPhase } from '../../domain/phases.js';
import { described } from '../../platform/described.js';
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
  valuesConfig: described<keyof typeof CohortEnum>({
    CHAIR: 'Conducts: sees seats, and running figures as the regulation allows.',
    MEMBER: 'A member of the council: the agenda and what he himself did.',
    SUPPORT: 'The support team: the agenda and dossiers, no marks (R 8.10).',
    ROOM: 'The results screen: what is public.',
    ADMIN: 'An administrator without a seat: who is there, no marks before release.',
  }),
});

@ObjectType('BoardMember', { description: 'A member of the council in this session.' })
export class BoardMemberType {
  @Field(() => ID, { description: 'Of the council member, not of an account.' })
  id!: string;

  @Field(() => String, { description: 'As screens name the member.' })
  label!: string;

  @Field(() => String, { description: 'Chức vụ outside the council.' })
  title!: string;

  @Field(() => String, { description: 'Cơ quan, đơn vị.' })
  institution!: string;

  @Field(() => CouncilRoleEnum, { description: 'In the council; who presides now stands in `quorum`.' })
  role!: SeatRole;

  @Field(() => Boolean, { description: 'Has a score sheet and counts for the quorum.' })
  voting!: boolean;

  @Field(() => Boolean, { description: 'As recorded; false also before anything was recorded.' })
  present!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'As the minutes have it; null for who is present or not recorded yet.',
  })
  absenceReason!: string | null;

  @Field(() => Boolean, { description: 'A device of this seat is connected now.' })
  connected!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When a device of this seat was last heard of; null if never since the server started.',
  })
  lastSeenAt!: Date | null;
}

@ObjectType('BoardItem', {
  description: 'One dossier on the agenda, as far as the viewer may see it at its stage.',
})
export class BoardItemType {
  @Field(() => ID, { description: "The evaluation's id." })
  id!: string;

  @Field(() => Int, { description: 'From 1; there may be gaps.' })
  position!: number;

  @Field(() => EvaluationPhaseEnum, {
    description: 'As far as the viewer may know: STOPPED is told as CONCLUDED until the release (R 8.7).',
  })
  phase!: EvaluationPhase;

  @Field(() => Int, { description: '1 for the first scoring, one more for each re-scoring (R 8.5).' })
  attempt!: number;

  @Field(() => Int, { description: 'Lần 1, lần 2 within the batch.' })
  round!: number;

  @Field(() => String, {
    description: 'As presented or deferred, whatever the register says since; as registered while it waits.',
  })
  productName!: string;

  @Field(() => String, { description: 'The producer (chủ thể), named as of the same moment.' })
  producerName!: string;

  @Field(() => String, { description: "The producer's place, named as of the same moment." })
  placeName!: string;

  @Field(() => Int, { description: 'Number of the product set, 1–26.' })
  productSet!: number;

  @Field(() => TextType, { description: 'Bộ sản phẩm, as its scorecard is titled.' })
  productSetTitle!: TextType;

  @Field(() => String, { nullable: true, description: 'Null where the product has no photo.' })
  photoUrl!: string | null;

  @Field(() => ID, { nullable: true, description: 'Null where the viewer may not open the dossier.' })
  dossierId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The pinned edition of the scorecard; null where the viewer may not open the dossier.',
  })
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

  @Field(() => String, {
    nullable: true,
    description:
      'What is to be mended before the next round; in a further round, what the one before asked for (R 8.9).',
  })
  fixList!: string | null;
}

@ObjectType('SessionBoard', {
  description:
    'All that one cohort may see of a session, whole. Later boards have a higher or equal revision.',
})
export class SessionBoardType {
  @Field(() => ID, { description: "The session's id." })
  id!: string;

  @Field(() => Int, { description: 'Rises with changes; drop a board with a lower one than the last.' })
  revision!: number;

  @Field(() => CohortEnum, { description: 'As whom the viewer sees it.' })
  cohort!: keyof typeof CohortEnum;

  @Field(() => String, { description: 'As invitations and minutes have it.' })
  name!: string;

  @Field(() => String, { description: 'As in the founding decision.' })
  councilName!: string;

  @Field(() => Int, { description: 'Of the batch, 2018–2100.' })
  year!: number;

  @Field(() => Int, { description: 'Đợt within the year, 1–12.' })
  batch!: number;

  @Field(() => Int, { description: 'Lần within the batch, 1–9.' })
  round!: number;

  @Field(() => String, { nullable: true, description: 'Where it meets; null while not fixed.' })
  location!: string | null;

  @Field(() => SessionPhaseEnum, { description: 'Nothing is scored outside OPEN.' })
  phase!: SessionPhase;

  @Field(() => String, { nullable: true, description: 'Null unless SUSPENDED.' })
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

  @Field(() => [BoardItemType], { description: 'In the order of the agenda.' })
  agenda!: BoardItemType[];

  @Field(() => BoardQuorumType, { description: 'As recorded of the attendance so far.' })
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
