import { ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { ConditionEffect } from '../../domain/scorecard.js';
import { TextType } from '../../platform/text.types.js';
import { AtMost, OptionalWording, Whole, Wordings } from '../../platform/wording.js';
import { ConditionEffectEnum, EvidenceKindType } from './criteria-set.types.js';
import { CriterionCaseType, CriterionGroupType } from './criterion.types.js';

// What may be typed is wide on purpose: a half-finished draft is kept as it is, and what is wrong stands in its faults.
// The limits only keep out what no scorecard could ever hold.
const WHOLE = { description: 'Whole points; any from 0 to 1000 while drafting.' };

@ObjectType('DraftLevel', {
  description: 'One option of a criterion; its place in the list is its position.',
})
@InputType('DraftLevelInput', {
  description: 'One option (mức); its place in the list becomes its position.',
})
export class DraftLevelType {
  @Field(() => Int, WHOLE)
  @Whole(0, 1000)
  points!: number;

  @Field(() => TextType, { description: 'As printed.' })
  @ValidateNested()
  label!: TextType;

  @Field(() => Int, { nullable: true, description: 'The class (3–5) that asks for at least this option.' })
  @Whole(0, 1000)
  minStar?: number | null;

  @Field(() => String, { nullable: true, description: 'Code of one of the cases of the criterion.' })
  @OptionalWording(40)
  case?: string | null;

  @Field(() => Boolean, { description: 'The Vietnamese wording is shortened.' })
  abridged!: boolean;
}

@ObjectType('DraftCriterion', { description: 'A criterion as drafted (tiêu chí).' })
@InputType('DraftCriterionInput', { description: 'A criterion (tiêu chí), whole.' })
export class DraftCriterionType {
  @Field(() => String, { description: 'Numeric, unique in the card: "1.1".' })
  @OptionalWording(20)
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The decree\'s own code where it uses letters: "3.e".',
  })
  @OptionalWording(40)
  officialCode?: string | null;

  @Field(() => TextType, { description: 'As printed.' })
  @ValidateNested()
  title!: TextType;

  @Field(() => Int, WHOLE)
  @Whole(0, 1000)
  maxPoints!: number;

  @Field(() => Boolean, { description: 'True: the options that hold add up; false: exactly one is chosen.' })
  many!: boolean;

  @Field(() => String, { nullable: true, description: 'How options add up; only where `many`.' })
  @OptionalWording(2000)
  selectionRule?: string | null;

  @Field(() => [DraftLevelType], { description: 'In the order of the print.' })
  @AtMost(60)
  @ValidateNested({ each: true })
  levels!: readonly DraftLevelType[];

  @Field(() => Boolean, { description: 'Pre-assessed in prose by the commune.' })
  preAssessedByCommune!: boolean;

  @Field(() => [String], { description: "Codes of the card's evidence catalogue." })
  @Wordings(100, 60)
  evidence!: readonly string[];

  @Field(() => [CriterionCaseType], { description: 'Empty where the criterion has no cases.' })
  @AtMost(10)
  @ValidateNested({ each: true })
  cases!: readonly CriterionCaseType[];

  @Field(() => CriterionGroupType, {
    nullable: true,
    description: 'Null unless nested under a heading of its own (R 4.9).',
  })
  @ValidateNested()
  group?: CriterionGroupType | null;

  @Field(() => Boolean, { description: 'No options in print: read as yes/no.' })
  impliedLevels!: boolean;

  @Field(() => Int, { nullable: true, description: 'The class (3–5) whose star stands at the criterion.' })
  @Whole(0, 1000)
  minStarAny?: number | null;
}

@ObjectType('DraftSection', {
  description: 'A section (mục) as drafted; its criteria should add up to its maximum.',
})
@InputType('DraftSectionInput', { description: 'A section (mục), whole.' })
export class DraftSectionType {
  @Field(() => String, { description: 'Numeric, as printed: "1".' })
  @OptionalWording(40)
  code!: string;

  @Field(() => TextType, { description: 'As printed.' })
  @ValidateNested()
  title!: TextType;

  @Field(() => Int, WHOLE)
  @Whole(0, 1000)
  maxPoints!: number;

  @Field(() => [DraftCriterionType], { description: 'In the order of the print.' })
  @AtMost(60)
  @ValidateNested({ each: true })
  criteria!: readonly DraftCriterionType[];
}

@ObjectType('DraftPart', {
  description: 'A part (phần) as drafted; its sections should add up to its maximum.',
})
@InputType('DraftPartInput', { description: 'A part (phần), whole.' })
export class DraftPartType {
  @Field(() => String, { description: '"A", "B", "C".' })
  @OptionalWording(40)
  code!: string;

  @Field(() => TextType, { description: 'As printed.' })
  @ValidateNested()
  title!: TextType;

  @Field(() => Int, WHOLE)
  @Whole(0, 1000)
  maxPoints!: number;

  @Field(() => [DraftSectionType], { description: 'In the order of the print.' })
  @AtMost(40)
  @ValidateNested({ each: true })
  sections!: readonly DraftSectionType[];
}

@ObjectType('DraftStarMinimum', { description: 'A minimum requirement of a class as drafted (R 5.4).' })
@InputType('DraftStarMinimumInput', { description: 'A minimum requirement of a class (R 5.4).' })
export class DraftStarMinimumType {
  @Field(() => Int, { description: '3–5.' })
  @Whole(0, 1000)
  stars!: number;

  @Field(() => String, { description: 'Code within the card.' })
  @OptionalWording(40)
  criterion!: string;

  @Field(() => Int, WHOLE)
  @Whole(0, 1000)
  minPoints!: number;

  @Field(() => String, { nullable: true, description: 'What the print adds to it; null where nothing.' })
  @OptionalWording(2000)
  note?: string | null;
}

@ObjectType('DraftCondition', {
  description: 'A condition as drafted; identified within the card by `code` and `scope`.',
})
@InputType('DraftConditionInput', {
  description: 'A condition; identified within the card by `code` and `scope`.',
})
export class DraftConditionType {
  @Field(() => String, { description: 'Shared by conditions of one kind; at most 60 characters.' })
  @OptionalWording(60)
  code!: string;

  @Field(() => ConditionEffectEnum, { description: 'What follows where it holds.' })
  effect!: ConditionEffect;

  @Field(() => String, { description: '"DOSSIER", or the code of a criterion, group or section.' })
  @OptionalWording(40)
  scope!: string;

  @Field(() => TextType, { description: 'As councils read it.' })
  @ValidateNested()
  text!: TextType;
}

@ObjectType('CardContent', { description: 'What an edition of a scorecard may change, all of it.' })
@InputType('CardContentInput', { description: 'Replaces the whole content of a draft.' })
export class CardContentType {
  @Field(() => TextType, { description: 'Bộ sản phẩm, as the card is headed.' })
  @ValidateNested()
  title!: TextType;

  @Field(() => [DraftPartType], { description: 'In the order of the print.' })
  @AtMost(10)
  @ValidateNested({ each: true })
  parts!: readonly DraftPartType[];

  @Field(() => Boolean, { description: 'False: the sources do not show the minimums.' })
  starMinimumsKnown!: boolean;

  @Field(() => [DraftStarMinimumType], {
    description: 'As printed; must say the same as the stars at options and criteria.',
  })
  @AtMost(200)
  @ValidateNested({ each: true })
  starMinimums!: readonly DraftStarMinimumType[];

  @Field(() => Boolean, { description: 'True: fit for evaluations; `missing` must then be empty.' })
  complete!: boolean;

  @Field(() => [String], { description: 'What it lacks against the print.' })
  @Wordings(50)
  missing!: readonly string[];

  @Field(() => [DraftConditionType], { description: 'Exclusions, stops and the like (R 4.20–4.24).' })
  @AtMost(100)
  @ValidateNested({ each: true })
  conditions!: readonly DraftConditionType[];

  @Field(() => [EvidenceKindType], { description: 'The evidence that criteria refer to by code.' })
  @AtMost(100)
  @ValidateNested({ each: true })
  evidenceCatalogue!: readonly EvidenceKindType[];

  @Field(() => [String], { description: 'Where the card was read.' })
  @Wordings(50)
  source!: readonly string[];

  @Field(() => [String], { description: 'Every correction made to the print.' })
  @Wordings(100)
  sourceNotes!: readonly string[];
}
