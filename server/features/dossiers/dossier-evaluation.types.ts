import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { EvaluationPhase, SessionPhase } from '../../domain/phases.js';
import { EvaluationPhaseEnum, SessionPhaseEnum } from '../../platform/phase.types.js';

@ObjectType('DossierEvaluation', { description: "A dossier's place on an agenda; marks are not shown here." })
export class DossierEvaluationType {
  @Field(() => ID, { description: 'Of the evaluation: one dossier in one session.' })
  id!: string;

  @Field(() => ID, { description: 'On whose agenda it stands.' })
  sessionId!: string;

  @Field(() => String, { description: 'As planned.' })
  sessionName!: string;

  @Field(() => SessionPhaseEnum, {
    description: 'What waits when its session is closed waits no more there.',
  })
  sessionPhase!: SessionPhase;

  @Field(() => EvaluationPhaseEnum, { description: 'STOPPED is told as CONCLUDED (R 8.7).' })
  phase!: EvaluationPhase;

  @Field(() => Int, { description: 'Lần within the batch.' })
  round!: number;

  @Field(() => String, {
    nullable: true,
    description: 'What must be mended before the next round; null unless deferred.',
  })
  fixList!: string | null;
}
