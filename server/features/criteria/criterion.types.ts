import { ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { TextType } from '../../platform/text.types.js';
import { OptionalWording, Whole } from '../../platform/wording.js';

@ObjectType('Level', { description: 'One option (mức) of a criterion; its points are fixed by the decree.' })
export class LevelType {
  @Field(() => Int, { description: 'Position within the criterion, from 0; identifies the option.' })
  position!: number;

  @Field(() => Int, { description: 'Whole points.' })
  points!: number;

  @Field(() => TextType, { description: 'As printed, or shortened where `abridged`.' })
  label!: TextType;

  @Field(() => Int, {
    nullable: true,
    description: 'The class (3–5) that asks for at least this option (R 5.4).',
  })
  minStar!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The case this option belongs to, where there are cases.',
  })
  case!: string | null;

  @Field(() => Boolean, {
    description: 'The Vietnamese wording is shortened; the decree has the official one.',
  })
  abridged!: boolean;
}

@ObjectType('CriterionCase', {
  description: 'One of two alternatives; a sheet uses the options of one (R 4.7).',
})
@InputType('CriterionCaseInput', { description: 'One of the alternatives of a criterion (R 4.7).' })
export class CriterionCaseType {
  @Field(() => String, { description: 'Options refer to it by `case`.' })
  @OptionalWording(40)
  code!: string;

  @Field(() => TextType, { description: 'As printed.' })
  @ValidateNested()
  title!: TextType;
}

@ObjectType('CriterionGroup', {
  description: 'A heading shared by nested criteria in tea and coffee cards (R 4.9).',
})
@InputType('CriterionGroupInput', { description: 'A heading shared by nested criteria (R 4.9).' })
export class CriterionGroupType {
  @Field(() => String, { description: 'Numeric, as printed: "6.1".' })
  @OptionalWording(40)
  code!: string;

  @Field(() => TextType, { description: 'As printed.' })
  @ValidateNested()
  title!: TextType;

  @Field(() => Int, { description: 'Whole points.' })
  @Whole(0, 1000)
  maxPoints!: number;
}

@ObjectType('Criterion', { description: 'One thing the council scores (tiêu chí).' })
export class CriterionType {
  @Field(() => String, { description: 'Numeric, unique in the card: "1.1".' })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The decree\'s own code where it uses letters: "3.e".',
  })
  officialCode!: string | null;

  @Field(() => TextType, { description: 'As printed; bracketed explanations may be left out.' })
  title!: TextType;

  @Field(() => Int, { description: 'Whole points.' })
  maxPoints!: number;

  @Field(() => Boolean, {
    description: 'True: every option that holds is ticked and points add up (R 4.8); false: exactly one.',
  })
  many!: boolean;

  @Field(() => [LevelType], {
    description: 'In the order of the print; points need not rise evenly (R 4.4).',
  })
  levels!: readonly LevelType[];

  @Field(() => [CriterionCaseType], { description: 'Empty where the criterion has no cases.' })
  cases!: readonly CriterionCaseType[];

  @Field(() => CriterionGroupType, {
    nullable: true,
    description: 'Null unless nested under a heading of its own (R 4.9).',
  })
  group!: CriterionGroupType | null;

  @Field(() => Boolean, {
    description: 'Pre-assessed in prose by the commune; the council still scores it (R 7.2).',
  })
  preAssessedByCommune!: boolean;

  @Field(() => [String], { description: "Codes of the card's evidence catalogue." })
  evidence!: readonly string[];

  @Field(() => Boolean, {
    description: 'The print gives a maximum of 1 and no options: read as yes/no (R 4.6).',
  })
  impliedLevels!: boolean;

  @Field(() => Int, { nullable: true, description: 'Null unless a star stands at the criterion itself.' })
  minStarAny!: number | null;

  @Field(() => Boolean, { description: 'Applies only where the dossier has a product story (R 4.10).' })
  onlyWithStory!: boolean;

  @Field(() => Boolean, {
    description: 'The maximum is given where the check is not mandatory for the product (R 4.11).',
  })
  fullIfNotMandatory!: boolean;
}
