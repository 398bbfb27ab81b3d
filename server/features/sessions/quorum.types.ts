import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('BoardQuorum', { description: 'Túc số of the session as it sits (R 8.4).' })
export class BoardQuorumType {
  @Field(() => Int, { description: 'Voting members appointed.' })
  appointed!: number;

  @Field(() => Int, {
    description: 'Voting members present; one recused for an item is present all the same.',
  })
  present!: number;

  @Field(() => Int, { description: 'How many the regulation asks for.' })
  required!: number;

  @Field(() => Boolean, {
    description: 'Enough are `present` and, where the regulation asks for it, somebody presides (R 8.4).',
  })
  met!: boolean;

  @Field(() => String, { nullable: true, description: 'Who presides; null when nobody can.' })
  presidingLabel!: string | null;

  @Field(() => Boolean, { description: 'A vice-chair presides in place of the chair.' })
  presidingIsActing!: boolean;
}
