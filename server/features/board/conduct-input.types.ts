import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { described } from '../../platform/described.js';
import { Identifier, OptionalWording } from '../../platform/wording.js';

export const FindingDecisionEnum = { CONFIRM: 'CONFIRM', DISMISS: 'DISMISS' } as const;
registerEnumType(FindingDecisionEnum, {
  name: 'FindingDecision',
  description: 'What whoever presides decides upon a reported fact (R 4.24).',
  valuesConfig: described<keyof typeof FindingDecisionEnum>({
    CONFIRM: 'The fact holds: the dossier is excluded or stopped, or an unmet requirement becomes a remark.',
    DISMISS: 'The fact does not hold: scoring goes on.',
  }),
});

@InputType({ description: 'Whether a member is present.' })
export class AttendanceInput {
  @Field(() => ID, { description: 'Of the council of the session.' })
  @Identifier()
  memberId!: string;

  @Field(() => Boolean, { description: 'False needs a `reason` (R 8.14).' })
  present!: boolean;

  @Field(() => String, { nullable: true, description: 'Needed for an absence; goes into the minutes.' })
  @OptionalWording(500)
  reason?: string | null;
}
