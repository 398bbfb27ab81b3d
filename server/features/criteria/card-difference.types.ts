import { Field, ObjectType } from 'type-graphql';
import { TextType } from '../../platform/text.types.js';

@ObjectType('CardDifference', {
  description:
    'One thing in which two scorecards differ, in the words of the cards; in English with the Vietnamese in brackets where only that differs.',
})
export class CardDifferenceType {
  @Field(() => String, {
    description:
      'Code in the second card, or in the first where only that has it; of a section, part or scope where the kind says so; empty for the card as a whole.',
  })
  criterion!: string;

  @Field(() => String, {
    description:
      'ONLY_FROM, ONLY_TO, CODE, TITLE, POINTS, SELECTION, LEVELS, MINIMUMS or ASSESSED_BY; between editions of one card also DETAILS, HEADING, CONDITION, CARD_TITLE, COMPLETE, MISSING, MINIMUM_LIST, EVIDENCE_CATALOGUE, SOURCE, SOURCE_NOTES or ORDER.',
  })
  kind!: string;

  @Field(() => TextType, { nullable: true, description: 'Null where the first card has no such criterion.' })
  from!: TextType | null;

  @Field(() => TextType, { nullable: true, description: 'Null where the second card has no such criterion.' })
  to!: TextType | null;
}
