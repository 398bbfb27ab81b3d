import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { described } from '../../platform/described.js';
import { OptionalWording, Wording } from '../../platform/wording.js';
import { ASSESSMENT_AUTHORS, type AssessmentAuthor } from './assessments.js';

export const AssessmentAuthorEnum = Object.fromEntries(ASSESSMENT_AUTHORS.map((author) => [author, author]));
registerEnumType(AssessmentAuthorEnum, {
  name: 'AssessmentAuthor',
  description: 'Producer (chủ thể), commune (UBND cấp xã), support team (Tổ tư vấn).',
  valuesConfig: described<AssessmentAuthor>({
    PRODUCER: 'Chủ thể: the self-assessment report, options and prose (R 6.2).',
    COMMUNE: 'UBND cấp xã: four contents in prose, without points (R 7.2).',
    SUPPORT_TEAM: 'Tổ tư vấn: provisional options and remarks; not in the mean (R 8.10).',
  }),
});

@ObjectType('Assessment', {
  description:
    "What somebody other than the council said of one criterion: self-score, commune report, support team's remark.",
})
export class AssessmentType {
  @Field(() => AssessmentAuthorEnum, { description: 'One entry for each author and criterion.' })
  author!: AssessmentAuthor;

  @Field(() => String, { description: 'Code within the scorecard.' })
  criterion!: string;

  @Field(() => [Int], {
    description: 'Positions of the options; empty where none applies or only prose was written.',
  })
  levels!: readonly number[];

  @Field(() => Int, { nullable: true, description: 'Whole points; null where only prose was written.' })
  points!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Prose, at most 2000 characters; null where only options were given.',
  })
  remark!: string | null;
}

@InputType({ description: 'What one author says of one criterion.' })
export class AssessmentInput {
  @Field(() => String, { description: 'Code within the scorecard of the dossier, at most 20 characters.' })
  @Wording(20)
  criterion!: string;

  @Field(() => [Int], {
    nullable: true,
    description:
      'Positions; the empty list says that no option applies (0 points), null that nothing was scored.',
  })
  levels?: number[] | null;

  @Field(() => String, { nullable: true, description: 'At most 2000 characters; null says nothing.' })
  @OptionalWording(2000)
  remark?: string | null;
}
