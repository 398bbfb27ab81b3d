import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { FindingOutcome } from '../../domain/findings.js';
import type { EvaluationPhase } from '../../domain/phases.js';
import { LEDGER_ACTS, type LedgerAct } from '../../platform/ledger-acts.js';
import { PageInfoType } from '../../platform/paging.js';
import { EvaluationPhaseEnum } from '../../platform/phase.types.js';
import { DateTimeScalar } from '../../platform/scalars.js';
import { TextType } from '../../platform/text.types.js';
import { Identifier } from '../../platform/wording.js';
import { CHANGED_FIELDS, type ChangedField, type HistoryActor, type HistoryGroup } from './history.js';

/** "openSession" as GraphQL names it: OPEN_SESSION. */
const inCapitals = (name: string): string => name.replace(/[A-Z]/g, '_$&').toUpperCase();
const capitalised = <Name extends string>(names: readonly Name[]): Record<string, Name> =>
  Object.fromEntries(names.map((name) => [inCapitals(name), name]));

export const HistoryActEnum = capitalised(LEDGER_ACTS);
registerEnumType(HistoryActEnum, {
  name: 'HistoryAct',
  description: 'An act that the record of a session holds, named as the mutation that does it.',
});

export const ChangedFieldEnum = capitalised(CHANGED_FIELDS);
registerEnumType(ChangedFieldEnum, {
  name: 'HistoryChangedField',
  description: 'What of a member of the council was changed.',
});

export const HistoryGroupEnum: { readonly [G in HistoryGroup]: G } = {
  SESSION: 'SESSION',
  ATTENDANCE: 'ATTENDANCE',
  SCORING: 'SCORING',
  DECISION: 'DECISION',
  ADMINISTRATION: 'ADMINISTRATION',
};
registerEnumType(HistoryGroupEnum, {
  name: 'HistoryGroup',
  description:
    'What acts are about: opening and closing, who takes part, scoring, decisions, agenda and council.',
});

export const HistoryActorKindEnum: { readonly [K in HistoryActor['kind']]: K } = {
  MEMBER: 'MEMBER',
  ADMINISTRATOR: 'ADMINISTRATOR',
  IMPORT: 'IMPORT',
};
registerEnumType(HistoryActorKindEnum, {
  name: 'HistoryActorKind',
  description: 'A member of the council, an administrator without a seat in it, or an imported spreadsheet.',
});

export const FindingOutcomeEnum: { readonly [O in FindingOutcome]: O } = {
  REJECTED: 'REJECTED',
  STOPPED: 'STOPPED',
  REMARK: 'REMARK',
  DISMISSED: 'DISMISSED',
};
registerEnumType(FindingOutcomeEnum, {
  name: 'FindingOutcome',
  description: 'What became of a reported fact.',
});

@ObjectType('HistoryActor', { description: 'Whoever did it.' })
export class HistoryActorType {
  @Field(() => HistoryActorKindEnum)
  kind!: HistoryActor['kind'];

  @Field(() => ID, { nullable: true })
  memberId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Null for an import, and for whoever is no longer known.',
  })
  name!: string | null;
}

@ObjectType('HistoryMember', { description: 'A member of the council an act was about.' })
export class HistoryMemberType {
  @Field(() => ID)
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
  @Field(() => ID)
  evaluationId!: string;

  @Field(() => String, { nullable: true })
  productName!: string | null;
}

@ObjectType('HistoryChange')
export class HistoryChangeType {
  @Field(() => ChangedFieldEnum)
  field!: ChangedField;

  @Field(() => String, {
    nullable: true,
    description: 'As recorded: a wording, a day, a role, true or false.',
  })
  before!: string | null;

  @Field(() => String, { nullable: true })
  after!: string | null;
}

@ObjectType('SessionHistoryEntry', {
  description: 'One act of a session. Holds no points, totals or means, at no stage and for nobody.',
})
export class SessionHistoryEntryType {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => HistoryActEnum)
  act!: LedgerAct;

  @Field(() => HistoryActorType)
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

  @Field(() => FindingOutcomeEnum, { nullable: true })
  findingOutcome!: FindingOutcome | null;

  @Field(() => Int, { nullable: true, description: '1–5, once the result is released.' })
  starClass!: number | null;

  @Field(() => String, { nullable: true, description: "As far as the viewer's board shows it." })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: 'What a deferred dossier has to mend.' })
  fixList!: string | null;

  @Field(() => [HistoryChangeType])
  changes!: HistoryChangeType[];
}

@ObjectType('HistoryMemberChoice')
export class HistoryMemberChoiceType {
  @Field(() => ID)
  memberId!: string;

  @Field(() => String)
  name!: string;
}

@ObjectType('SessionHistory', {
  description: 'Who did what when in one session, newest first, as far as the viewer may read it.',
})
export class SessionHistoryType {
  @Field(() => String)
  sessionName!: string;

  @Field(() => [SessionHistoryEntryType])
  nodes!: SessionHistoryEntryType[];

  @Field(() => PageInfoType)
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
  @Field(() => ID, { nullable: true })
  @Identifier()
  evaluationId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Acts of this member, and acts about him.' })
  @Identifier()
  memberId?: string | null;

  @Field(() => [HistoryGroupEnum], { nullable: true })
  groups?: HistoryGroup[] | null;
}
