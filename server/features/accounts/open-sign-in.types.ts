import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import { PageInfoType } from '../../platform/paging.js';
import { RefusalType } from '../../platform/refusal.types.js';
import { DateTimeScalar } from '../../platform/scalars.js';

@ObjectType('OpenSignIn', {
  description: 'Somebody signed in on some device, until he signs out or it ends.',
})
export class OpenSignInType {
  @Field(() => ID, { description: 'Opens nothing; it only names the sign-in.' })
  id!: string;

  @Field(() => String, { description: 'Display name of the account, or the member who sits on the seat.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Of the account; null for a seat.' })
  username!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The session of the seat, which was opened by a card; null for an account.',
  })
  sessionName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Network address it came from; null for sign-ins from before it was written down.',
  })
  address!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the browser said of itself, at most 400 characters.',
  })
  userAgent!: string | null;

  @Field(() => DateTimeScalar, { description: 'The moment of signing in.' })
  signedInAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it last asked for something, exact to some minutes.' })
  lastSeenAt!: Date;

  @Field(() => DateTimeScalar, { description: 'From this moment it no longer holds.' })
  expiresAt!: Date;

  @Field(() => Boolean, { description: 'The very sign-in by which this was asked.' })
  isThis!: boolean;
}

@ObjectType('OpenSignInConnection', { description: 'A page of the sign-ins that hold, the newest first.' })
export class OpenSignInConnectionType {
  @Field(() => [OpenSignInType], { description: 'At most as many as `first` asks for.' })
  nodes!: OpenSignInType[];

  @Field(() => PageInfoType, { description: 'Whether and where the list goes on.' })
  pageInfo!: PageInfoType;

  @Field(() => Int, { description: 'How many sign-ins the whole list has.' })
  totalCount!: number;
}

export const OpenSignInOutcome = createUnionType({
  name: 'OpenSignInOutcome',
  description: 'The sign-in as it was, or why nothing was done.',
  types: () => [OpenSignInType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : OpenSignInType),
});
