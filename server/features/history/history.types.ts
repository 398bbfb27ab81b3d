import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { FindingOutcome } from '../../domain/findings.js';
import type { EvaluationPhase } from '../../domain/phases.js';
import type { LedgerAct } from '../../platform/ledger-acts.js';
import { PageInfoType } from '../../platform/paging.js';
import { EvaluationPhaseEnum } from '../../platform/phase.types.js';
import { DateTimeScalar } from '../../platform/scalars.js';
import { TextType } from '../../platform/text.types.js';
import { Identifier } from '../../platform/wording.js';
import type { ChangedField, HistoryActor, HistoryGroup } from './history.js';
import {
  ChangedFieldEnum,
  FindingOutcomeEnum,
  HistoryActEnum,
  HistoryActorKindEnum,
  HistoryGroupEnum,
} from './history-act.types.js';

@ObjectType('HistoryActor', { description: 'Whoever did it.' })
export class HistoryActorType {
  @Field(() => HistoryActorKindEnum, { description: 'In what capacity he acted.' })
  kind!: HistoryActor['kind'];

  @Field(() => ID, { nullable: true, description: 'Null for whoever is no member of the council.' })
  memberId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Null for an import, and for whoever is no longer known.',
  })
  name!: string | null;
}

@ObjectType('HistoryMember', { description: 'A member of the council an act was about.' })
export class HistoryMemberType {
  @Field(() => ID, { description: 'Of the council of the session.' })
  memberId!: string;

  @Field(() => String, { nullable: true, description: 'Null where the member was struck off since.' })
  name!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Of a roll call: as recorded before; null before the first.',
  })
  wasPresent!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Of a roll call: as recorded by it.' })
  present!: boolean | null;

  @Field(() => String, { nullable: true, description: 'Why somebody is absent.' })
  reason!: string | null;
}

@ObjectType('HistoryDossier', { description: 'A dossier of the agenda an act was about.' })
export class HistoryDossierType {
  @Field(() => ID, { description: 'Of the dossier in this session.' })
  evaluationId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'As the act put it on record, else as now; null where it did not and the dossier was taken off the agenda since.',
  })
  productName!: string | null;
}

@ObjectType('HistoryChange', { description: 'One field of a member that was changed.' })
export class HistoryChangeType {
  @Field(() => ChangedFieldEnum, { description: 'Of the one member in `members`.' })
  field!: ChangedField;

  @Field(() => String, {
    nullable: true,
    description: 'As recorded: a wording, a day, a role, true or false.',
  })
  before!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'As recorded; null where it was taken away, and for an account.',
  })
  after!: string | null;
}

@ObjectType('SessionHistoryEntry', {
  description: 'One act of a session. Holds no points, totals or means, at no stage and for nobody.',
})
export class SessionHistoryEntryType {
  @Field(() => ID, { description: 'Of the entry; says nothing of the order.' })
  id!: string;

  @Field(() => DateTimeScalar, { description: "When the record took it, by the server's clock." })
  at!: Date;

  @Field(() => HistoryActEnum, { description: 'What was done.' })
  act!: LedgerAct;

  @Field(() => HistoryActorType, { description: 'As it was at the moment of the act.' })
  actor!: HistoryActorType;

  @Field(() => [HistoryDossierType], {
    description:
      'The dossier it was done upon, or all that were added, put in order or left without a decision.',
  })
  dossiers!: HistoryDossierType[];

  @Field(() => [HistoryMemberType], { description: 'A successor stands after the member who was replaced.' })
  members!: HistoryMemberType[];

  @Field(() => Int, {
    nullable: true,
    description: 'Which scoring of the dossier: 1, one more for each re-scoring.',
  })
  attempt!: number | null;

  @Field(() => Boolean, { description: 'Scoring was opened once more after it had been closed.' })
  reopened!: boolean;

  @Field(() => EvaluationPhaseEnum, {
    nullable: true,
    description: 'Where a dossier stood that was taken off the table.',
  })
  fromPhase!: EvaluationPhase | null;

  @Field(() => TextType, {
    nullable: true,
    description: "The fact that was reported, in the scorecard's words.",
  })
  condition!: TextType | null;

  @Field(() => FindingOutcomeEnum, { nullable: true, description: 'For CONFIRM_STOP alone; else null.' })
  findingOutcome!: FindingOutcome | null;

  @Field(() => Int, { nullable: true, description: '1–5, once the result is released.' })
  starClass!: number | null;

  @Field(() => String, { nullable: true, description: "As far as the viewer's board shows it." })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: 'What a deferred dossier has to mend.' })
  fixList!: string | null;

  @Field(() => [HistoryChangeType], {
    description: 'Of a corrected member, and the last day of one who leaves; else empty.',
  })
  changes!: HistoryChangeType[];
}

@ObjectType('HistoryMemberChoice', { description: 'A member to choose acts by.' })
export class HistoryMemberChoiceType {
  @Field(() => ID, { description: 'For `memberId` of the filter.' })
  memberId!: string;

  @Field(() => String, { description: 'As screens name the member.' })
  name!: string;
}

@ObjectType('SessionHistory', {
  description: 'Who did what when in one session, newest first, as far as the viewer may read it.',
})
export class SessionHistoryType {
  @Field(() => String, { description: 'As planned.' })
  sessionName!: string;

  @Field(() => [SessionHistoryEntryType], { description: 'At most as many as `first` asks for.' })
  nodes!: SessionHistoryEntryType[];

  @Field(() => PageInfoType, { description: 'Whether and where the list goes on.' })
  pageInfo!: PageInfoType;

  @Field(() => Int, { description: 'Of all entries that are asked for and may be read.' })
  totalCount!: number;

  @Field(() => [HistoryMemberChoiceType], { description: 'The members of the session, to choose from.' })
  members!: HistoryMemberChoiceType[];

  @Field(() => [HistoryDossierType], { description: 'The dossiers of the agenda, to choose from.' })
  dossiers!: HistoryDossierType[];

  @Field(() => [String], {
    description: 'Products from which the viewer is recused: nothing of them is shown.',
  })
  recusedFrom!: string[];
}

@InputType({ description: 'Which acts are wanted; what is left out narrows nothing.' })
export class HistoryFilter {
  @Field(() => ID, { nullable: true, description: 'Acts upon this dossier of the agenda.' })
  @Identifier()
  evaluationId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Acts of this member, and acts about him.' })
  @Identifier()
  memberId?: string | null;

  @Field(() => [HistoryGroupEnum], {
    nullable: true,
    description: 'Acts of any of these; the empty list finds nothing.',
  })
  groups?: HistoryGroup[] | null;
}
