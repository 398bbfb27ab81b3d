import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CouncilRoleEnum } from '../../platform/phase.types.js';
import { DateScalar } from '../../platform/scalars.js';
import { Identifier, OptionalWording, Wording } from '../../platform/wording.js';
import type { CouncilRole } from './council.js';

@ObjectType('CouncilMember', {
  description: "One person's term on one council; former members stay in the record.",
})
export class CouncilMemberType {
  @Field(() => ID, { description: "Of this term on this council; nobody else's." })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Null where the decision names the office only.' })
  fullName!: string | null;

  @Field(() => String, { description: 'Office the member holds: "Phó Giám đốc".' })
  title!: string;

  @Field(() => String, { description: 'Cơ quan, đơn vị.' })
  institution!: string;

  @Field(() => CouncilRoleEnum, { description: 'One chair at a time.' })
  role!: CouncilRole;

  @Field(() => Boolean, { description: 'Has a score sheet and counts for the quorum.' })
  voting!: boolean;

  @Field(() => Int, {
    description: 'Place in the founding decision, from 1; a successor has that of the predecessor.',
  })
  position!: number;

  accountId!: string | null;

  @Field(() => DateScalar, { description: 'First day in office.' })
  memberFrom!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Last day in office; null while it is open.' })
  memberTo!: string | null;

  replacedById!: string | null;

  @Field(() => Int, {
    description: 'Rises when the member itself changes; send it back with the next change.',
  })
  version!: number;
}

@InputType({ description: 'What the decision says of one member.' })
export class CouncilMemberInput {
  @Field(() => String, { nullable: true, description: 'At most 200 characters.' })
  @OptionalWording(200)
  fullName?: string | null;

  @Field(() => String, { description: 'At most 200 characters.' })
  @Wording(200)
  title!: string;

  @Field(() => String, { description: 'At most 200 characters.' })
  @Wording(200)
  institution!: string;

  @Field(() => CouncilRoleEnum, { description: 'One chair at a time.' })
  role!: CouncilRole;

  @Field(() => Boolean, { description: 'Never true for the support team (R 8.10).' })
  voting!: boolean;

  @Field(() => ID, { nullable: true, description: 'Not needed: a member may enter by a seat card.' })
  @Identifier()
  accountId?: string | null;

  @Field(() => DateScalar, { description: 'Within the term of the council.' })
  memberFrom!: string;
}
