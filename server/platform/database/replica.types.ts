import { Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql';
import { described } from '../described.js';
import { DateTimeScalar } from '../scalars.js';
import { TextType } from '../text.types.js';
import { REPLICA_TROUBLES, type ReplicaTrouble } from './replica-state.js';

export const ReplicaTroubleEnum = Object.fromEntries(REPLICA_TROUBLES.map((each) => [each, each]));
registerEnumType(ReplicaTroubleEnum, {
  name: 'ReplicaTrouble',
  description: 'Why reports are not read from the replica.',
  valuesConfig: described<ReplicaTrouble>({
    UNREACHABLE: 'It does not answer.',
    NOT_A_REPLICA: 'A server that is no standby, or was promoted.',
    OTHER_DATABASE: 'A standby of another database.',
    OTHER_MIGRATIONS: 'Its tables are not those of this version.',
    OTHER_HISTORY: 'It does not follow the primary of today since a failover; for some minutes, or for good.',
    BEHIND: 'Further behind than allowed, or nobody can tell how far.',
  }),
});

@ObjectType('ReplicaStatus', {
  description: 'How things stand with the replica from which reports are read.',
})
export class ReplicaStatusType {
  @Field(() => ID, { description: 'Always the same: there is one.' })
  id!: string;

  @Field(() => ReplicaTroubleEnum, { nullable: true, description: 'Null while reports are read from it.' })
  trouble!: ReplicaTrouble | null;

  @Field(() => Float, {
    nullable: true,
    description: 'How far it was behind at the last look, in seconds; null where that is not known.',
  })
  lagSeconds!: number | null;

  @Field(() => Float, { description: 'How far it may be behind, in seconds.' })
  mostSeconds!: number;

  @Field(() => DateTimeScalar, { description: 'Since when it is read from, or not.' })
  since!: Date;

  @Field(() => TextType, { description: 'The same in words, with what to do.' })
  message!: TextType;
}
