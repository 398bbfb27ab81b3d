import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ValidateNested } from 'class-validator';
import type { Choice } from '../../domain/marks.js';
import type { SheetState } from '../../domain/phases.js';
import { described } from '../../platform/described.js';
import { SheetStateEnum } from '../../platform/phase.types.js';
import { RefusalType } from '../../platform/refusal.types.js';
import { DateTimeScalar } from '../../platform/scalars.js';
import { TextType } from '../../platform/text.types.js';
import { Identifier, OptionalWording, Whole, Wording } from '../../platform/wording.js';

const ChoiceKindEnum = { LEVELS: 'LEVELS', NONE: 'NONE', NOT_MANDATORY: 'NOT_MANDATORY' } as const;
registerEnumType(ChoiceKindEnum, {
  name: 'ChoiceKind',
  description: 'How a criterion was answered.',
  valuesConfig: described<Choice['kind']>({
    LEVELS: 'Options were ticked; they make the points (R 4.3).',
    NONE: 'No option is reached: 0 points (R 4.5).',
    NOT_MANDATORY: 'The check is not mandatory for this product: full points (R 4.11).',
  }),
});

@ObjectType('PartTotal', { description: 'Points of one part of a sheet so far.' })
export class PartTotalType {
  @Field(() => String, { description: '"A", "B", "C".' })
  code!: string;

  @Field(() => Int, { description: 'Whole points so far.' })
  points!: number;

  @Field(() => Int, { description: 'Whole points that the part can bring.' })
  maxPoints!: number;
}

@ObjectType('Mark', { description: "One member's points for one criterion." })
export class MarkType {
  @Field(() => String, { description: 'Code within the scorecard.' })
  criterion!: string;

  @Field(() => ChoiceKindEnum, { nullable: true, description: 'Null: only a remark so far, not yet scored.' })
  choice!: Choice['kind'] | null;

  @Field(() => [Int], { description: 'Positions of the ticked options.' })
  levels!: number[];

  @Field(() => Int, { description: 'Whole points; 0 where nothing is scored yet.' })
  points!: number;

  @Field(() => String, { nullable: true, description: 'At most 2000 characters; null where there is none.' })
  remark!: string | null;
}

@ObjectType('SheetAttempt', { description: 'One submission of a sheet, as it stays on record (R 8.5).' })
export class SheetAttemptType {
  @Field(() => Int, { description: '1 for the first scoring, one more for each re-scoring.' })
  attempt!: number;

  @Field(() => DateTimeScalar, { description: 'When it was handed in.' })
  submittedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null unless the member took it back.' })
  withdrawnAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it was sent back for re-scoring; null where it was not.',
  })
  returnedReason!: string | null;

  @Field(() => Int, { description: 'Whole points, 0–100.' })
  total!: number;

  @Field(() => [PartTotalType], { description: 'One entry for each part of the scorecard.' })
  parts!: PartTotalType[];

  @Field(() => [MarkType], { description: 'As handed in.' })
  marks!: MarkType[];

  @Field(() => String, { description: 'Short code given to the member for this submission.' })
  receipt!: string;
}

@ObjectType('ScoreSheet', { description: 'The score sheet of one member for one dossier (phiếu chấm điểm).' })
export class ScoreSheetType {
  @Field(() => ID, { description: 'Sent with every save.' })
  id!: string;

  @Field(() => ID, { description: 'Of the dossier in its session.' })
  evaluationId!: string;

  @Field(() => String, {
    description: 'The edition of the scorecard that its marks are options of; `criteriaSet` has it whole.',
  })
  criteriaSetCode!: string;

  @Field(() => ID, { description: 'Whose sheet it is.' })
  memberId!: string;

  @Field(() => String, { description: 'As screens name the member.' })
  memberLabel!: string;

  @Field(() => SheetStateEnum, { description: 'Only SUBMITTED and SEALED sheets count.' })
  state!: SheetState;

  @Field(() => Int, { description: '1 for the first scoring, one more for each re-scoring (R 8.5).' })
  attempt!: number;

  @Field(() => Int, { description: 'Rises with every accepted save; send it back as baseVersion.' })
  version!: number;

  @Field(() => [MarkType], { description: 'One entry for each criterion scored or remarked upon.' })
  marks!: MarkType[];

  @Field(() => Int, {
    description: 'Points so far, 0–100; the total only once every applicable criterion is scored.',
  })
  total!: number;

  @Field(() => [PartTotalType], { description: 'One entry for each part of the scorecard.' })
  parts!: PartTotalType[];

  @Field(() => Int, { description: 'Criteria scored so far; the sheet is complete at `applicable`.' })
  scored!: number;

  @Field(() => Int, { description: 'Criteria that apply to the dossier.' })
  applicable!: number;

  @Field(() => String, { nullable: true, description: 'Ý kiến của người đánh giá.' })
  opinion!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null while it is not handed in.' })
  submittedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Short code the member can keep: proves what was submitted.',
  })
  receipt!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it was returned, or the member is recused or absent.',
  })
  reason!: string | null;

  /** Whether the asker may see the attempts; the field asks for them only then. */
  showAttempts!: boolean;
}

@ObjectType('MarksSaved', { description: 'The save is on the server for good.' })
export class MarksSavedType {
  @Field(() => ID, { description: 'The one that was sent.' })
  saveId!: string;

  @Field(() => ScoreSheetType, { description: 'As it stands after the save.' })
  sheet!: ScoreSheetType;

  @Field(() => [MarkType], {
    description:
      'The marks of the sheet at the criteria of this save, as they stand now; a criterion that is missing here has none.',
  })
  marks!: MarkType[];
}

@ObjectType('StaleSheet', {
  description: 'The tab was behind: nothing was saved. `sheet` is the current one.',
})
export class StaleSheetType {
  @Field(() => ScoreSheetType, { description: 'As it stands on the server.' })
  sheet!: ScoreSheetType;

  @Field(() => TextType, { description: 'What is wrong, what is safe, what to do next.' })
  message!: TextType;
}

@InputType({ description: 'A wish for one criterion.' })
export class MarkInput {
  @Field(() => String, { description: 'Code within the scorecard of the sheet.' })
  @Wording(20)
  criterion!: string;

  @Field(() => ChoiceKindEnum, {
    nullable: true,
    description: 'Null clears the mark: not yet scored; a remark stays if given.',
  })
  choice?: Choice['kind'] | null;

  @Field(() => [Int], {
    nullable: true,
    description: 'Positions of the options chosen; with the choice LEVELS only, which needs at least one.',
  })
  levels?: number[] | null;

  @Field(() => String, { nullable: true, description: 'At most 2000 characters; null takes a remark away.' })
  @OptionalWording(2000)
  remark?: string | null;
}

@InputType({ description: 'One save of marks from a device.' })
export class SaveMarksInput {
  @Field(() => ID, { description: "The viewer's own." })
  @Identifier()
  sheetId!: string;

  @Field(() => ID, { description: 'A UUID made by the device: repeating a save with it changes nothing.' })
  @Identifier()
  saveId!: string;

  @Field(() => Int, { description: 'The version of the sheet that the member was looking at.' })
  @Whole(0, 2_147_483_647)
  baseVersion!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The scorecard that was on the screen: where the sheet has another one nothing is saved (OTHER_CARD), for options are positions. Always say it.',
  })
  @OptionalWording(100)
  criteriaSetCode?: string | null;

  @Field(() => [MarkInput], { description: 'One entry for each criterion changed; others stay as they are.' })
  @ValidateNested({ each: true })
  marks!: MarkInput[];

  @Field(() => DateTimeScalar, { description: "The device's clock; recorded, never ruling." })
  enteredAt!: Date;

  @Field(() => Int, { nullable: true, description: 'Changes still on the device after this save.' })
  @Whole(0, 10_000)
  waitingOnDevice?: number | null;
}

@InputType({ description: 'Hands in a sheet.' })
export class SubmitSheetInput {
  @Field(() => ID, { description: "The viewer's own." })
  @Identifier()
  sheetId!: string;

  @Field(() => Int, { description: 'The version that the member reviewed.' })
  @Whole(0, 2_147_483_647)
  version!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The scorecard that it was reviewed on; always say it.',
  })
  @OptionalWording(100)
  criteriaSetCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Ý kiến của người đánh giá, at most 5000 characters; null where there is none.',
  })
  @OptionalWording(5000)
  opinion?: string | null;
}

export const SaveMarksOutcome = createUnionType({
  name: 'SaveMarksOutcome',
  description: 'The marks as saved, the current sheet where the tab was behind, or why the rulebook refused.',
  types: () => [MarksSavedType, StaleSheetType, RefusalType] as const,
  resolveType: (value) => {
    if (value instanceof RefusalType) return RefusalType;
    return 'saveId' in value ? MarksSavedType : StaleSheetType;
  },
});

export const SheetOutcome = createUnionType({
  name: 'SheetOutcome',
  description: 'The sheet as it is now, or why nothing was done.',
  types: () => [ScoreSheetType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : ScoreSheetType),
});
