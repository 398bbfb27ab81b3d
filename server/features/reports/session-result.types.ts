import { Field, ID, Int, ObjectType } from 'type-graphql';
import { ReleasedResultType } from '../dossiers/released-result.types.js';

@ObjectType('SessionResult', { description: 'One dossier of a session whose result the chair has released.' })
export class SessionResultType {
  @Field(() => ID, { description: 'Of the dossier in this session.' })
  evaluationId!: string;

  @Field(() => Int, { description: 'Place on the agenda, from 1; unreleased dossiers leave gaps.' })
  position!: number;

  @Field(() => String, { description: 'As presented, whatever the register says since.' })
  productName!: string;

  @Field(() => String, { nullable: true, description: 'Mã số sản phẩm (R 3.5).' })
  productCode!: string | null;

  @Field(() => String, { description: 'The producer (chủ thể), as presented.' })
  producerName!: string;

  @Field(() => String, { description: "The producer's place, as presented." })
  placeName!: string;

  @Field(() => String, { description: 'The scorecard it was evaluated under.' })
  criteriaSetCode!: string;

  @Field(() => ReleasedResultType, { description: 'With its mean, parts and reasons.' })
  result!: ReleasedResultType;
}
