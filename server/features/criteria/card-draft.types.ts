import { ValidateNested } from 'class-validator';
import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { RefusalType } from '../../platform/refusal.types.js';
import { DateTimeScalar } from '../../platform/scalars.js';
import { TextType } from '../../platform/text.types.js';
import { OptionalWording } from '../../platform/wording.js';
import { CardContentType } from './card-content.types.js';

@ObjectType('CardFault', { description: 'Something that keeps a draft from being published.' })
export class CardFaultType {
  @Field(() => String, {
    nullable: true,
    description: 'Code of the criterion, group, section or part; null where the card as a whole is meant.',
  })
  criterion!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Where it stands in the input: `content.parts.0.sections.1.title.vi`; null where no single place is meant.',
  })
  path!: string | null;

  @Field(() => TextType, { description: 'A whole sentence that names the place.' })
  sentence!: TextType;
}

@ObjectType('CriteriaSetDraft', {
  description: 'The next edition of a scorecard while it is being written (bản thảo); administrators only.',
})
export class CriteriaSetDraftType {
  @Field(() => ID, { description: 'Of the draft; the edition published from it goes by its code.' })
  id!: string;

  @Field(() => Int, { description: 'Rises with every save; send it back with the next one.' })
  version!: number;

  @Field(() => String, { description: 'The code it will have.' })
  code!: string;

  @Field(() => Int, { description: 'The edition it will be.' })
  edition!: number;

  baseCode!: string;

  @Field(() => String, { description: 'The document that justifies it; may be empty while drafting.' })
  basis!: string;

  @Field(() => CardContentType, { description: 'As last saved; half-finished is kept as it is.' })
  content!: CardContentType;

  @Field(() => DateTimeScalar, { description: 'Of the last save.' })
  changedAt!: Date;

  @Field(() => String, { description: 'Display name of the account that saved it last.' })
  changedBy!: string;
}

@InputType({ description: 'A draft as it stands on the screen, whole.' })
export class CriteriaSetDraftInput {
  @Field(() => String, { description: 'May be empty while drafting.' })
  @OptionalWording(2000)
  basis!: string;

  @Field(() => CardContentType, { description: 'Replaces the former content, all of it.' })
  @ValidateNested()
  content!: CardContentType;
}

export const CriteriaSetDraftOutcome = createUnionType({
  name: 'CriteriaSetDraftOutcome',
  description: 'The draft as it is now, or why nothing was done.',
  types: () => [CriteriaSetDraftType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : CriteriaSetDraftType),
});
