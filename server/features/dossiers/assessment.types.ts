import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { OptionalWording, Wording } from '../../platform/wording.js';
import { ASSESSMENT_AUTHORS, type AssessmentAuthor } from './assessments.js';

export const AssessmentAuthorEnum = Object.fromEntries(ASSESSMENT_AUTHORS.map((author) => [author, author]));
registerEnumType(AssessmentAuthorEnum, {
  name: 'AssessmentAuthor',
  description: 'Producer (chủ thể), commune (UBND cấp xã), support team (Tổ tư vấn).',
});

@ObjectType('Assessment', {
  description:
    "What somebody other than the council said of one criterion: self-score, commune report, support team's remark.",
})
export class AssessmentType {
  @Field(() => AssessmentAuthorEnum)
  author!: AssessmentAuthor;

  @Field(() => String, { description: 'Code within the scorecard.' })
  criterion!: string;

  @Field(() => [Int], {
    description: 'Positions of the options; empty where none applies or only prose was written.',
  })
  levels!: readonly number[];

  @Field(() => Int, { nullable: true, description: 'Whole points; null where only prose was written.' })
  points!: number | null;

  @Field(() => String, { nullable: true })
  remark!: string | null;
}

@InputType()
export class AssessmentInput {
  @Field(() => String)
  @Wording(20)
  criterion!: string;

  @Field(() => [Int], {
    nullable: true,
    description:
      'Positions; the empty list says that no option applies (0 points), null that nothing was scored.',
  })
  levels?: number[] | null;

  @Field(() => String, { nullable: true })
  @OptionalWording(2000)
  remark?: string | null;
}
