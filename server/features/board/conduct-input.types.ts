import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { Identifier, OptionalWording } from '../../platform/wording.js';

export const FindingDecisionEnum = { CONFIRM: 'CONFIRM', DISMISS: 'DISMISS' } as const;
registerEnumType(FindingDecisionEnum, { name: 'FindingDecision' });

@InputType({ description: 'Whether a member is present.' })
export class AttendanceInput {
  @Field(() => ID)
  @Identifier()
  memberId!: string;

  @Field(() => Boolean)
  present!: boolean;

  @Field(() => String, { nullable: true, description: 'Needed for an absence; goes into the minutes.' })
  @OptionalWording(500)
  reason?: string | null;
}
