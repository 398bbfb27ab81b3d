import { Query, Resolver } from 'type-graphql';
import { Allow } from '../authorize.js';
import type { ReportReader } from './report-reader.js';
import { wordReplica } from './replica-state.js';
import { ReplicaStatusType } from './replica.types.js';

@Resolver(() => ReplicaStatusType)
export class ReplicaResolver {
  constructor(private readonly reader: Pick<ReportReader, 'state'>) {}

  @Allow('ADMIN')
  @Query(() => ReplicaStatusType, {
    nullable: true,
    description:
      'How things stand with the replica from which the answering server reads reports; null where it has none.',
  })
  replicaStatus(): ReplicaStatusType | null {
    const { state } = this.reader;
    return state && { id: 'replica', ...state, message: { ...wordReplica(state) } };
  }
}
