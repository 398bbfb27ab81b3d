import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { CouncilLevel } from '../../domain/council-level.js';
import { RefusalType } from '../../platform/refusal.types.js';
import { DateScalar, DateTimeScalar } from '../../platform/scalars.js';
import { Identifier, Wording } from '../../platform/wording.js';
import { CouncilLevelEnum } from './council-level.types.js';

@ObjectType('Council', { description: 'An evaluation council (Hội đồng đánh giá, phân hạng).' })
export class CouncilType {
  @Field(() => ID, { description: 'Kept for good; a retired council has it still.' })
  id!: string;

  @Field(() => String, { description: 'As in the founding decision.' })
  name!: string;

  @Field(() => CouncilLevelEnum, { description: 'Which dossiers it evaluates.' })
  level!: CouncilLevel;

  placeId!: string;

  @Field(() => String, { description: 'Of the decision that founded it.' })
  decisionNumber!: string;

  @Field(() => DateScalar, { description: 'Of the decision that founded it.' })
  decisionDate!: string;

  @Field(() => DateScalar, { description: 'First day of the term.' })
  termFrom!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Last day of the term; null while it is open.' })
  termTo!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when it opens no new session.' })
  retiredAt!: Date | null;

  @Field(() => Int, {
    description: 'Rises when the council itself changes; send it back with the next change.',
  })
  version!: number;
}

@InputType({ description: 'What the founding decision says of the council.' })
export class CouncilInput {
  @Field(() => String, { description: 'At most 200 characters.' })
  @Wording(200)
  name!: string;

  @Field(() => CouncilLevelEnum, { description: 'Fixed once the council has a session.' })
  level!: CouncilLevel;

  @Field(() => ID, { description: 'A place of the same level.' })
  @Identifier()
  placeId!: string;

  @Field(() => String, { description: 'At most 100 characters.' })
  @Wording(100)
  decisionNumber!: string;

  @Field(() => DateScalar, { description: 'Of the decision that founds it.' })
  decisionDate!: string;

  @Field(() => DateScalar, { description: 'First day of the term.' })
  termFrom!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Not before `termFrom`.' })
  termTo?: string | null;
}

export const CouncilOutcome = createUnionType({
  name: 'CouncilOutcome',
  description: 'The council as it is now, or why nothing was done.',
  types: () => [CouncilType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : CouncilType),
});
