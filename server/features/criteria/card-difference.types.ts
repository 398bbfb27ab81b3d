import { Field, ObjectType } from 'type-graphql';

@ObjectType('CardDifference', {
  description: 'One thing in which two scorecards differ, in the words of the official language.',
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

  @Field(() => String, { nullable: true, description: 'Null where the first card has no such criterion.' })
  from!: string | null;

  @Field(() => String, { nullable: true, description: 'Null where the second card has no such criterion.' })
  to!: string | null;
}
